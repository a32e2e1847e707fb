/**
 * The vocabulary of an ESRP cluster manager: interfaces and immutable values, without any
 * dependency.
 *
 * <p>Start at {@link io.github.esrpcluster.api.ClusterManager}, the door. Nodes come in with a
 * {@link io.github.esrpcluster.api.Registration} and get a {@link io.github.esrpcluster.api.Lease};
 * they report a {@link io.github.esrpcluster.api.NodeStatus}; a {@link
 * io.github.esrpcluster.api.StatusPolicy} turns the {@link io.github.esrpcluster.api.ClusterView}
 * into a {@link io.github.esrpcluster.api.Verdict}; the resulting {@link
 * io.github.esrpcluster.api.ServiceStatus} goes out through each {@link
 * io.github.esrpcluster.api.ServiceStatusPublisher}; a {@link
 * io.github.esrpcluster.api.LoadBalancingPolicy} picks the node for a call.
 *
 * <p>No type here accepts or returns null, unless its documentation says so.
 */
@NullMarked
package io.github.esrpcluster.api;

import org.jspecify.annotations.NullMarked;
