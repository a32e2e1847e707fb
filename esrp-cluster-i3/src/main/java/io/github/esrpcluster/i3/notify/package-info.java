/**
 * Notifier and subscriber of the i3 event packages (RFC 6665, RFC 6446, NENA-STA-010.3 sections 2.4
 * and 4.2.1), without a transport.
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.i3.notify.Notifier} accepts subscriptions to services, nodes
 *       and queues of a cluster manager, and notifies the subscribers.
 *   <li>{@link io.github.esrpcluster.i3.notify.Subscriber} subscribes to nodes, and lets them join
 *       a cluster.
 *   <li>{@link io.github.esrpcluster.i3.notify.SipEndpoint} hands the requests of a {@link
 *       io.github.esrpcluster.i3.sip.SipStack} to both.
 * </ul>
 */
package io.github.esrpcluster.i3.notify;
