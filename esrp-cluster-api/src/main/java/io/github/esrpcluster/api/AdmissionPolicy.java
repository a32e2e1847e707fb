package io.github.esrpcluster.api;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which registrations a manager accepts. The place to enforce what a vendor's protocol has
 * authenticated: who may register a node, with which contact, weight and preference.
 *
 * <p>The manager calls it for each registration, also for one that only renews, on the thread that
 * registers and with no lock held. If the membership of the node changes while the policy decides,
 * the manager calls it again with the new membership: a decision is applied only to the membership
 * that it was made for.
 *
 * <p>{@link Registration#owner()} of the registration is the peer, if the vendor has called {@link
 * NodeRegistry#actingAs}: compare it with the node, the service and the terms on every call. The
 * policy cannot change the owner. Renewals and reports do not consult the policy.
 *
 * <p>Implementations are thread-safe, return soon, never return null, and do not call the manager.
 * If a policy throws or returns null, the registration is refused ({@link
 * ClusterEvent.RegistrationRefused}). The members that are registered keep their leases.
 *
 * <pre>{@code
 * AdmissionPolicy samePlace =
 *     (asked, standing) ->
 *         standing.filter(member -> member.liveness() != Liveness.EXPIRED).isPresent()
 *                 && !standing.get().contact().equals(asked.contact())
 *             ? Admission.refuse("the contact of a running node cannot change")
 *             : Admission.accept(asked.toBuilder().weight(Math.min(asked.weight(), 100)).build());
 * }</pre>
 */
@FunctionalInterface
public interface AdmissionPolicy {
  /**
   * Decides on a registration.
   *
   * @param asked the registration asked for, a checked copy
   * @param standing the present membership of the node in that service, also an expired one; empty
   *     if the node is not a member
   * @return {@link Admission#accept} with the terms to register, of the same service and node, or
   *     {@link Admission#refuse}
   */
  Admission admit(Registration asked, Optional<Member> standing);

  /**
   * Returns a policy that accepts these nodes only, from any owner, so that no other node counts
   * for the status policy or takes calls.
   *
   * @throws NullPointerException if the set or a node is null
   */
  static AdmissionPolicy onlyNodes(Set<NodeId> nodes) {
    Set<NodeId> declared = new HashSet<>(nodes);
    declared.forEach(node -> Objects.requireNonNull(node, "node"));
    return (asked, standing) ->
        declared.contains(asked.node())
            ? Admission.accept(asked)
            : Admission.refuse("the node is not declared");
  }
}
