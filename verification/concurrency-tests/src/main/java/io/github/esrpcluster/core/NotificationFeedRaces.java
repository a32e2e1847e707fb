package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JIZ_Result;

/**
 * Notifications of one publisher about one service. Each result: the version sent last, below zero
 * if it was not newer than the one before; the most notifications in flight at a time; and whether
 * the newest status is delivered.
 */
public final class NotificationFeedRaces {
  private static final PublisherOptions OPTIONS =
      PublisherOptions.named("upstream").rates(NotificationRates.unlimited()).build();

  private NotificationFeedRaces() {}

  /** A publisher and its feed. */
  private static final class Watched {
    NotificationFeed feed;
    private final ManagerContext context = Parts.context();
    private final NotificationTarget target;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final boolean completesAtOnce;
    private volatile long sent;
    private volatile CompletableFuture<Void> stage = new CompletableFuture<>();
    private long offered;

    Watched(boolean completesAtOnce) {
      this.completesAtOnce = completesAtOnce;
      this.target = new NotificationTarget(this::publish, OPTIONS, Runnable::run);
      this.feed = newFeed();
    }

    NotificationFeed newFeed() {
      return new NotificationFeed(target, Parts.SERVICE, context);
    }

    private CompletionStage<Void> publish(ServiceStatus status) {
      most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      sent = status.version() > sent ? status.version() : -status.version();
      CompletableFuture<Void> mine = new CompletableFuture<>();
      stage = mine;
      if (completesAtOnce) {
        complete(mine);
      }
      return mine;
    }

    void complete(CompletableFuture<Void> which) {
      inFlight.decrementAndGet();
      which.complete(null);
    }

    private ServiceStatus next() {
      return ServiceStatus.builder(Parts.SERVICE, Parts.VERDICT).version(++offered).build();
    }

    /** Offers a status as a cluster does: in the order of versions, and sent without its lock. */
    void offer() {
      offerTo(feed);
    }

    void offerTo(NotificationFeed which) {
      synchronized (this) {
        which.offer(next());
      }
      which.sendPending();
    }

    void offerFinal() {
      synchronized (this) {
        feed.offerFinal(next());
      }
      feed.sendPending();
    }

    void result(JIZ_Result r, boolean delivered) {
      r.r1 = sent;
      r.r2 = most.get();
      r.r3 = delivered;
    }
  }

  /** Two threads offer a status: the newer one arrives last, not beside or before the older. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the newest arrived, one at a time")
  @State
  public static class TwoOffers {
    private final Watched publisher = new Watched(true);

    @Actor
    public void one() {
      publisher.offer();
    }

    @Actor
    public void other() {
      publisher.offer();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      publisher.result(r, publisher.feed.isDelivered());
    }
  }

  /** A status is offered while the notification before it completes: one thread sends it. */
  @JCStressTest
  @Outcome(id = "2, 1, false", expect = ACCEPTABLE, desc = "the newest is in flight, one at a time")
  @State
  public static class OfferMeetsCompletion {
    private final Watched publisher = new Watched(false);
    private final CompletableFuture<Void> first;

    /** The first notification is in flight. */
    public OfferMeetsCompletion() {
      publisher.offer();
      first = publisher.stage;
    }

    @Actor
    public void cluster() {
      publisher.offer();
    }

    @Actor
    public void completion() {
      publisher.complete(first);
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      publisher.result(r, publisher.feed.isDelivered());
    }
  }

  /** The final status meets another: it arrives, and nothing is sent after it. */
  @JCStressTest
  @Outcome(
      id = "1, 1, true",
      expect = ACCEPTABLE,
      desc = "the final one came first, the other never")
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the final one came second")
  @State
  public static class OfferMeetsFinal {
    private final Watched publisher = new Watched(true);

    @Actor
    public void one() {
      publisher.offer();
    }

    @Actor
    public void last() {
      publisher.offerFinal();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      publisher.result(r, publisher.feed.finished().isDone());
    }
  }

  /** A feed is closed while a status is offered: it is sent or not, once, and the feed ends. */
  @JCStressTest
  @Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "closed before: nothing is sent")
  @Outcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "sent before, or while it was closed")
  @State
  public static class OfferMeetsClose {
    private final Watched publisher = new Watched(true);

    @Actor
    public void one() {
      publisher.offer();
    }

    @Actor
    public void close() {
      publisher.feed.close();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      publisher.result(r, publisher.feed.finished().isDone());
    }
  }

  /** A feed is closed while its notification in flight completes: its successor can send. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the successor sent")
  @State
  public static class CloseMeetsCompletion {
    private final Watched publisher = new Watched(false);
    private final CompletableFuture<Void> first;

    /** The first notification is in flight. */
    public CloseMeetsCompletion() {
      publisher.offer();
      first = publisher.stage;
    }

    @Actor
    public void close() {
      publisher.feed.close();
    }

    @Actor
    public void completion() {
      publisher.complete(first);
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      NotificationFeed successor = publisher.newFeed();
      publisher.offerTo(successor);
      publisher.complete(publisher.stage);
      publisher.result(r, successor.isDelivered() && publisher.feed.finished().isDone());
    }
  }

  /**
   * The service was removed and has come back: its successor's status is offered while the
   * notification of the closed feed completes. It is sent after that one, never beside it.
   */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the successor sent, one at a time")
  @State
  public static class SuccessorMeetsCompletion {
    private final Watched publisher = new Watched(false);
    private final CompletableFuture<Void> first;
    private final NotificationFeed successor;

    /** A closed feed whose notification is in flight. */
    public SuccessorMeetsCompletion() {
      publisher.offer();
      first = publisher.stage;
      publisher.feed.close();
      successor = publisher.newFeed();
    }

    @Actor
    public void cluster() {
      publisher.offerTo(successor);
    }

    @Actor
    public void completion() {
      publisher.complete(first);
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      CompletableFuture<Void> second = publisher.stage;
      if (second != first) {
        publisher.complete(second);
      }
      publisher.result(r, successor.isDelivered());
    }
  }

  /** The same while the old feed is being closed. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the successor sent, one at a time")
  @State
  public static class SuccessorMeetsClose {
    private final Watched publisher = new Watched(false);
    private final CompletableFuture<Void> first;
    private final NotificationFeed successor;

    /** A feed whose notification is in flight. */
    public SuccessorMeetsClose() {
      publisher.offer();
      first = publisher.stage;
      successor = publisher.newFeed();
    }

    @Actor
    public void cluster() {
      publisher.offerTo(successor);
    }

    @Actor
    public void close() {
      publisher.feed.close();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      publisher.complete(first);
      CompletableFuture<Void> second = publisher.stage;
      if (second != first) {
        publisher.complete(second);
      }
      publisher.result(r, successor.isDelivered());
    }
  }
}
