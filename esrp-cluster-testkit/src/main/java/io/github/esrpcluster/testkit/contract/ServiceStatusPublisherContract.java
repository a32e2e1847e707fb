package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ServiceStatusPublisher} keeps, each property as a test of its own. A vendor
 * extends it and supplies the publisher with its other end, an {@link PublisherDriver}.
 *
 * <p>No test measures how quick a publisher is. Whether it blocks is found out by an upstream
 * entity that does not answer: who waits for it does not come back. {@link #patience()} is how long
 * a test waits for what must happen before it takes it for broken; a good publisher never needs it.
 *
 * <p>A publisher may block for a reason, see {@link #mayBlock}: then the test of that is reported
 * as aborted, with the reason.
 */
public abstract class ServiceStatusPublisherContract {
  /** Given to what must not happen; were it shorter, less would be seen, and nothing would fail. */
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private static final List<String> REASONS =
      List.of(
          "",
          "needed: 2 of 3 nodes",
          "\u00e9l\u00e8ve, \u6771\u4eac, \ud83d\ude92",
          "\"quoted\" <tag> & \\ back",
          "line\r\nVia: injected\ttab",
          "x".repeat(1_000));

  /** For subclasses. */
  protected ServiceStatusPublisherContract() {}

  /** A publisher with its other end, new at every call. */
  protected abstract PublisherDriver upstream();

  /** The service of the messages; by default {@code sip:esrp.example.org}. */
  protected ServiceId service() {
    return ServiceId.of("sip:esrp.example.org");
  }

  /** Another service for messages; empty where the publisher is made for one only. */
  protected Optional<ServiceId> otherService() {
    return Optional.of(ServiceId.of("sip:other.example.org"));
  }

  /** What arrives where this was sent; the same by default. */
  protected Verdict arriving(Verdict sent) {
    return sent;
  }

  /**
   * Why the caller may be held up while the other end does not answer; empty, as by default, if it
   * may not.
   */
  protected Optional<String> mayBlock() {
    return Optional.empty();
  }

  /** How long a test waits before it takes something for broken; ten seconds by default. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** Every state that a service can say of itself, with every posture. */
  @Test
  public final void takes_every_state() throws InterruptedException {
    for (SecurityPosture posture : SecurityPosture.values()) {
      PublisherDriver upstream = upstream();
      List<Verdict> sent =
          Arrays.stream(ServiceState.values())
              .filter(ServiceState::publishable)
              .map(state -> Verdict.of(state, "because"))
              .toList();
      for (Verdict verdict : sent) {
        transmit(upstream, message(verdict).posture(posture).build());
      }
      requireArrived(upstream, service(), sent);
    }
  }

  /** Reasons that are empty, long, of any alphabet, or full of what a syntax might trip over. */
  @Test
  public final void takes_every_reason() throws InterruptedException {
    for (String reason : REASONS) {
      PublisherDriver upstream = upstream();
      Verdict verdict = Verdict.of(ServiceState.PARTIAL, reason);
      transmit(upstream, message(verdict).build());
      requireArrived(upstream, service(), List.of(verdict));
    }
  }

  /** Versions with gaps, any time, any counts. */
  @Test
  public final void takes_every_version_time_and_tally() throws InterruptedException {
    PublisherDriver upstream = upstream();
    Verdict verdict = Verdict.of(ServiceState.DOWN, "");
    transmit(upstream, message(verdict).version(0).at(Instant.EPOCH).build());
    transmit(upstream, message(verdict).version(Long.MAX_VALUE).tally(ofEveryState()).build());
    requireArrived(upstream, service(), List.of(verdict, verdict));
  }

  /** As a heartbeat repeats it, or a retry. */
  @Test
  public final void takes_the_same_status_twice() throws InterruptedException {
    PublisherDriver upstream = upstream();
    ServiceStatus status = message(Verdict.normal()).build();
    transmit(upstream, status);
    transmit(upstream, status);
    requireArrived(upstream, service(), List.of(Verdict.normal(), Verdict.normal()));
  }

  /** The manager sends the next when the stage of the one before has completed. */
  @Test
  public final void keeps_the_order_of_one_service() throws InterruptedException {
    PublisherDriver upstream = upstream();
    for (int change = 1; change <= 50; change++) {
      transmit(upstream, message(numbered(change)).version(change).build());
    }
    requireArrived(upstream, service(), numbered(1, 50));
  }

  /** They may come at the same time; each keeps its own order. */
  @Test
  public final void keeps_services_apart() throws InterruptedException {
    ServiceId other = otherService().orElseGet(ServiceStatusPublisherContract::servesOneOnly);
    PublisherDriver upstream = upstream();
    for (int change = 1; change <= 20; change++) {
      Sending one = send(upstream, message(numbered(change)).version(change).build());
      Sending two =
          send(upstream, ServiceStatus.builder(other, numbered(-change)).version(change).build());
      one.requireTakenOver();
      two.requireTakenOver();
    }
    requireArrived(upstream, service(), numbered(1, 20));
    requireArrived(upstream, other, numbered(-1, -20));
  }

  // ---- when the other end is in trouble

  /** It does not wait for an upstream entity that does not answer; see {@link #mayBlock}. */
  @Test
  public final void does_not_hold_up_its_caller() throws InterruptedException {
    PublisherDriver upstream = upstream();
    upstream.hold();
    Sending sending = send(upstream, message(Verdict.normal()).build());
    boolean returned = sending.returnsWithin(mayBlock().isPresent() ? A_MOMENT : patience());
    upstream.recover();
    if (!returned) {
      Relaxed.brokenBecause(
          mayBlock(),
          "a publisher does not hold up its caller, but did while the other end did not answer");
    }
  }

  /** While the other end does not answer, nothing was taken over; when it does, it was. */
  @Test
  public final void completes_no_stage_before_the_message_was_taken_over()
      throws InterruptedException {
    PublisherDriver upstream = upstream();
    upstream.hold();
    Sending sending = send(upstream, message(Verdict.normal()).build());
    boolean tooEarly = sending.takenOverWithin(A_MOMENT);
    upstream.recover();
    assertThat(tooEarly)
        .as("a stage succeeds when the message was taken over, but did while nobody answered")
        .isFalse();
    sending.requireTakenOver();
    requireArrived(upstream, service(), List.of(Verdict.normal()));
  }

  /** What is refused is a stage that fails; the manager tries again. */
  @Test
  public final void fails_the_stage_of_what_was_refused() throws InterruptedException {
    PublisherDriver upstream = upstream();
    upstream.refuse();
    send(upstream, message(Verdict.normal()).build()).requireRefused();
    requireArrived(upstream, service(), List.of());
  }

  /** One failure is no reason for another. */
  @Test
  public final void goes_on_after_a_failure() throws InterruptedException {
    PublisherDriver upstream = upstream();
    upstream.refuse();
    send(upstream, message(numbered(1)).build()).requireRefused();
    upstream.recover();
    send(upstream, message(numbered(2)).version(2).build()).requireTakenOver();
    requireArrived(upstream, service(), List.of(numbered(2)));
  }

  // ---- how it is found out

  private ServiceStatus.Builder message(Verdict verdict) {
    return ServiceStatus.builder(service(), verdict);
  }

  private static Tally ofEveryState() {
    ClusterViewBuilder views =
        ClusterViewBuilder.of("sip:esrp.example.org").weight(Registration.MAX_WEIGHT);
    for (ElementState state : ElementState.values()) {
      views.nodes(1, state);
    }
    return views.build().tally();
  }

  private static Verdict numbered(int change) {
    return Verdict.of(
        change % 2 == 0 ? ServiceState.PARTIAL : ServiceState.DOWN, "change " + change);
  }

  private static List<Verdict> numbered(int from, int to) {
    return IntStream.rangeClosed(Math.abs(from), Math.abs(to))
        .mapToObj(change -> numbered(Integer.signum(from) * change))
        .toList();
  }

  private Sending send(PublisherDriver upstream, ServiceStatus message) {
    return Sending.start(message, upstream, patience());
  }

  private void transmit(PublisherDriver upstream, ServiceStatus message)
      throws InterruptedException {
    send(upstream, message).requireTakenOver();
  }

  private void requireArrived(PublisherDriver upstream, ServiceId service, List<Verdict> sent) {
    assertThat(upstream.arrived(service))
        .as("what arrived about %s", service)
        .isEqualTo(sent.stream().map(this::arriving).toList());
  }

  private static ServiceId servesOneOnly() {
    return Assumptions.abort("relaxed: it serves one service only");
  }
}
