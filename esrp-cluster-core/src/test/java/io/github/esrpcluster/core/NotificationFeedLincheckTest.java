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
 * States offered by any thread, while others run the publisher, take over what it sent, refuse it,
 * or refuse a thread: never two messages are under way, versions never go back, when all has come
 * to rest the last state has arrived, and nothing is forgotten before.
 */
public class NotificationFeedLincheckTest {
  private static final Verdict VERDICT = Verdict.of(ServiceState.NORMAL, "");

  private static final int ENOUGH = 1_000;

  private final Object cluster = new Object(); // orders the versions, as a cluster's lock does
  private final Steps steps = new Steps();
  private final StepTimers timers = new StepTimers();
  private final NotificationTarget upstream =
      new NotificationTarget(this::publish, PublisherOptions.named("upstream").build(), steps);
  private final NotificationFeed feed =
      new NotificationFeed(upstream, Rig.SERVICE, timers.context(steps));
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private long offered;
  private boolean ending;
  private boolean forgotten;
  private volatile long sent;
  private volatile long delivered;
  private volatile String wrong = "";

  /** Lincheck makes a new one for each run. */
  public NotificationFeedLincheckTest() {}

  private record Call(long version, CompletableFuture<Void> stage) {}

  private CompletionStage<Void> publish(ServiceStatus status) {
    long version = status.version();
    if (underWay.incrementAndGet() != 1) {
      wrong = "two under way";
    }
    if (version < sent || version <= delivered) {
      wrong = version + " after " + sent + ", and " + delivered + " delivered";
    }
    sent = version;
    Call call = new Call(version, new CompletableFuture<>());
    calls.add(call);
    return call.stage;
  }

  private ServiceStatus next() {
    return ServiceStatus.builder(Rig.SERVICE, VERDICT).version(++offered).build();
  }

  @Operation
  public void offer() {
    synchronized (cluster) {
      if (!ending && !forgotten) {
        feed.offer(next());
      }
    }
    feed.pumpOffered();
  }

  @Operation(runOnce = true)
  public void offerLast() {
    synchronized (cluster) {
      ending = true;
      feed.offerLast(next());
    }
    feed.pumpOffered();
  }

  @Operation
  public void forget() {
    synchronized (cluster) {
      if (!ending && !forgotten && feed.fallSilent(() -> true)) {
        forgotten = true;
        if (delivered != offered) {
          wrong = "forgotten before it arrived";
        }
      }
    }
  }

  @Operation
  public void run() {
    steps.step();
  }

  @Operation
  public void ring() {
    timers.ring();
  }

  @Operation
  public void refuseThread() {
    steps.refuseNext();
  }

  @Operation
  public void takeOver() {
    Call call = calls.poll();
    if (call != null) {
      delivered = call.version;
      underWay.decrementAndGet();
      call.stage.complete(null);
    }
  }

  @Operation
  public void refuse() {
    Call call = calls.poll();
    if (call != null) {
      underWay.decrementAndGet();
      call.stage.completeExceptionally(new IllegalStateException("as told"));
    }
  }

  @Validate
  public void the_last_state_arrives() {
    for (int left = ENOUGH;
        left > 0 && (steps.step() || !calls.isEmpty() || timers.ring());
        left--) {
      takeOver();
    }
    if (!wrong.isEmpty() || delivered != offered || feed.finished().isDone() != ending) {
      throw new AssertionError(wrong + ": " + delivered + " of " + offered + " delivered");
    }
  }

  @Test
  void under_stress() {
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
  void in_chosen_interleavings() {
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
