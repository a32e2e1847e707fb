/**
 * The cluster's states as NENA i3 has them on the wire: JSON bodies and log events
 * (NENA-STA-010.3).
 *
 * <p>The door is {@link io.github.esrpcluster.i3.I3Json}. For each kind of body it has a {@link
 * io.github.esrpcluster.i3.JsonForm}, which reads and writes the immutable record of that body:
 *
 * <ul>
 *   <li>Upstream is told by a {@link io.github.esrpcluster.i3.ServiceStateBody}, made of a service
 *       status message and the {@link io.github.esrpcluster.i3.ServiceIdentity} that i3 gives the
 *       service.
 *   <li>A node is heard by an {@link io.github.esrpcluster.i3.ElementStateBody}, which becomes a
 *       node status.
 *   <li>A queue shows a {@link io.github.esrpcluster.i3.QueueStateBody}; its state {@linkplain
 *       io.github.esrpcluster.i3.QueueStates follows} that of the service.
 *   <li>A dequeuer sends a {@link io.github.esrpcluster.i3.DequeueRegistrationRequest}, which
 *       becomes a registration.
 *   <li>Every change that is sent or received is logged by a {@link
 *       io.github.esrpcluster.i3.StateChangeLogEvent}.
 * </ul>
 *
 * <p>One strict form is written, and every known form is read. Words of a registry are compared
 * literally, since the policy rules of other elements do so; one that this library does not know is
 * kept, never guessed at. What is refused is refused with an {@link
 * io.github.esrpcluster.i3.I3FormatException} that names the place and the rule.
 *
 * <p>Transport, signatures and media types of SIP and HTTP messages are the embedding product's;
 * {@link io.github.esrpcluster.i3.I3} has the names. Everything here is immutable and thread-safe.
 */
@NullMarked
package io.github.esrpcluster.i3;

import org.jspecify.annotations.NullMarked;
