package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JIZ_Result;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * The slot of one service for one upstream entity, which keeps only the newest state. Each result:
 * the version that was transmitted last, and the most messages that were under way at a time.
 */
public final class NotificationFeedRaces {
  private static final PublisherOptions OPTIONS = PublisherOptions.named("upstream").build();

  private NotificationFeedRaces() {}

  /** A feed, and an upstream entity that writes down what it is told. */
  private static final class Watched {
    final NotificationFeed feed;
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final boolean atOnce;
    volatile long sent;
    volatile CompletableFuture<Void> stage = new CompletableFuture<>();
    private long offered;

    Watched(boolean atOnce) {
      this.atOnce = atOnce;
      this.feed =
          new NotificationFeed(
              new NotificationTarget(this::publish, OPTIONS, Runnable::run), Parts.SERVICE, Parts.context());
    }

    /** What goes back is shown below zero. */
    private CompletionStage<Void> publish(ServiceStatus status) {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      sent = status.version() > sent ? status.version() : -status.version();
      CompletableFuture<Void> mine = new CompletableFuture<>();
      stage = mine;
      if (atOnce) {
        takeOver(mine);
      }
      return mine;
    }

    void takeOver(CompletableFuture<Void> which) {
      underWay.decrementAndGet();
      which.complete(null);
    }

    private ServiceStatus next() {
      return ServiceStatus.builder(Parts.SERVICE, Parts.VERDICT).version(++offered).build();
    }

    /** As the cluster does it: versions and offers in one order, pumped without its lock. */
    void offer() {
      synchronized (this) {
        feed.offer(next());
      }
      feed.pumpOffered();
    }

    void offerLast() {
      synchronized (this) {
        feed.offerLast(next());
      }
      feed.pumpOffered();
    }
  }

  /** Two threads bring a state: the newer one arrives at last, never beside or before the older. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1", expect = ACCEPTABLE, desc = "the newest arrived, one at a time")
  @State
  public static class TwoOffer {
    private final Watched upstream = new Watched(true);

    @Actor
    public void one() {
      upstream.offer();
    }

    @Actor
    public void other() {
      upstream.offer();
    }

    @Arbiter
    public void afterwards(JI_Result r) {
      r.r1 = upstream.sent;
      r.r2 = upstream.most.get();
    }
  }

  /** A state comes while the one before is being taken over: somebody sends it. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1", expect = ACCEPTABLE, desc = "the newest was sent, one at a time")
  @State
  public static class OfferMeetsCompletion {
    private final Watched upstream = new Watched(false);
    private final CompletableFuture<Void> first;

    /** The first message is under way. */
    public OfferMeetsCompletion() {
      upstream.offer();
      first = upstream.stage;
    }

    @Actor
    public void cluster() {
      upstream.offer();
    }

    @Actor
    public void entity() {
      upstream.takeOver(first);
    }

    @Arbiter
    public void afterwards(JI_Result r) {
      r.r1 = upstream.sent;
      r.r2 = upstream.most.get();
    }
  }

  /** The last state meets another: it arrives, whichever comes first, and nothing after it. */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "the last came first, the other never")
  @StatusPolicyOutcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the last came second")
  @State
  public static class OfferMeetsTheLast {
    private final Watched upstream = new Watched(true);

    @Actor
    public void one() {
      upstream.offer();
    }

    @Actor
    public void last() {
      upstream.offerLast();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      r.r1 = upstream.sent;
      r.r2 = upstream.most.get();
      r.r3 = upstream.feed.finished().isDone();
    }
  }

  /** A feed that is closed while a state comes: sends it or not, but never two, and ends. */
  @JCStressTest
  @StatusPolicyOutcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "closed before: nothing is sent")
  @StatusPolicyOutcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "sent before, or while it was closed")
  @State
  public static class OfferMeetsClose {
    private final Watched upstream = new Watched(true);

    @Actor
    public void one() {
      upstream.offer();
    }

    @Actor
    public void operator() {
      upstream.feed.close();
    }

    @Arbiter
    public void afterwards(JIZ_Result r) {
      r.r1 = upstream.sent;
      r.r2 = upstream.most.get();
      r.r3 = upstream.feed.finished().isDone();
    }
  }
}
