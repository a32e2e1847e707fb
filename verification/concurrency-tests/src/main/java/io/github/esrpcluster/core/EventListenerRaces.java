package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.core.EventListenerQueue.Bounds;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import io.github.esrpcluster.core.EventRecords.ManagerClosingEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Two threads fire events for a listener that runs on the delivering thread. */
public final class EventListenerRaces {
  private EventListenerRaces() {}

  /** An event with a number: its time in seconds. */
  private static ManagerClosingEvent event(int number) {
    return new ManagerClosingEvent(new EventOrigin("test", Instant.ofEpochSecond(number)));
  }

  /** Counts in plain fields: one thread at a time delivers, and the next one sees all of it. */
  private static final class Watched {
    private final EventListenerQueue queue;
    private final AtomicBoolean inside = new AtomicBoolean();
    private int delivered;
    private int missed;
    private final long[] last = new long[2];
    private volatile boolean wrong;

    private Watched(Function<ClusterListener, EventListenerQueue> queue) {
      this.queue = queue.apply(this::onEvent);
    }

    /** Creates a queue that delivers on an executor, which runs it on the calling thread. */
    static Watched onExecutor(int limit) {
      return new Watched(
          listener ->
              EventListenerQueue.on(
                  "test",
                  Runnable::run,
                  listener,
                  new EventCounters(),
                  new Bounds(limit, Integer.MAX_VALUE),
                  Watched::dropNotice));
    }

    /** Creates a queue that delivers on the dispatching thread, as that of the log. */
    static Watched inline(int limit) {
      return new Watched(
          listener ->
              EventListenerQueue.inline(
                  "test",
                  listener,
                  new EventCounters(),
                  new Bounds(limit, Integer.MAX_VALUE),
                  Watched::dropNotice));
    }

    private static ClusterEvent dropNotice(long count) {
      return new EventsDroppedEvent(new EventOrigin("test", Instant.EPOCH), count);
    }

    /** Two at a time are wrong, and so is another order than that in which a thread fired. */
    private void onEvent(ClusterEvent event) {
      wrong |= inside.getAndSet(true);
      if (event instanceof ClusterEvent.EventsDropped dropped) {
        missed += (int) dropped.count();
      } else {
        delivered++;
        long number = event.at().getEpochSecond();
        int thread = (int) (number / 100);
        wrong |= number <= last[thread];
        last[thread] = number;
      }
      inside.set(false);
    }

    /**
     * Fires events, numbered in order.
     *
     * @param thread 0 or 1
     */
    void fire(int thread, int count) {
      for (int number = 1; number <= count; number++) {
        queue.add(event(100 * thread + number));
        queue.dispatch();
      }
    }

    void result(IZ_Result r) {
      r.r1 = delivered + missed;
      r.r2 = wrong;
    }
  }

  /** An event comes while the thread that delivers another ends: none is left behind. */
  @JCStressTest
  @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "both were delivered, one at a time")
  @State
  public static class TwoEvents {
    private final Watched listener = Watched.onExecutor(2);

    @Actor
    public void one() {
      listener.fire(0, 1);
    }

    @Actor
    public void other() {
      listener.fire(1, 1);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      listener.result(r);
    }
  }

  /** The queue of the log: two threads dispatch, and each may deliver the events of the other. */
  @JCStressTest
  @Outcome(
      id = "6, false",
      expect = ACCEPTABLE,
      desc = "all were delivered in order, one at a time")
  @State
  public static class TwoDispatchersInline {
    private final Watched log = Watched.inline(6);

    @Actor
    public void one() {
      log.fire(0, 3);
    }

    @Actor
    public void other() {
      log.fire(1, 3);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      log.result(r);
    }
  }

  /** The queue has room for one event: each of five is delivered, or reported as missed. */
  @JCStressTest
  @Outcome(id = "5, false", expect = ACCEPTABLE, desc = "each was delivered, or counted as missed")
  @State
  public static class ManyEventsWithRoomForOne {
    private final Watched listener = Watched.onExecutor(1);

    @Actor
    public void one() {
      listener.fire(0, 2);
    }

    @Actor
    public void other() {
      listener.fire(1, 3);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      listener.result(r);
    }
  }

  /** The same for a queue that is drained inline. */
  @JCStressTest
  @Outcome(id = "5, false", expect = ACCEPTABLE, desc = "each was delivered, or counted as missed")
  @State
  public static class ManyEventsInlineWithRoomForOne {
    private final Watched log = Watched.inline(1);

    @Actor
    public void one() {
      log.fire(0, 2);
    }

    @Actor
    public void other() {
      log.fire(1, 3);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      log.result(r);
    }
  }

  /** The manager ends while an event comes: it is delivered. */
  @JCStressTest
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "it was delivered")
  @State
  public static class EventMeetsEnd {
    private final Watched listener = Watched.onExecutor(1);

    @Actor
    public void one() {
      listener.fire(0, 1);
    }

    @Actor
    public void end() {
      listener.queue.end();
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      listener.result(r);
    }
  }

  /** A listener is added and removed while events are fired; another gets all of them. */
  @JCStressTest
  @Outcome(
      id = "2, 0",
      expect = ACCEPTABLE,
      desc = "the listener was not there when the events were fired")
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "it got the first or the second")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "it got both")
  @State
  public static class AdditionMeetsEvents {
    private final EventDispatcher events = Parts.context().events;
    private volatile int eventsOfFirst;
    private volatile int eventsOfSecond;

    /** One listener is there from the beginning. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one at a time
    public AdditionMeetsEvents() {
      Subscription unused = events.add(event -> eventsOfFirst++);
    }

    @Actor
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one at a time
    public void addAndRemove() {
      Subscription added = events.add(event -> eventsOfSecond++);
      added.close();
    }

    @Actor
    public void cluster() {
      for (int i = 0; i < 2; i++) {
        events.inform(at -> event(1));
        events.dispatch();
      }
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = eventsOfFirst;
      r.r2 = eventsOfSecond;
    }
  }

  /** Two listeners are added at the same time: both are there. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both get a later event")
  @State
  public static class TwoAdditions {
    private final EventDispatcher events = Parts.context().events;
    private final int[] delivered = new int[2];

    @Actor
    public void one() {
      Subscription unused = events.add(event -> delivered[0]++);
    }

    @Actor
    public void other() {
      Subscription unused = events.add(event -> delivered[1]++);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      events.inform(at -> event(1));
      events.dispatch();
      r.r1 = delivered[0];
      r.r2 = delivered[1];
    }
  }
}
