/**
 * Status policies, which turn the statuses of the nodes of a service into the state of the service.
 *
 * <p>Start with {@link io.github.esrpcluster.policies.StatusPolicies}, which creates all of them.
 * {@link io.github.esrpcluster.policies.PolicyJson} reads them from a configuration and writes
 * them. To write a policy of your own, implement {@link io.github.esrpcluster.api.StatusPolicy}.
 *
 * <p>Which policy to use:
 *
 * <ul>
 *   <li>{@code majority()} if nothing else is known: it detects the loss of half of the nodes.
 *   <li>{@code anyUp()} if each node can carry the whole load.
 *   <li>{@code allUp()} if no node can be spared, or if upstream must learn of the first loss.
 *   <li>{@code quorum(up, down)} if it is known how many nodes carry the load; {@code quorumShare}
 *       if the size of the cluster is known and a node that never registered must be missed.
 *   <li>{@code weighted(share)} if nodes differ in capacity.
 *   <li>{@code worstOf}, {@code bestOf} and {@code perSite} to combine them; the last gives one
 *       verdict per site (failure domain).
 * </ul>
 *
 * <p>All of them guarantee, with any options: an empty cluster is {@code Down}; a cluster without a
 * {@code Normal} member is never {@code Normal}; the order of the members does not matter; a member
 * that improves (in the order in which {@link io.github.esrpcluster.api.ElementState} is declared)
 * never worsens the verdict (in that of {@link io.github.esrpcluster.api.ServiceState}), except
 * with {@link io.github.esrpcluster.policies.ProportionalPolicy#excludingPlannedOutages()}. States
 * other than {@code Normal} follow the {@linkplain io.github.esrpcluster.api.StatusPrecedence
 * published precedence}. An evaluation costs the same for two members as for ten thousand.
 */
@NullMarked
package io.github.esrpcluster.policies;

import org.jspecify.annotations.NullMarked;
