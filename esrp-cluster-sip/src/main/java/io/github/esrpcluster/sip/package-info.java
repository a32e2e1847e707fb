/**
 * Adapter from {@link io.github.esrpcluster.i3.sip.SipStack} to the JAIN-SIP reference
 * implementation. {@link io.github.esrpcluster.sip.JainSipStack} is the entry.
 *
 * <p>The reference implementation has the listening points, the threads and the framing of UDP, TCP
 * and TLS. The transactions are those of this package: only requests other than {@code INVITE} pass
 * here, and for them RFC 3261 section 17 is short. The transactions of the reference implementation
 * tick every 500 ms each, hold a thread while a request is answered, and search all transactions
 * for a message without a known branch.
 */
package io.github.esrpcluster.sip;
