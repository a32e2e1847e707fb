/**
 * The thread-safe, in-memory cluster manager. {@link
 * io.github.esrpcluster.core.InMemoryClusterManager#builder()} is the one way in; {@link
 * io.github.esrpcluster.core.ClusterAsNode} makes a whole cluster a node of another.
 *
 * <p>What a person must see is logged as a warning by the logger {@code
 * io.github.esrpcluster.events}, all other events for debugging; switch it off where a listener of
 * your own tells them.
 */
@NullMarked
package io.github.esrpcluster.core;

import org.jspecify.annotations.NullMarked;
