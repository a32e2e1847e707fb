/**
 * Provides status policies, which turn the statuses of the nodes of a service into the state of the
 * service.
 *
 * <p>Start with {@link io.github.esrpcluster.policies.StatusPolicies}, which creates all of them.
 * {@link io.github.esrpcluster.policies.PolicyJson} reads them from a configuration and writes
 * them. To write a policy of your own, implement {@link io.github.esrpcluster.api.StatusPolicy}.
 *
 * <p>Which policy to use:
 *
 * <ul>
 *   <li>{@code majority()} if you know nothing else about the cluster: the service is {@code
 *       Normal} while more than half of the nodes are.
 *   <li>{@code anyUp()} if each node can take all calls of the service.
 *   <li>{@code allUp()} if the service needs every node, or if upstream should receive a status at
 *       the first loss.
 *   <li>{@code quorum(up, down)} if you know how many nodes the service needs; {@code quorumShare}
 *       if you know the size of the cluster, and a node that never registered should count as lost.
 *   <li>{@code weighted(share)} if nodes differ in capacity.
 *   <li>{@code worstOf} and {@code bestOf} to combine policies; {@code perSite} to evaluate each
 *       site (failure domain) alone.
 * </ul>
 *
 * <p>All of them guarantee, with any options:
 *
 * <ul>
 *   <li>An empty cluster is {@code Down}.
 *   <li>A cluster without a {@code Normal} member is not {@code Normal}.
 *   <li>The order of the members makes no difference.
 *   <li>If a member improves (in the order in which {@link io.github.esrpcluster.api.ElementState}
 *       is declared), the verdict does not become worse (in that of {@link
 *       io.github.esrpcluster.api.ServiceState}), except with {@link
 *       io.github.esrpcluster.policies.ProportionalPolicy#excludingPlannedOutages()}.
 *   <li>States other than {@code Normal} follow the {@linkplain
 *       io.github.esrpcluster.api.StatusPrecedence published precedence}.
 *   <li>The time of an evaluation does not depend on the number of members, only on that of sites.
 * </ul>
 *
 * <p>No argument may be null: a method that creates a policy throws {@link
 * java.lang.NullPointerException} for one. No method returns null.
 */
@NullMarked
package io.github.esrpcluster.policies;

import org.jspecify.annotations.NullMarked;
