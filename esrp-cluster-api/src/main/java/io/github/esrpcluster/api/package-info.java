/**
 * Provides the interfaces and immutable values of an ESRP cluster manager, without any dependency.
 *
 * <p>Start with {@link io.github.esrpcluster.api.ClusterManager}. How its parts work together:
 *
 * <ol>
 *   <li>a node registers with a {@link io.github.esrpcluster.api.Registration} and receives a
 *       {@link io.github.esrpcluster.api.Lease};
 *   <li>it reports a {@link io.github.esrpcluster.api.NodeStatus};
 *   <li>a {@link io.github.esrpcluster.api.StatusPolicy} evaluates the {@link
 *       io.github.esrpcluster.api.ClusterView} and returns a {@link
 *       io.github.esrpcluster.api.Verdict};
 *   <li>each {@link io.github.esrpcluster.api.ServiceStatusPublisher} sends the resulting {@link
 *       io.github.esrpcluster.api.ServiceStatus} upstream;
 *   <li>for each call, a {@link io.github.esrpcluster.api.LoadBalancingPolicy} picks the node.
 * </ol>
 *
 * <p>Which type to use:
 *
 * <ul>
 *   <li>Vendors implement {@link io.github.esrpcluster.api.StatusPolicy}, {@link
 *       io.github.esrpcluster.api.ServiceStatusPublisher}, and if needed {@link
 *       io.github.esrpcluster.api.LoadBalancingPolicy} and {@link
 *       io.github.esrpcluster.api.ClusterListener}.
 *   <li>Vendors call the {@code ClusterManager}. Code that needs only one of its parts takes {@link
 *       io.github.esrpcluster.api.NodeRegistry}, {@link io.github.esrpcluster.api.CallRouter},
 *       {@link io.github.esrpcluster.api.ClusterMonitor} or {@link
 *       io.github.esrpcluster.api.ClusterAdmin}.
 *   <li>{@link io.github.esrpcluster.api.ServiceId} identifies a service, {@link
 *       io.github.esrpcluster.api.NodeId} a node.
 * </ul>
 *
 * <p>No argument may be null, except of {@code equals}. A manager, and each method that creates a
 * value, throws {@link java.lang.NullPointerException} for a null and changes nothing. No method
 * returns null. An absent value is an empty {@code Optional}, {@code OptionalLong} or {@code
 * OptionalDouble}; an absent reason is an empty text.
 */
@NullMarked
package io.github.esrpcluster.api;

import org.jspecify.annotations.NullMarked;
