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
 * Tests the properties that every {@link ServiceStatusPublisher} must have, one test each. A vendor
 * extends it and supplies a {@link PublisherDriver}: the publisher with its receiver.
 *
 * <p>No test measures the speed of a publisher. A receiver that does not answer shows whether the
 * publisher blocks its caller. {@link #timeout()} is the time after which a test fails because
 * something that must happen did not; a correct publisher never needs it.
 *
 * <p>A publisher may block for a reason, see {@link #mayBlock}: then that test is reported as
 * aborted, with the reason.
 */
public abstract class ServiceStatusPublisherContract {
  /** The time for which something must not happen. A shorter time finds less, but fails nothing. */
  private static final Duration QUIET_TIME = Duration.ofMillis(100);

  private static final List<String> REASONS =
      List.of(
          "",
          "needed: 2 of 3 nodes",
          "\u00e9l\u00e8ve, \u6771\u4eac, \ud83d\ude92",
          "\"quoted\" <tag> & \\ back",
          "line\r\nVia: injected\ttab",
          "x".repeat(1_000));

  /** Creates the tests; for subclasses. */
  protected ServiceStatusPublisherContract() {}

  /** Returns a new publisher with its receiver at every call. */
  protected abstract PublisherDriver driver();

  /** Returns the service of the notifications; {@code sip:esrp.example.org} by default. */
  protected ServiceId service() {
    return ServiceId.of("sip:esrp.example.org");
  }

  /** Returns another service for notifications; empty if the publisher serves only one. */
  protected Optional<ServiceId> otherService() {
    return Optional.of(ServiceId.of("sip:other.example.org"));
  }

  /** Returns the verdict that the receiver gets for this one; the same by default. */
  protected Verdict expectedDelivery(Verdict sent) {
    return sent;
  }

  /**
   * Returns the reason why the publisher may block its caller while the receiver does not answer;
   * empty by default: it may not.
   */
  protected Optional<String> mayBlock() {
    return Optional.empty();
  }

  /** Returns how long a test waits before it fails; 10 s by default. */
  protected Duration timeout() {
    return Duration.ofSeconds(10);
  }

  /** Verifies every state that a service may publish, with every posture. */
  @Test
  public final void publisher_delivers_every_state() throws InterruptedException {
    for (SecurityPosture posture : SecurityPosture.values()) {
      PublisherDriver driver = driver();
      List<Verdict> sent =
          Arrays.stream(ServiceState.values())
              .filter(ServiceState::publishable)
              .map(state -> Verdict.of(state, "because"))
              .toList();
      for (Verdict verdict : sent) {
        deliver(driver, status(verdict).posture(posture).build());
      }
      requireArrived(driver, service(), sent);
    }
  }

  /**
   * Verifies reasons that are empty, long, of any alphabet, or have characters of many syntaxes.
   */
  @Test
  public final void publisher_delivers_every_reason() throws InterruptedException {
    for (String reason : REASONS) {
      PublisherDriver driver = driver();
      Verdict verdict = Verdict.of(ServiceState.PARTIAL, reason);
      deliver(driver, status(verdict).build());
      requireArrived(driver, service(), List.of(verdict));
    }
  }

  /** Verifies versions with gaps, any time and any tally. */
  @Test
  public final void publisher_accepts_every_version_time_and_tally() throws InterruptedException {
    PublisherDriver driver = driver();
    Verdict verdict = Verdict.of(ServiceState.DOWN, "");
    deliver(driver, status(verdict).version(0).at(Instant.EPOCH).build());
    deliver(driver, status(verdict).version(Long.MAX_VALUE).tally(tallyOfEveryState()).build());
    requireArrived(driver, service(), List.of(verdict, verdict));
  }

  /** Verifies that a status is delivered again, as a refresh and a retry need. */
  @Test
  public final void publisher_delivers_the_same_status_twice() throws InterruptedException {
    PublisherDriver driver = driver();
    ServiceStatus status = status(Verdict.normal()).build();
    deliver(driver, status);
    deliver(driver, status);
    requireArrived(driver, service(), List.of(Verdict.normal(), Verdict.normal()));
  }

  /** Verifies the order of 50 notifications, each sent after the stage of the one before. */
  @Test
  public final void publisher_keeps_the_order_of_a_service() throws InterruptedException {
    PublisherDriver driver = driver();
    for (int number = 1; number <= 50; number++) {
      deliver(driver, status(change(number)).version(number).build());
    }
    requireArrived(driver, service(), changes(1, 50));
  }

  /** Verifies that each of two services keeps its order while both notify at the same time. */
  @Test
  public final void publisher_keeps_services_apart() throws InterruptedException {
    ServiceId other = otherService().orElseGet(ServiceStatusPublisherContract::abortForOneService);
    PublisherDriver driver = driver();
    for (int number = 1; number <= 20; number++) {
      NotificationAttempt one = send(driver, status(change(number)).version(number).build());
      NotificationAttempt two =
          send(driver, ServiceStatus.builder(other, change(-number)).version(number).build());
      one.requireDelivered();
      two.requireDelivered();
    }
    requireArrived(driver, service(), changes(1, 20));
    requireArrived(driver, other, changes(-1, -20));
  }

  // ---- a receiver that fails

  /** Verifies that the call returns while the receiver does not answer; see {@link #mayBlock}. */
  @Test
  public final void publisher_does_not_block_its_caller() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.hold();
    NotificationAttempt attempt = send(driver, status(Verdict.normal()).build());
    boolean returned = attempt.returnsWithin(mayBlock().isPresent() ? QUIET_TIME : timeout());
    driver.recover();
    if (!returned) {
      RelaxedProperty.violated(
          mayBlock(),
          "a publisher does not block its caller, but did while the receiver did not answer");
    }
  }

  /** Verifies that no stage succeeds while the receiver does not answer. */
  @Test
  public final void stage_completes_only_after_delivery() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.hold();
    NotificationAttempt attempt = send(driver, status(Verdict.normal()).build());
    boolean tooEarly = attempt.succeedsWithin(QUIET_TIME);
    driver.recover();
    assertThat(tooEarly)
        .as("a stage succeeds after delivery, but did while the receiver did not answer")
        .isFalse();
    attempt.requireDelivered();
    requireArrived(driver, service(), List.of(Verdict.normal()));
  }

  /** Verifies that the stage of a refused notification fails, so that the manager tries again. */
  @Test
  public final void stage_of_a_refused_notification_fails() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.refuse();
    send(driver, status(Verdict.normal()).build()).requireRefused();
    requireArrived(driver, service(), List.of());
  }

  /** Verifies that a notification after a failure is delivered. */
  @Test
  public final void publisher_continues_after_a_failure() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.refuse();
    send(driver, status(change(1)).build()).requireRefused();
    driver.recover();
    send(driver, status(change(2)).version(2).build()).requireDelivered();
    requireArrived(driver, service(), List.of(change(2)));
  }

  // ---- helpers

  private ServiceStatus.Builder status(Verdict verdict) {
    return ServiceStatus.builder(service(), verdict);
  }

  private static Tally tallyOfEveryState() {
    ClusterViewBuilder builder =
        ClusterViewBuilder.of("sip:esrp.example.org").weight(Registration.MAX_WEIGHT);
    for (ElementState state : ElementState.values()) {
      builder.nodes(1, state);
    }
    return builder.build().tally();
  }

  private static Verdict change(int number) {
    return Verdict.of(
        number % 2 == 0 ? ServiceState.PARTIAL : ServiceState.DOWN, "change " + number);
  }

  private static List<Verdict> changes(int from, int to) {
    return IntStream.rangeClosed(Math.abs(from), Math.abs(to))
        .mapToObj(number -> change(Integer.signum(from) * number))
        .toList();
  }

  private NotificationAttempt send(PublisherDriver driver, ServiceStatus status) {
    return NotificationAttempt.start(status, driver, timeout());
  }

  private void deliver(PublisherDriver driver, ServiceStatus status) throws InterruptedException {
    send(driver, status).requireDelivered();
  }

  private void requireArrived(PublisherDriver driver, ServiceId service, List<Verdict> sent) {
    assertThat(driver.delivered(service))
        .as("notifications delivered about %s", service)
        .isEqualTo(sent.stream().map(this::expectedDelivery).toList());
  }

  private static ServiceId abortForOneService() {
    return Assumptions.abort("relaxed: the publisher serves only one service");
  }
}
