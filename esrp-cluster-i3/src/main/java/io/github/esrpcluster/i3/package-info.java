/**
 * The JSON bodies and log events of NENA i3 (NENA-STA-010.3) for the states of a cluster.
 *
 * <p>Start with {@link io.github.esrpcluster.i3.I3Json}. For each kind of body it has a {@link
 * io.github.esrpcluster.i3.JsonForm}, which reads and writes the immutable record of that body:
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.i3.ServiceStateBody} notifies the upstream entity. It is
 *       created from a service status and the {@link io.github.esrpcluster.i3.ServiceIdentity} of
 *       the service.
 *   <li>{@link io.github.esrpcluster.i3.ElementStateBody} comes from a node, and becomes a node
 *       status.
 *   <li>{@link io.github.esrpcluster.i3.QueueStateBody} notifies the state of a queue, which
 *       {@linkplain io.github.esrpcluster.i3.QueueStates follows} that of the service.
 *   <li>{@link io.github.esrpcluster.i3.DequeueRegistrationRequest} comes from a dequeuer, and
 *       becomes a registration.
 *   <li>{@link io.github.esrpcluster.i3.LogEvent} logs a change that is sent or received, a
 *       subscription, or a failed keep-alive.
 * </ul>
 *
 * <p>Writing uses one form of the standard, for two bodies in the {@link
 * io.github.esrpcluster.i3.BodyShape} that the receivers need; reading accepts every known form.
 * Tokens of a registry are compared exactly, because the policy rules of other elements do so; an
 * unknown token is kept as it is. {@code Unreachable} is never written into a notification. A body
 * that breaks a rule is refused with an {@link io.github.esrpcluster.i3.I3FormatException} that
 * names the place and the rule.
 *
 * <p>Transport, signatures and media types of SIP and HTTP messages are left to the embedding
 * product; {@link io.github.esrpcluster.i3.I3} has the names. Everything here is immutable and
 * thread-safe.
 */
@NullMarked
package io.github.esrpcluster.i3;

import org.jspecify.annotations.NullMarked;
