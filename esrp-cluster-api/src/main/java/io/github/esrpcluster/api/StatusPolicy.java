package io.github.esrpcluster.api;

/**
 * Turns the statuses of the nodes of one service into the state of the service. i3 gives no rule
 * for this; it is the vendor's choice.
 *
 * <p>What a policy promises:
 *
 * <ol>
 *   <li>It is a pure function of the view: no clock, no memory, no input or output. What it found
 *       last stands in {@link ClusterView#previous()}.
 *   <li>It is quick. A judgement past the manager's deadline counts as failed.
 *   <li>It may be called by any thread, for several services at once; for one service never by two
 *       at a time, except after a judgement that ran past its deadline.
 * </ol>
 *
 * <p>What is sensible besides, and tested by the contract of the test kit, where a policy may give
 * its reason for doing otherwise: nobody registered, or nobody who takes calls, is never {@code
 * Normal}; a member that gets better makes no verdict worse; on a view that stays a verdict stays;
 * the order of members does not matter; each is looked at a bounded number of times; a reason has
 * at most 1,000 characters.
 *
 * <p>A reason that differs from the last one is a new message to every upstream entity, even if the
 * state stays. So let it say what is needed, not what is counted: with counts in it, each node that
 * flickers costs a message that nobody can act on. {@link ServiceStatus#tally()} has the counts.
 *
 * <p>What the manager promises: no lock is held during the call. A policy that throws, returns null
 * or is late harms no other service; the same view is judged by a built-in any-up in its place, the
 * published reason says so, {@link ClusterEvent.PolicyFailed} tells it once per episode, and the
 * next change of the cluster tries the policy again.
 */
@FunctionalInterface
public interface StatusPolicy {
  /**
   * Judges the view.
   *
   * @return the verdict, never null
   */
  Verdict evaluate(ClusterView view);
}
