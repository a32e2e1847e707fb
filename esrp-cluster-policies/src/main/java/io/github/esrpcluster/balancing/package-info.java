/**
 * Load balancing: which node takes the next call. All are made by {@link
 * io.github.esrpcluster.balancing.Balancing}.
 *
 * <p>Which to take:
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.balancing.Balancing#roundRobin() round robin} where nodes are
 *       alike;
 *   <li>{@link io.github.esrpcluster.balancing.Balancing#weighted() weighted} where they differ in
 *       capacity;
 *   <li>{@link io.github.esrpcluster.balancing.Balancing#leastLoaded() least loaded} where they
 *       report their load often;
 *   <li>{@link
 *       io.github.esrpcluster.balancing.Balancing#preferenceTiers(io.github.esrpcluster.api.LoadBalancingPolicy)
 *       preference tiers} around one of these where some nodes are for the case that others fail or
 *       fill up;
 *   <li>{@link io.github.esrpcluster.balancing.Balancing#sticky() sticky} where calls that belong
 *       together must meet at one node.
 * </ul>
 *
 * <p>They pick among members that are equally entitled to the call; the manager has sorted out
 * before who may take calls at all.
 */
@NullMarked
package io.github.esrpcluster.balancing;

import org.jspecify.annotations.NullMarked;
