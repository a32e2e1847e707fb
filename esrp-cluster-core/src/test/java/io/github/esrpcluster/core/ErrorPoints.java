package io.github.esrpcluster.core;

import java.util.Arrays;
import java.util.Set;

/**
 * The points of core at which an error may be thrown; {@link ErrorInjector} inserts a call of
 * {@link #pass} at each of them.
 *
 * <p>Spared are the first steps of a task on a thread of the executor or scheduler, before it
 * handles errors: such a thread begins with a whole stack, and these steps need no memory. Also
 * spared is the end of a call that returns a handle: the caller cannot use what it did not receive.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // to throw it must allocate nothing
public final class ErrorPoints {
  private static final String WORKER = "LimitedExecutor$SingleRun";
  private static final String CALLBACKS = "LimitedExecutor$CallbackExecutor.run";
  private static final String SWEEP = "Sweeper$Sweep";
  private static final Set<String> SPARED =
      Set.of(
          "LimitedExecutor.work",
          "LimitedExecutor.runBatch",
          "LimitedExecutor.next",
          "LimitedExecutor.run",
          "LimitedExecutor$CallbackExecutor.lambda$execute$0",
          CALLBACKS,
          "InMemoryClusterManager.addPublisher",
          "ServiceCluster$BatchedEvaluation.run");

  private static Error error = new StackOverflowError();
  private static Thread thread = Thread.currentThread();
  private static boolean armed;
  private static int left;
  private static boolean lasting;
  private static boolean callersOnly;
  private static int depth;
  private static String place = "";

  private ErrorPoints() {}

  /**
   * Runs an action, and throws the error at the point of that number that this thread passes.
   *
   * @param isLasting whether every point at the same depth of the stack or below throws, too, as
   *     when little stack is left
   * @param inCallsOnly whether tasks of the executor and the scheduler, which run on the same
   *     thread in virtual time, are spared
   */
  static void throwAt(
      int point, Error thrown, boolean isLasting, boolean inCallsOnly, Runnable action) {
    error = thrown;
    thread = Thread.currentThread();
    left = point;
    lasting = isLasting;
    callersOnly = inCallsOnly;
    depth = Integer.MAX_VALUE;
    armed = true;
    try {
      action.run();
    } catch (Throwable e) {
      requireInjected(e);
    } finally {
      armed = false;
    }
  }

  /** Returns whether the last action had a point of that number. */
  static boolean wasThrown() {
    return left == 0;
  }

  private static void requireInjected(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause == error) {
        return;
      }
    }
    throw new AssertionError("looks like a fault of the caller: " + e, e);
  }

  /** Returns where the error was thrown. */
  static String place() {
    return place;
  }

  /** Called by core at each point. */
  public static void pass() {
    if (armed && Thread.currentThread() == thread && isNext()) {
      throw error;
    }
  }

  private static boolean isNext() {
    if (left > 1) {
      left--;
      return false;
    }
    if (left == 0) {
      return lasting && stack().length >= depth;
    }
    StackTraceElement[] stack = stack();
    if (isSpared(stack)) {
      return false;
    }
    left = 0;
    depth = stack.length;
    place = stack[3] + " in " + stack[4];
    return true;
  }

  private static StackTraceElement[] stack() {
    return new Throwable().getStackTrace();
  }

  private static boolean isSpared(StackTraceElement[] stack) {
    String first = name(stack[3]);
    return SPARED.contains(first)
        || isOf(first)
        || name(stack[4]).startsWith("Sweeper.start")
        || first.equals("Sweeper.start")
        || (callersOnly && Arrays.stream(stack).anyMatch(frame -> isTask(name(frame))));
  }

  private static boolean isTask(String name) {
    return isOf(name) || name.equals(CALLBACKS);
  }

  private static boolean isOf(String name) {
    return name.startsWith(WORKER) || name.startsWith(SWEEP);
  }

  private static String name(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
