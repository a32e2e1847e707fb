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
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
 * <p>The contract plays the manager: after a stage that fails or times out it sends the newest
 * status, after a time-out it cancels the stage, and after a late success it sends the newest
 * status again.
 *
 * <p>A receiver that does not get all values of a status says so in {@link #expectedDelivery}. A
 * publisher may block for a reason, see {@link #mayBlock}, or not serve all services, see {@link
 * #mayRefuse}: then that test is reported as aborted, with the reason.
 */
public abstract class ServiceStatusPublisherContract {
  /** The real time for which a call must not return or a stage must not succeed. */
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

  /**
   * Returns the status that the receiver gets for this one; the same by default. For a wire form
   * that does not carry all values, returns a status with the values that it carries. The body of
   * i3 has no version, time and tally:
   *
   * <pre>{@code
   * return ServiceStatus.builder(sent.service(), sent.verdict()).posture(sent.posture()).build();
   * }</pre>
   */
  protected ServiceStatus expectedDelivery(ServiceStatus sent) {
    return sent;
  }

  /**
   * Returns the reason why the publisher does not serve this service, for example because the
   * domain of its i3 bodies is not configured; empty by default: it serves every service, also one
   * without a {@linkplain ServiceId#defaultDomain() domain}.
   */
  protected Optional<String> mayRefuse(ServiceId service) {
    return Optional.empty();
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

  /**
   * Returns how long a test watches that nothing more arrives; 100 ms by default. A publisher in
   * virtual time returns more than its longest delay. A shorter time finds less, but fails nothing.
   */
  protected Duration quietTime() {
    return QUIET_TIME;
  }

  /** Verifies every state that a service may publish, with every posture. */
  @Test
  public final void publisher_delivers_every_state() throws InterruptedException {
    for (SecurityPosture posture : SecurityPosture.values()) {
      PublisherDriver driver = driver();
      List<ServiceStatus> sent =
          Arrays.stream(ServiceState.values())
              .filter(ServiceState::publishable)
              .map(state -> status(Verdict.of(state, "because")).posture(posture).build())
              .toList();
      deliverAll(driver, sent);
      requireArrived(driver, sent);
    }
  }

  /**
   * Verifies reasons that are empty, long, of any alphabet, or have characters of many syntaxes.
   */
  @Test
  public final void publisher_delivers_every_reason() throws InterruptedException {
    for (String reason : REASONS) {
      PublisherDriver driver = driver();
      ServiceStatus sent = status(Verdict.of(ServiceState.PARTIAL, reason)).build();
      deliver(driver, sent);
      requireArrived(driver, List.of(sent));
    }
  }

  /** Verifies service ids without a domain: a URN, an IP address; see {@link #mayRefuse}. */
  @Test
  public final void publisher_serves_services_of_every_kind() throws InterruptedException {
    if (otherService().isEmpty()) {
      abortForOneService();
    }
    PublisherDriver driver = driver();
    Optional<String> relaxed = Optional.empty();
    for (ServiceId service : ServiceKinds.ALL) {
      ServiceStatus sent = ServiceStatus.builder(service, Verdict.normal()).build();
      NotificationAttempt attempt = send(driver, sent);
      if (mayRefuse(service).isEmpty()) {
        attempt.requireDelivered();
      } else if (!attempt.succeedsWithin(timeout())) {
        relaxed = relaxed.or(() -> mayRefuse(service));
        continue;
      }
      DeliveryCheck.require(service, List.of(expectedDelivery(sent)), driver.delivered(service));
    }
    relaxed.ifPresent(RelaxedProperty::report);
  }

  /**
   * Verifies that no value of a status is lost: posture, version with gaps, time and tally; see
   * {@link #expectedDelivery}.
   */
  @Test
  public final void publisher_delivers_every_value_of_a_status() throws InterruptedException {
    PublisherDriver driver = driver();
    Instant noon = Instant.parse("2026-01-01T12:00:00.123Z");
    List<ServiceStatus> sent =
        List.of(
            status(Verdict.of(ServiceState.DOWN, "")).version(0).at(Instant.EPOCH).build(),
            status(Verdict.of(ServiceState.DOWN, "")).version(2).at(noon).build(),
            status(Verdict.of(ServiceState.DOWN, ""))
                .version(Long.MAX_VALUE)
                .at(noon.plusSeconds(1))
                .posture(SecurityPosture.ORANGE)
                .tally(tallyOfEveryState())
                .build());
    deliverAll(driver, sent);
    requireArrived(driver, sent);
  }

  /** Verifies that a status is delivered again, as a refresh and a retry need. */
  @Test
  public final void publisher_delivers_the_same_status_twice() throws InterruptedException {
    PublisherDriver driver = driver();
    ServiceStatus status = status(Verdict.normal()).build();
    deliverAll(driver, List.of(status, status));
    requireArrived(driver, List.of(status, status));
  }

  /** Verifies the order of 50 notifications, each sent after the stage of the one before. */
  @Test
  public final void publisher_keeps_the_order_of_a_service() throws InterruptedException {
    PublisherDriver driver = driver();
    List<ServiceStatus> sent = IntStream.rangeClosed(1, 50).mapToObj(this::change).toList();
    deliverAll(driver, sent);
    requireArrived(driver, sent);
  }

  /** Verifies that each of two services keeps its order while both notify at the same time. */
  @Test
  public final void publisher_keeps_services_apart() throws InterruptedException {
    ServiceId other = otherService().orElseGet(ServiceStatusPublisherContract::abortForOneService);
    PublisherDriver driver = driver();
    List<ServiceStatus> sent = IntStream.rangeClosed(1, 20).mapToObj(this::change).toList();
    List<ServiceStatus> sentToOther =
        IntStream.rangeClosed(1, 20).mapToObj(number -> change(other, -number)).toList();
    for (int i = 0; i < sent.size(); i++) {
      NotificationAttempt one = send(driver, sent.get(i));
      NotificationAttempt two = send(driver, sentToOther.get(i));
      one.requireDelivered();
      two.requireDelivered();
    }
    requireArrived(driver, sent);
    DeliveryCheck.require(other, expected(sentToOther), driver.delivered(other));
  }

  // ---- a receiver that fails

  /** Verifies that the call returns while the receiver does not answer; see {@link #mayBlock}. */
  @Test
  public final void publisher_does_not_block_its_caller() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.hold();
    NotificationAttempt attempt = send(driver, status(Verdict.normal()).build());
    boolean returned = attempt.returnsWithin(maxCallTime());
    driver.recover();
    if (!returned) {
      reportBlocked();
    }
  }

  /** Verifies that a receiver that does not answer about one service delays no other service. */
  @Test
  public final void slow_service_delays_no_other() throws InterruptedException {
    ServiceId other = otherService().orElseGet(ServiceStatusPublisherContract::abortForOneService);
    PublisherDriver driver = driver();
    driver.hold(service());
    NotificationAttempt slow = send(driver, change(1));
    slow.returnsWithin(QUIET_TIME);
    boolean delivered = send(driver, change(other, 1)).succeedsWithin(timeout());
    driver.recover();
    assertThat(delivered)
        .as(
            "a service without an answer delays no other, but %s got no notification in %s while %s"
                + " had no answer",
            other, ReadableDuration.of(timeout()), service())
        .isTrue();
    slow.requireDelivered();
  }

  /** Verifies that no stage succeeds while the receiver does not answer. */
  @Test
  public final void stage_completes_only_after_delivery() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.hold();
    ServiceStatus sent = status(Verdict.normal()).build();
    NotificationAttempt attempt = send(driver, sent);
    boolean tooEarly = attempt.succeedsWithin(QUIET_TIME);
    driver.recover();
    assertThat(tooEarly)
        .as("a stage succeeds after delivery, but did while the receiver did not answer")
        .isFalse();
    attempt.requireDelivered();
    requireArrived(driver, List.of(sent));
  }

  /** Verifies that the stage of a refused notification fails, so that the manager tries again. */
  @Test
  public final void stage_of_a_refused_notification_fails() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.refuse();
    send(driver, status(Verdict.normal()).build()).requireRefused();
    requireArrived(driver, List.of());
  }

  /** Verifies that a notification after a failure is delivered. */
  @Test
  public final void publisher_continues_after_a_failure() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.refuse();
    send(driver, change(1)).requireRefused();
    driver.recover();
    deliver(driver, change(2));
    requireArrived(driver, List.of(change(2)));
  }

  /**
   * Verifies that the publisher leaves retries to the manager: for {@link #quietTime} after a newer
   * status was delivered, no refused one arrives.
   */
  @Test
  public final void refused_status_never_follows_a_newer_one() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.refuse();
    send(driver, change(1)).requireRefused();
    driver.recover();
    deliver(driver, change(2));
    watch(driver);
    requireArrived(driver, List.of(change(2)));
  }

  /**
   * Verifies that the newest of three statuses is the last to arrive if the stages of the first two
   * timed out; see {@link #quietTime}.
   */
  @Test
  public final void newest_status_arrives_last_after_timeouts() throws InterruptedException {
    PublisherDriver driver = driver();
    driver.hold();
    NotificationAttempt first = send(driver, change(1));
    if (!first.returnsWithin(maxCallTime())) {
      driver.recover();
      reportBlocked(); // a manager sends nothing more until the call returns
    }
    NotificationAttempt.LateEnd firstEnd = first.giveUp();
    NotificationAttempt second = send(driver, change(2));
    second.requireReturned();
    NotificationAttempt.LateEnd secondEnd = second.giveUp();
    NotificationAttempt newest = send(driver, change(3));
    newest.requireReturned();
    driver.recover();
    newest.requireDelivered();
    boolean firstIsLate = firstEnd.isSuccess();
    if (secondEnd.isSuccess() || firstIsLate) {
      deliver(driver, change(3)); // as the manager does
    }
    watch(driver);
    requireLast(driver, change(3));
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

  private ServiceStatus change(int number) {
    return change(service(), number);
  }

  private static ServiceStatus change(ServiceId service, int number) {
    ServiceState state = number % 2 == 0 ? ServiceState.PARTIAL : ServiceState.DOWN;
    return ServiceStatus.builder(service, Verdict.of(state, "change " + number))
        .version(Math.abs(number))
        .build();
  }

  private NotificationAttempt send(PublisherDriver driver, ServiceStatus status) {
    return NotificationAttempt.start(status, driver, timeout());
  }

  private void deliver(PublisherDriver driver, ServiceStatus status) throws InterruptedException {
    send(driver, status).requireDelivered();
  }

  private void deliverAll(PublisherDriver driver, List<ServiceStatus> statuses)
      throws InterruptedException {
    for (ServiceStatus status : statuses) {
      deliver(driver, status);
    }
  }

  private void watch(PublisherDriver driver) throws InterruptedException {
    driver.await(new CompletableFuture<>(), quietTime());
  }

  private void requireArrived(PublisherDriver driver, List<ServiceStatus> sent) {
    DeliveryCheck.require(service(), expected(sent), driver.delivered(service()));
  }

  private void requireLast(PublisherDriver driver, ServiceStatus newest) {
    List<ServiceStatus> delivered = driver.delivered(service());
    ServiceStatus last = delivered.get(delivered.size() - 1);
    assertThat(last)
        .as(
            "the newest status arrives last, also after time-outs, but %s arrived after %s",
            DeliveryCheck.text(last), DeliveryCheck.text(newest))
        .isEqualTo(expectedDelivery(newest));
  }

  private List<ServiceStatus> expected(List<ServiceStatus> sent) {
    return sent.stream().map(this::expectedDelivery).toList();
  }

  /** A publisher that may block is not waited for long, because it will. */
  private Duration maxCallTime() {
    return mayBlock().isPresent() ? QUIET_TIME : timeout();
  }

  private void reportBlocked() {
    RelaxedProperty.violated(
        mayBlock(),
        "a publisher does not block its caller, but did while the receiver did not answer");
  }

  private static ServiceId abortForOneService() {
    return Assumptions.abort("relaxed: the publisher serves only one service");
  }
}
