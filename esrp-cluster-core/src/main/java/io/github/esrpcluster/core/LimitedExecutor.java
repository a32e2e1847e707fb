package io.github.esrpcluster.core;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets so many calls of guests run at a time; the others wait their turn without a thread. A
 * publisher that hangs would else cost a thread for each service.
 *
 * <p>One thread is woken at a time, since waking costs more than most calls take: while one is on
 * its way, or between two tasks, whoever comes leaves the task to it. A thread that is about to run
 * a task, which may hang, first sees to it that another looks for what waits behind it.
 */
final class LimitedExecutor {
  /** As many threads as tasks hang. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** After so many calls the thread is given back to the executor, and asked for again. */
  private static final int AT_ONCE = 64;

  /** So often a thread that finds nothing lets others run before it goes. */
  private static final int YIELDS = 16;

  /** A task that waits for its turn. */
  private record QueuedTask(Runnable task, Consumer<Throwable> refused) {}

  /**
   * What a thread that was asked for comes to take. It is taken once: an executor may throw, and
   * run it all the same, before or after.
   */
  private final class Place implements Runnable {
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Thread asking = Thread.currentThread();

    boolean take() {
      return taken.compareAndSet(false, true);
    }

    /** An executor may also run it at once, on the thread that asks: nobody waits on that one. */
    private boolean isThreadOfItsOwn() {
      return Thread.currentThread() != asking;
    }

    @Override
    public void run() {
      if (take()) {
        work(isThreadOfItsOwn() ? patience : 0);
      }
    }
  }

  private final Executor executor;
  private final int width;
  private final int patience;
  private final Queue<QueuedTask> waiting = new ConcurrentLinkedQueue<>();

  /** Threads that were asked for and have not left: never more than the width. */
  private final AtomicInteger working = new AtomicInteger();

  /** Those of them that will look for a task before anything else. */
  private final AtomicInteger looking = new AtomicInteger();

  LimitedExecutor(Executor executor, int width) {
    this(executor, width, YIELDS);
  }

  /**
   * @param patience how often a thread that finds nothing lets others run before it goes
   */
  LimitedExecutor(Executor executor, int width, int patience) {
    this.executor = executor;
    this.width = width;
    this.patience = patience;
  }

  /**
   * Runs the task in its turn.
   *
   * @param refused is told, on this thread or another, if the executor has no thread for the task
   */
  void execute(Runnable task, Consumer<Throwable> refused) {
    QueuedTask turn = new QueuedTask(task, refused);
    waiting.add(turn);
    ask(refusal -> refuse(turn, refusal));
  }

  /**
   * To be called now and then: what waits behind calls that hang gets a thread that could not be
   * had before, or is refused.
   */
  void watch() {
    if (!waiting.isEmpty()) {
      ask(this::refuseAll);
    }
  }

  /** Asks for a thread, unless one will look anyway or all places are taken. */
  private void ask(Consumer<Throwable> refused) {
    if (enter()) {
      Place place = new Place();
      try {
        executor.execute(place);
      } catch (Throwable refusal) {
        if (place.take()) {
          leave();
        }
        refused.accept(refusal);
      }
    }
  }

  private boolean enter() {
    boolean entered =
        looking.get() == 0 && working.getAndUpdate(n -> Math.min(n + 1, width)) < width;
    if (entered) {
      looking.incrementAndGet();
    }
    return entered;
  }

  private void leave() {
    looking.decrementAndGet();
    working.decrementAndGet();
  }

  /** Whoever came meanwhile counted on this thread; if others are at work, they will look. */
  private void refuse(QueuedTask turn, Throwable refusal) {
    if (waiting.remove(turn)) { // else another thread has it
      turn.refused.accept(refusal);
    }
    if (working.get() == 0) {
      refuseAll(refusal);
    }
  }

  private void refuseAll(Throwable refusal) {
    for (QueuedTask next = waiting.poll(); next != null; next = waiting.poll()) {
      next.refused.accept(refusal);
    }
  }

  /** Whoever stops looks once more: a task may have come while this thread seemed to look. */
  private void work(int looks) {
    do {
      try {
        workSome(looks);
      } finally {
        leave();
      }
    } while (!waiting.isEmpty() && enter() && !handedOver());
  }

  private void workSome(int looks) {
    for (int left = AT_ONCE; left > 0 && somethingWaits(looks); left--) {
      runNext();
    }
  }

  /**
   * Lets others run before it gives up: under load that is where the next task comes from, and to
   * wait for it so costs less than to be woken for it. An idle machine is through with it in some
   * ten microseconds.
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
  private boolean somethingWaits(int looks) {
    for (int left = looks; left > 0 && waiting.isEmpty(); left--) {
      Thread.yield();
    }
    return !waiting.isEmpty();
  }

  /** Sees to the rest before it takes a task: a thread may run at once, on this one, and hang. */
  private void runNext() {
    looking.decrementAndGet();
    try {
      if (severalWait()) {
        ask(refusal -> {}); // then this thread looks when it is back, or watch() does
      }
      QueuedTask next = waiting.poll();
      if (next != null) { // else another thread has it
        next.task.run();
      }
    } finally {
      looking.incrementAndGet();
    }
  }

  private boolean severalWait() {
    Iterator<QueuedTask> turns = waiting.iterator();
    return turns.hasNext() && turns.next() != null && turns.hasNext();
  }

  /** An executor that refuses another thread leaves the rest to this one. */
  private boolean handedOver() {
    Place place = new Place();
    try {
      executor.execute(place);
      return true;
    } catch (Throwable refusal) {
      return !place.take();
    }
  }
}
