package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.ClusterEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Events told by two threads to a listener that runs on the thread that delivers. */
public final class EventListenerRaces {
  private static final ClusterEvent EVENT = new ClusterEvent.ManagerClosing(Instant.EPOCH);

  private EventListenerRaces() {}

  /** Counts without care: only one thread at a time may deliver, and the next one sees it all. */
  private static final class Watched {
    final EventListenerQueue queue;
    private final AtomicBoolean inside = new AtomicBoolean();
    private int heard;
    private int missed;
    private volatile boolean crowded;

    Watched(int limit) {
      queue =
          new EventListenerQueue(
              this::hear,
              Runnable::run,
              new EventCounters(),
              limit,
              count -> new ClusterEvent.EventsDropped(Instant.EPOCH, count));
    }

    private void hear(ClusterEvent event) {
      crowded |= inside.getAndSet(true);
      if (event instanceof ClusterEvent.EventsDropped dropped) {
        missed += (int) dropped.count();
      } else {
        heard++;
      }
      inside.set(false);
    }

    void tell() {
      queue.add(EVENT);
      queue.dispatch();
    }
  }

  /** One event comes while the thread that delivers another lets go: none stays behind. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, false", expect = ACCEPTABLE, desc = "both were heard")
  @State
  public static class TwoTell {
    private final Watched listener = new Watched(2);

    @Actor
    public void one() {
      listener.tell();
    }

    @Actor
    public void other() {
      listener.tell();
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = listener.heard;
      r.r2 = listener.crowded;
    }
  }

  /** There is room for one: what does not fit is told as missed, so that five are accounted for. */
  @JCStressTest
  @StatusPolicyOutcome(id = "5, false", expect = ACCEPTABLE, desc = "each was heard, or counted as missed")
  @State
  public static class ManyAreToldWhereOneFits {
    private final Watched listener = new Watched(1);

    @Actor
    public void one() {
      listener.tell();
      listener.tell();
    }

    @Actor
    public void other() {
      listener.tell();
      listener.tell();
      listener.tell();
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = listener.heard + listener.missed;
      r.r2 = listener.crowded;
    }
  }

  /** A listener is added and taken off while events are told; another hears all of them. */
  @JCStressTest
  @StatusPolicyOutcome(
      id = "2, 0",
      expect = ACCEPTABLE,
      desc = "the guest was not there when the event was told")
  @StatusPolicyOutcome(id = "2, 1", expect = ACCEPTABLE, desc = "the guest heard the first or the second")
  @StatusPolicyOutcome(id = "2, 2", expect = ACCEPTABLE, desc = "the guest heard both")
  @State
  public static class AddAndRemoveMeetEvents {
    private final EventDispatcher events = Parts.context().events();
    private volatile int heardByHost;
    private volatile int heardByGuest;

    /** Somebody listens from the beginning. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one at a time
    public AddAndRemoveMeetEvents() {
      Subscription unused = events.add(event -> heardByHost++);
    }

    @Actor
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one at a time
    public void comesAndGoes() {
      Subscription guest = events.add(event -> heardByGuest++);
      guest.close();
    }

    @Actor
    public void cluster() {
      for (int i = 0; i < 2; i++) {
        events.tell(at -> EVENT);
        events.dispatch();
      }
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = heardByHost;
      r.r2 = heardByGuest;
    }
  }

  /** Two listeners come at the same time: both are there. */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 1", expect = ACCEPTABLE, desc = "both hear what is told afterwards")
  @State
  public static class TwoAreAdded {
    private final EventDispatcher events = Parts.context().events();
    private final int[] heard = new int[2];

    @Actor
    public void one() {
      Subscription unused = events.add(event -> heard[0]++);
    }

    @Actor
    public void other() {
      Subscription unused = events.add(event -> heard[1]++);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      events.tell(at -> EVENT);
      events.dispatch();
      r.r1 = heard[0];
      r.r2 = heard[1];
    }
  }
}
