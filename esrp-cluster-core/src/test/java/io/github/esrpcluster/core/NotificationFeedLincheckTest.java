package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Several threads offer statuses, while others run the publisher, complete or fail its stage,
 * refuse a thread, or remove the service, which comes back with the next status. Never are two
 * notifications in flight, no version goes back, no status is lost by a removal, and the last
 * status is delivered.
 *
 * <p>Catches: a feed that does not look for a pending status when a call has ended, and a new feed
 * that does not wait for the call of the old one.
 */
public class NotificationFeedLincheckTest {
  private static final Verdict VERDICT = Verdict.of(ServiceState.NORMAL, "");
  private static final int MAX_STEPS = 1_000;

  private final Object lock = new Object(); // orders the versions, as a cluster's lock does
  private final StepExecutor executor = new StepExecutor();
  private final StepTimers timers = new StepTimers();
  private final ManagerContext context = timers.context(executor);
  private final NotificationTarget target =
      new NotificationTarget(this::publish, PublisherOptions.named("county").build(), executor);
  private volatile NotificationFeed feed = new NotificationFeed(target, Rig.SERVICE, context);
  private final Queue<PendingCall> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private long offered;
  private boolean ending;
  private boolean removed;
  private volatile long sent;
  private volatile long delivered;
  private volatile String violation = "";

  /** Lincheck makes a new one for each run. */
  public NotificationFeedLincheckTest() {}

  private record PendingCall(long version, CompletableFuture<Void> stage) {}

  private CompletionStage<Void> publish(ServiceStatus status) {
    long version = status.version();
    if (inFlight.incrementAndGet() != 1) {
      violation = "two in flight";
    }
    if (version < sent || version <= delivered) {
      violation = version + " after " + sent + ", and " + delivered + " delivered";
    }
    sent = version;
    PendingCall call = new PendingCall(version, new CompletableFuture<>());
    calls.add(call);
    return call.stage;
  }

  private ServiceStatus next() {
    return ServiceStatus.builder(Rig.SERVICE, VERDICT).version(++offered).build();
  }

  @Operation
  public void offer() {
    NotificationFeed offering;
    synchronized (lock) {
      if (removed) { // the service comes back
        removed = false;
        feed = new NotificationFeed(target, Rig.SERVICE, context);
      }
      if (!ending) {
        feed.offer(next());
      }
      offering = feed;
    }
    offering.sendPending();
  }

  @Operation(runOnce = true)
  public void offerFinal() {
    NotificationFeed offering;
    synchronized (lock) {
      if (!removed) {
        ending = true;
        feed.offerFinal(next());
      }
      offering = feed;
    }
    offering.sendPending();
  }

  /** As {@code ServiceCluster.endIfIdle} and {@code closeFeeds}. */
  @Operation
  public void remove() {
    NotificationFeed closing = null;
    synchronized (lock) {
      if (!ending && !removed && feed.isDelivered()) {
        removed = true;
        closing = feed;
        if (delivered != offered) {
          violation = "removed before the last status was delivered";
        }
      }
    }
    if (closing != null) {
      closing.close();
    }
  }

  @Operation
  public void run() {
    executor.step();
  }

  @Operation
  public void fire() {
    timers.fire();
  }

  @Operation
  public void refuseThread() {
    executor.refuseNext();
  }

  @Operation
  public void succeed() {
    PendingCall call = calls.poll();
    if (call != null) {
      delivered = call.version;
      inFlight.decrementAndGet();
      call.stage.complete(null);
    }
  }

  @Operation
  public void fail() {
    PendingCall call = calls.poll();
    if (call != null) {
      inFlight.decrementAndGet();
      call.stage.completeExceptionally(new IllegalStateException("failed by the test"));
    }
  }

  @Validate
  public void last_status_is_delivered() {
    for (int left = MAX_STEPS;
        left > 0 && (executor.step() || !calls.isEmpty() || timers.fire());
        left--) {
      succeed();
    }
    boolean finished = feed.finished().isDone();
    if (!violation.isEmpty() || delivered != offered || finished != (ending || removed)) {
      throw new AssertionError(violation + ": " + delivered + " of " + offered + " delivered");
    }
  }

  @Test
  void feed_delivers_the_last_status_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(0)
        .check(NotificationFeedLincheckTest.class);
  }

  @Test
  void feed_delivers_the_last_status_in_chosen_interleavings() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(0)
        .check(NotificationFeedLincheckTest.class);
  }
}
