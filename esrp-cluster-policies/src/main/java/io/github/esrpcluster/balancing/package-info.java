/**
 * Provides load-balancing policies, which pick the node for each call.
 *
 * <p>Start with {@link io.github.esrpcluster.balancing.LoadBalancingPolicies}, which creates all of
 * them. To write a policy of your own, implement {@link
 * io.github.esrpcluster.api.LoadBalancingPolicy}.
 *
 * <p>Which policy to use:
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.balancing.LoadBalancingPolicies#roundRobin() round robin} if
 *       nodes are alike;
 *   <li>{@link io.github.esrpcluster.balancing.LoadBalancingPolicies#weighted() weighted} if they
 *       differ in capacity;
 *   <li>{@link io.github.esrpcluster.balancing.LoadBalancingPolicies#leastLoaded() least loaded} if
 *       they report their load often;
 *   <li>{@link
 *       io.github.esrpcluster.balancing.LoadBalancingPolicies#preferenceTiers(io.github.esrpcluster.api.LoadBalancingPolicy)
 *       preference tiers} around one of these if some nodes take calls only when others fail or are
 *       full;
 *   <li>{@link io.github.esrpcluster.balancing.LoadBalancingPolicies#sticky() sticky} if calls that
 *       belong together must go to one node.
 * </ul>
 *
 * <p>All of them pick among the members of one step of the routing order; the manager excludes all
 * other members first.
 *
 * <p>No argument may be null: a method that creates a policy throws {@link
 * java.lang.NullPointerException} for one. No method returns null.
 */
@NullMarked
package io.github.esrpcluster.balancing;

import org.jspecify.annotations.NullMarked;
