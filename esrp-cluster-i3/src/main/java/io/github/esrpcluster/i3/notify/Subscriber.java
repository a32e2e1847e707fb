package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the state of nodes and nested services, and lets them join a manager: the
 * subscriber of RFC 6665 for the i3 packages ElementState and ServiceState (NENA-STA-010.3 section
 * 2.4). Thread-safe.
 *
 * <pre>{@code
 * Subscriber subscriber =
 *     Subscriber.builder(stack, manager).localUri("sip:esrp.state.pa.us").build();
 * subscriber.add(
 *     Downstream.builder(NodeId.of("esrp1.state.pa.us"), "sip:10.0.0.1").service(service).build());
 * }</pre>
 *
 * <p><b>The node.</b> A downstream is a member from the moment it is added, and counts as {@code
 * Unreachable} until its first NOTIFY. Each accepted NOTIFY reports its state, and each refresh
 * that succeeds renews its lease. The subscriber refreshes so often that there are three contacts
 * in a lease.
 *
 * <p><b>Loss.</b> If a subscription cannot be made, or ends and is not made again by an attempt at
 * once, the lease expires at once ({@link io.github.esrpcluster.api.Lease#expire()}): the member is
 * {@code Unreachable}, in every quorum, and gets calls only as a last resort. The next NOTIFY makes
 * it live again. The same holds for a state that the registry of i3 does not have, or {@code
 * Unreachable} from a nested service: the manager then does not know whether the node takes calls.
 * If this process was suspended, it asks again before it takes a node for lost.
 *
 * <p><b>Refused NOTIFYs.</b> A NOTIFY without a subscription gets 481, one of another package 489,
 * one that is out of order 500, one with another type of body 415, one without {@code
 * Subscription-State}, with a body that is malformed or about another element 400. The earlier
 * state stays then. If no usable NOTIFY follows the next refresh, the subscription is made anew,
 * and the node is lost if that does not help. The body of a NOTIFY that ends the subscription, or
 * leaves it pending, is not used.
 *
 * <table>
 *   <caption>How the state of a service becomes that of a node; i3 has no such table, this is the
 *   library's choice</caption>
 *   <tr><th>state of the service</th><th>state of the node</th></tr>
 *   <tr><td>Normal, ScheduledMaintenanceAvailable</td><td>Normal</td></tr>
 *   <tr><td>Partial, MajorIncidentInProgress</td><td>ServiceDisruption</td></tr>
 *   <tr><td>Overloaded</td><td>Overloaded</td></tr>
 *   <tr><td>GoingDown</td><td>GoingDown</td></tr>
 *   <tr><td>ScheduledMaintenanceDown</td><td>ScheduledMaintenance</td></tr>
 *   <tr><td>Unstaffed, Down</td><td>Down</td></tr>
 *   <tr><td>Unreachable, or unknown</td><td>Unreachable</td></tr>
 * </table>
 *
 * <p>There is one timer for all subscriptions, and no thread for any. The manager and the stack are
 * called on the threads of the stack and of the scheduler, hooks on the executor; with no lock
 * held.
 */
public final class Subscriber implements SipReceiver {
  /** So that many downstreams that are added together cause no burst. */
  private static final long FIRST_ATTEMPTS_APART = TimeUnit.MILLISECONDS.toNanos(10);

  private final SubscriberContext context;
  private final NotifyThreads threads;
  private final int maxDownstreams;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<NodeId, SubscriberTask> tasks = new LinkedHashMap<>();

  /** When the first SUBSCRIBE to the next downstream may be sent, unless that time is over. */
  @GuardedBy("lock")
  private long nextFirstAttempt;

  @GuardedBy("lock")
  private @Nullable CompletableFuture<Void> shutdown;

  Subscriber(SubscriberBuilder builder) {
    builder.checkedLocalUri(); // before threads are made
    threads = builder.threads();
    maxDownstreams = builder.maxDownstreams;
    SubscriberCounters counters = new SubscriberCounters();
    SubscriberTimer timer =
        new SubscriberTimer(builder.time, threads.scheduler(), counters.internalFailures);
    context = new SubscriberContext(builder, threads.executor(), timer, counters);
    nextFirstAttempt = builder.time.nanoTime();
  }

  /**
   * Returns a builder for a subscriber.
   *
   * @param stack sends the requests; hands each NOTIFY to the subscriber
   * @param registry the manager that the nodes join
   */
  public static SubscriberBuilder builder(SipStack stack, NodeRegistry registry) {
    return new SubscriberBuilder(stack, registry);
  }

  /**
   * Lets a node join and subscribes to its state. The SUBSCRIBE is sent at once, or, if many
   * downstreams are added together, 10 ms after that to the one before. If the manager refuses the
   * registration, an event tells why, and it is tried again.
   *
   * @return the subscription. Closing it unsubscribes and ends the membership of the node; then the
   *     node may be added again
   * @throws IllegalArgumentException if there is a subscription for this node
   * @throws LimitExceededException if it would be one more than {@code maxDownstreams}
   * @throws IllegalStateException after {@link #shutdown}
   */
  public Subscription add(Downstream downstream) {
    Objects.requireNonNull(downstream, "downstream");
    SubscriberTask task;
    synchronized (lock) {
      if (shutdown != null) {
        throw new IllegalStateException("the subscriber is shut down: build another one");
      }
      if (tasks.containsKey(downstream.node())) {
        throw new IllegalArgumentException(
            "there is a subscription for "
                + downstream.node()
                + " already: close it, or use another node");
      }
      if (tasks.size() >= maxDownstreams) {
        throw new LimitExceededException("maxDownstreams", maxDownstreams, downstream.toString());
      }
      task = new SubscriberTask(context, downstream, firstAttempt());
      tasks.put(downstream.node(), task);
    }
    task.start();
    return () -> remove(task);
  }

  @GuardedBy("lock")
  private long firstAttempt() {
    long now = context.time.nanoTime();
    long at = nextFirstAttempt - now > 0 ? nextFirstAttempt : now;
    nextFirstAttempt = at + FIRST_ATTEMPTS_APART;
    return at;
  }

  private void remove(SubscriberTask task) {
    synchronized (lock) {
      if (!tasks.remove(task.downstream.node(), task)) {
        return;
      }
    }
    task.close(true);
  }

  /** Answers a NOTIFY, and 405 to any other request. Does not wait for the network. */
  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    if (!request.method().equals("NOTIFY")) {
      answer.accept(SipResponse.builder(405).header("Allow", "NOTIFY").build());
      return;
    }
    SubscriberTask task = context.find(request.callId());
    if (task == null) {
      context.counters.notifiesUnmatched.increment();
      answer.accept(SipResponse.of(481));
    } else {
      task.receive(request, answer);
    }
  }

  private List<SubscriberTask> tasks() {
    synchronized (lock) {
      return List.copyOf(tasks.values());
    }
  }

  /** Returns the subscriptions, in the order in which they were added; an immutable list. */
  public List<DownstreamStatus> status() {
    return tasks().stream().map(SubscriberTask::status).toList();
  }

  /** Returns the counters. */
  public SubscriberStatistics statistics() {
    return context.statistics(status());
  }

  /**
   * Ends all subscriptions. The nodes stay members until their leases expire. Calling again has no
   * effect.
   *
   * @param grace the longest wait for the notifiers; zero for none
   * @return completes when each notifier has answered and sent its last NOTIFY, or the grace is
   *     over; never exceptionally
   * @throws IllegalArgumentException if the grace is negative
   */
  public CompletionStage<Void> shutdown(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace " + grace + " is negative: use 0 s or more");
    }
    CompletableFuture<Void> done;
    List<SubscriberTask> ending;
    synchronized (lock) {
      if (shutdown != null) {
        return shutdown.minimalCompletionStage();
      }
      done = new CompletableFuture<>();
      shutdown = done;
      ending = List.copyOf(tasks.values());
    }
    ending.forEach(task -> task.close(false));
    CompletableFuture<?>[] closed =
        ending.stream().map(task -> task.closed).toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> unused = CompletableFuture.allOf(closed).thenRun(() -> finish(done));
    if (!done.isDone()) {
      finishAfter(grace, done);
    }
    return done.minimalCompletionStage();
  }

  private void finishAfter(Duration grace, CompletableFuture<Void> done) {
    try {
      Future<?> unused =
          threads.scheduler().schedule(() -> finish(done), grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      context.counters.internalFailures.increment();
      finish(done);
    }
  }

  private void finish(CompletableFuture<Void> done) {
    context.timer.stop();
    threads.end();
    done.complete(null);
  }
}
