/**
 * Status policies: from the statuses of the nodes to the state of the service.
 *
 * <p>Which to take:
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.policies.Quorum#majority() Quorum.majority()} where nothing
 *       else is known: it notices when half of the nodes are lost.
 *   <li>{@link io.github.esrpcluster.policies.AnyUp} where each node can carry the whole load.
 *   <li>{@link io.github.esrpcluster.policies.AllUp} where no node can be spared, or where upstream
 *       shall hear of the first loss.
 *   <li>{@link io.github.esrpcluster.policies.Quorum#of(int, int) Quorum.of(up, down)} where it is
 *       known how many nodes carry the load; {@link
 *       io.github.esrpcluster.policies.Quorum#shareOf(int, double, double) Quorum.shareOf} where
 *       the size of the cluster is known beforehand and a node that never came shall be missed.
 *   <li>{@link io.github.esrpcluster.policies.Weighted} where nodes differ in capacity.
 *   <li>{@link io.github.esrpcluster.policies.Policies} to combine them: worst of, best of, and one
 *       verdict per site (failure domain).
 * </ul>
 *
 * <p>What all of them keep, whatever the options: an empty cluster is {@code Down}; a cluster
 * without a {@code Normal} member is never {@code Normal}; the order of the members does not
 * matter; a member that improves (in the order in which {@link
 * io.github.esrpcluster.api.ElementState} is declared) never worsens the verdict (in that of {@link
 * io.github.esrpcluster.api.ServiceState}). The last has one exception, which an option asks for:
 * {@linkplain io.github.esrpcluster.policies.Quorum#excludingPlannedOutages() see there}. States other than
 * {@code Normal} follow the {@linkplain io.github.esrpcluster.api.StatusPrecedence published
 * precedence}. A judgement costs the same for two members as for ten thousand.
 *
 * <p>{@link io.github.esrpcluster.policies.PolicyJson} reads policies from a configuration and
 * writes them back.
 */
@NullMarked
package io.github.esrpcluster.policies;

import org.jspecify.annotations.NullMarked;
