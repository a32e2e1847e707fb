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
 * except {@link #close()} outside of callbacks. The thread that makes a change evaluates the status
 * policy and sees the new status when the method returns, unless policies have an executor of their
 * own. If another thread is already evaluating the same service, that other thread evaluates once
 * more, and {@link #status} may show the change a little later. Policies, publishers and listeners
 * may call any method; a {@link TimeSource} may call none.
 *
 * <p><b>Arguments.</b> A method throws {@link NullPointerException} for a null, {@link
 * IllegalArgumentException} for a value that breaks a rule, and its subclass {@link
 * LimitExceededException} if a limit of the manager would be exceeded. The call has then changed
 * nothing.
 *
 * <p><b>After {@link #close()}</b>, {@code route}, {@code report}, {@code renew} and {@code
 * release} return {@code CLOSED}; all other mutators throw {@link IllegalStateException}.
 */
public interface ClusterManager
    extends NodeRegistry, CallRouter, ClusterMonitor, ClusterAdmin, AutoCloseable {
  /**
   * Starts to close, and does not wait. Every service becomes {@code GoingDown}. Each publisher
   * receives that status without a delay by rates or back-off; a notification in flight ends first.
   *
   * <p>The manager ends when every publisher has delivered the last status, or after the grace time
   * (5 s by default). Then the timers stop and the manager's own threads end; a thread that a
   * callback blocks ends when the callback returns. If the scheduler refuses the timer of the grace
   * time, only {@link #close()} ends a manager whose publishers do not deliver.
   *
   * <p>Idempotent: a further call only returns a stage.
   *
   * @return a stage, never null, that completes without a failure when the manager ends; {@link
   *     ClusterEvent.NotificationAbandoned} names each status that was not delivered. Actions that
   *     depend on the stage run on the thread that ends the manager, with no lock held: a thread of
   *     the executor, of the scheduler, or one that calls {@link #close()}. If the manager has
   *     ended, they run on the thread that adds them
   */
  CompletionStage<Void> shutdown();

  /**
   * Calls {@link #shutdown()} and waits until the manager has ended, at most for the grace time (5
   * s by default) and 1 s more. If the thread is interrupted, stops waiting, and its interrupt flag
   * stays set; the manager still ends by itself. Idempotent.
   *
   * <p>Does not wait on a thread of an executor that runs a callback of this manager, because the
   * end may need that very thread: there it returns like {@link #shutdown()}, and the manager ends
   * by itself. Only if the scheduler refuses the timer of the grace time it waits there, too.
   */
  @Override
  void close();
}
