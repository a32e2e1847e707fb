package io.github.esrpcluster.api;

import java.util.concurrent.CompletionStage;

/**
 * The cluster manager: nodes register and report, the status of each service is evaluated and
 * notified upstream, and each call gets a node.
 *
 * <p>It is four interfaces, one for each audience, so that code gets no more than it needs: {@link
 * NodeRegistry} for nodes, {@link CallRouter} for calls, {@link ClusterMonitor} for observers,
 * {@link ClusterAdmin} for operators. Vendors do not implement any of them: methods may be added.
 *
 * <p>Thread-safe. No method waits for a publisher, a listener or the network, except {@link
 * #close()}. The thread that brings a change evaluates the policy, unless another thread is already
 * evaluating the same service: then that thread evaluates once more, and the change may show in
 * {@link #status} a little later. Callbacks (policies, publishers, listeners) may call any method.
 *
 * <p>A method throws {@link NullPointerException} for a null, {@link IllegalArgumentException} for
 * a value that breaks a rule, {@link LimitExceededException} if a limit of the manager would be
 * exceeded, and has then changed nothing. After {@link #close()}, {@code route}, {@code report},
 * {@code renew} and {@code release} return {@code CLOSED}; all other methods that change something
 * throw {@link IllegalStateException}.
 */
public interface ClusterManager
    extends NodeRegistry, CallRouter, ClusterMonitor, ClusterAdmin, AutoCloseable {
  /**
   * Starts to close: every service becomes {@code GoingDown}, which each publisher gets at once
   * whatever its rates; then the timers stop and threads of the manager's own end. Idempotent.
   *
   * @return completes when every publisher has delivered the last status, or the grace time is over
   *     ({@link ClusterEvent.NotificationAbandoned} tells each status that was not delivered)
   */
  CompletionStage<Void> shutdown();

  /**
   * Calls {@link #shutdown()} and waits for it, at most for the grace time. If the thread is
   * interrupted it waits no longer, and the manager still ends by itself. A callback must call
   * {@link #shutdown()} instead: it would wait for itself.
   */
  @Override
  void close();
}
