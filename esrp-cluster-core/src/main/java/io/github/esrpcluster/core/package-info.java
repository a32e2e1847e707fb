/**
 * Provides the cluster manager in the memory of one process.
 *
 * <p>Start with {@link io.github.esrpcluster.core.InMemoryClusterManager#builder()}. Which type to
 * use:
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.core.InMemoryClusterManagerBuilder} sets the policies, leases,
 *       limits, clock and executors. Only the status policy has no default.
 *   <li>{@link io.github.esrpcluster.core.InMemoryClusterManager} is the manager. Code that uses it
 *       needs only {@link io.github.esrpcluster.api.ClusterManager}, or one of its four parts.
 *   <li>{@link io.github.esrpcluster.core.ClusterAsNode} makes a whole cluster one node of another
 *       cluster.
 * </ul>
 *
 * <p>No argument may be null: a method that gets one throws {@link java.lang.NullPointerException}
 * and changes nothing. No method returns null.
 *
 * <p>The logger {@code io.github.esrpcluster.events} writes the text of each event after the name
 * of the manager:
 *
 * <ul>
 *   <li>as a warning what asks for attention: once at the begin of an episode and once at its end;
 *   <li>as information status changes, expiries and their end, changed terms, overrides, replaced
 *       policies, removed services, calls for unknown services and the close;
 *   <li>for debugging all other events, such as each single call that is refused.
 * </ul>
 *
 * <p>Switch it off if a listener of your own writes them.
 */
@NullMarked
package io.github.esrpcluster.core;

import org.jspecify.annotations.NullMarked;
