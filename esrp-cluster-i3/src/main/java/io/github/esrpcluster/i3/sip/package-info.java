/**
 * SIP messages as fields, and the interface to a SIP stack. {@link
 * io.github.esrpcluster.i3.notify.Notifier} and {@link io.github.esrpcluster.i3.notify.Subscriber}
 * decide which requests and responses to send; a {@link io.github.esrpcluster.i3.sip.SipStack}
 * sends them. A vendor with a SIP stack of its own implements {@code SipStack} and calls a {@link
 * io.github.esrpcluster.i3.sip.SipReceiver}; everything else stays the same.
 *
 * <p>The stack does what RFC 3261 asks of the transport and transaction layers: it parses and
 * writes messages, retransmits requests over UDP, repeats the response to a retransmitted request,
 * and matches responses to requests. It needs no dialogs: each request carries the fields of its
 * dialog.
 */
package io.github.esrpcluster.i3.sip;
