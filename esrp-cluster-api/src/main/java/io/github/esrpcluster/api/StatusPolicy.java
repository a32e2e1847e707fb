package io.github.esrpcluster.api;

/**
 * Turns the statuses of the nodes of one service into the state of the service. i3 gives no rule
 * for this step, so the vendor chooses the policy.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Be a pure function of the view: no clock, no state, no input or output. {@link
 *       ClusterView#previous()} has the previous verdict, for example for a hysteresis.
 *   <li>Return before the manager's deadline: 1 s by default, checked at each sweep. A call that
 *       exceeds it counts as a failure, and its verdict is ignored.
 *   <li>Be thread-safe. Different services are evaluated at the same time, each on any thread. For
 *       one service the manager calls a policy again only after the previous call has returned.
 *       Calls for one service can overlap in three cases only: in {@link ClusterMonitor#simulate},
 *       after the policy was replaced and set again, and after the service was removed and created
 *       again.
 *   <li>Depend neither on the order of the members nor on the identity of the view, and read each
 *       member a bounded number of times.
 *   <li>Never return {@link ServiceState#NORMAL} if no member takes calls, for example for the
 *       empty cluster.
 *   <li>Be monotonic: if a member improves, the verdict must not become worse.
 *   <li>Be stable: an evaluation of the same view with its own verdict as the previous one returns
 *       that verdict.
 *   <li>Write the reason for people, in at most 1,000 characters, and without counts. A reason that
 *       differs from the previous one is a new status for every publisher; with counts in it, each
 *       flapping node would cause a notification. {@link ServiceStatus#tally()} has the counts. The
 *       manager cuts a reason that is longer than its own limit, by default 1,024 characters.
 * </ol>
 *
 * <p>The contract in the test kit checks these rules. A policy that must break rule 6 or 8
 * overrides a method of the contract that says so.
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>The view is immutable and complete: it contains the expired members too.
 *   <li>Threads: without an executor for policies, the thread that made a change evaluates it, and
 *       a thread of the manager's executor evaluates after an expiry. With one, its threads
 *       evaluate. The timer thread of the manager never does.
 *   <li>No lock is held during a call, so a policy that blocks delays no other service.
 *   <li>If a policy throws, returns null, exceeds its deadline or gets no thread, a built-in any-up
 *       evaluates the cluster. The reason of the published status says so, and the manager fires
 *       {@link ClusterEvent.PolicyFailed} once per episode.
 *   <li>After a failure, the next change of the cluster and each sweep call the policy again, but
 *       not before a call that exceeded its deadline has returned. The first success ends the
 *       episode with {@link ClusterEvent.PolicyRecovered}.
 * </ol>
 *
 * <p>Example, a service that is {@code Normal} while two nodes are:
 *
 * <pre>{@code
 * StatusPolicy twoNodes =
 *     view -> {
 *       boolean enough = view.tally().count(ElementState.NORMAL) >= 2;
 *       return StatusPrecedence.verdict(view.tally(), enough, "2 nodes");
 *     };
 * }</pre>
 *
 * @see StatusPrecedence
 */
@FunctionalInterface
public interface StatusPolicy {
  /**
   * Evaluates the view. An exception counts as a failure of the policy.
   *
   * @param view the cluster at one point in time, never null
   * @return the verdict, never null
   */
  Verdict evaluate(ClusterView view);
}
