package io.github.esrpcluster.api;

import java.util.concurrent.CompletionStage;

/**
 * Manages the clusters of ESRP nodes: nodes register and report, the manager evaluates the status
 * of each service, notifies the publishers of it and picks a node for each call.
 *
 * <p>The interface has four parts, one for each audience: {@link NodeRegistry} for nodes, {@link
 * CallRouter} for calls, {@link ClusterMonitor} for observers, {@link ClusterAdmin} for operators.
 * Hand each piece of code only the part that it needs. Vendors do not implement any of them:
 * methods may be added.
 *
 * <p><b>Threads.</b> Thread-safe. No method waits for a publisher, a listener or the network,
 * except {@link #close()}. The thread that makes a change evaluates the status policy and sees the
 * new status when the method returns, unless policies have an executor of their own. If another
 * thread is already evaluating the same service, that thread evaluates once more, and {@link
 * #status} may show the change a little later. Callbacks (policies, publishers, listeners) may call
 * any method except {@link #close()}.
 *
 * <p><b>Arguments.</b> A method throws {@link NullPointerException} for a null, {@link
 * IllegalArgumentException} for a value that breaks a rule, and {@link LimitExceededException} if a
 * limit of the manager would be exceeded. The call has then changed nothing.
 *
 * <p><b>After {@link #close()}</b>, {@code route}, {@code report}, {@code renew} and {@code
 * release} return {@code CLOSED}; all other mutators throw {@link IllegalStateException}.
 */
public interface ClusterManager
    extends NodeRegistry, CallRouter, ClusterMonitor, ClusterAdmin, AutoCloseable {
  /**
   * Starts to close. Every service becomes {@code GoingDown}; each publisher receives that status
   * at once, whatever its rates. Then the timers stop and the manager's own threads end.
   * Idempotent.
   *
   * @return a stage that completes when every publisher has delivered the last status or the grace
   *     time is over; {@link ClusterEvent.NotificationAbandoned} names each status that was not
   *     delivered
   */
  CompletionStage<Void> shutdown();

  /**
   * Calls {@link #shutdown()} and waits for it, at most for the grace time. If the thread is
   * interrupted, stops waiting; the manager still ends by itself. Idempotent.
   *
   * <p>A callback must call {@link #shutdown()} instead, because this method waits for callbacks to
   * end.
   */
  @Override
  void close();
}
