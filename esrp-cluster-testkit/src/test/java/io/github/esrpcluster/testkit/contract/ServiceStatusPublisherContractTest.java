package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Verifies that each faulty publisher fails the property meant for it, and a correct one passes.
 */
class ServiceStatusPublisherContractTest {

  /** One test of the contract. */
  interface PublisherProperty {
    void test(ServiceStatusPublisherContract contract) throws Exception;
  }

  record FaultyPublisherCase(
      String fault,
      Function<StubPublisherDriver, ServiceStatusPublisher> publisher,
      PublisherProperty property,
      String failure) {
    @Override
    public String toString() {
      return fault;
    }
  }

  static Stream<FaultyPublisherCase> faultyPublishers() {
    return Stream.of(
        new FaultyPublisherCase(
            "returns null",
            FaultyPublishers::returnsNull,
            ServiceStatusPublisherContract::publisher_delivers_every_state,
            "a publisher never returns null, but did for ServiceStatus[sip:esrp.example.org v1"),
        new FaultyPublisherCase(
            "does not know all states",
            FaultyPublishers::knowsNotAllStates,
            ServiceStatusPublisherContract::publisher_delivers_every_state,
            "it was not delivered: ServiceStatus[sip:esrp.example.org v1 MajorIncidentInProgress"),
        new FaultyPublisherCase(
            "writes Latin-1",
            FaultyPublishers::writesLatin1,
            ServiceStatusPublisherContract::publisher_delivers_every_reason,
            "notifications delivered about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "truncates long reasons",
            FaultyPublishers::truncatesLongReasons,
            ServiceStatusPublisherContract::publisher_delivers_every_reason,
            "notifications delivered about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "truncates the version to an int",
            FaultyPublishers::truncatesTheVersion,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "a publisher never throws, it returns a stage that fails; but it threw"
                + " java.lang.ArithmeticException: integer overflow"),
        new FaultyPublisherCase(
            "skips repetitions",
            FaultyPublishers::skipsRepetitions,
            ServiceStatusPublisherContract::publisher_delivers_the_same_status_twice,
            "notifications delivered about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "is one notification late",
            FaultyPublishers::isOneNotificationLate,
            ServiceStatusPublisherContract::publisher_keeps_the_order_of_a_service,
            "notifications delivered about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "confuses services",
            FaultyPublishers::confusesServices,
            ServiceStatusPublisherContract::publisher_keeps_services_apart,
            "notifications delivered about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "fires and forgets",
            FaultyPublishers::firesAndForgets,
            ServiceStatusPublisherContract::stage_completes_only_after_delivery,
            "a stage succeeds after delivery, but did while the receiver did not answer"),
        new FaultyPublisherCase(
            "swallows failures",
            FaultyPublishers::swallowsFailures,
            ServiceStatusPublisherContract::stage_of_a_refused_notification_fails,
            "the stage of a refused notification fails, but it succeeded for ServiceStatus"),
        new FaultyPublisherCase(
            "throws refusals",
            FaultyPublishers::throwsRefusals,
            ServiceStatusPublisherContract::stage_of_a_refused_notification_fails,
            "a publisher never throws, it returns a stage that fails; but it threw"),
        new FaultyPublisherCase(
            "fails for ever after a failure",
            FaultyPublishers::failsForEver,
            ServiceStatusPublisherContract::publisher_continues_after_a_failure,
            "it was not delivered: ServiceStatus[sip:esrp.example.org v2"),
        new FaultyPublisherCase(
            "drops the posture",
            FaultyPublishers::dropsThePosture,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "notifications delivered about sip:esrp.example.org: number 3 of 3 is"
                + " v9223372036854775807 Down posture Green at 2026-01-01T12:00:01.123Z, 7 members:"),
        new FaultyPublisherCase(
            "drops the version",
            FaultyPublishers::dropsTheVersion,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "number 1 of 3 is v1 Down posture Green at 1970-01-01T00:00:00Z, 0 members, weight 0,"
                + " expected: v0 Down posture Green at 1970-01-01T00:00:00Z, 0 members, weight 0"),
        new FaultyPublisherCase(
            "drops the time",
            FaultyPublishers::dropsTheTime,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "number 2 of 3 is v2 Down posture Green at 1970-01-01T00:00:00Z, 0 members, weight 0,"
                + " expected: v2 Down posture Green at 2026-01-01T12:00:00.123Z"),
        new FaultyPublisherCase(
            "drops milliseconds",
            FaultyPublishers::dropsMilliseconds,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "expected: v2 Down posture Green at 2026-01-01T12:00:00.123Z"),
        new FaultyPublisherCase(
            "drops the tally",
            FaultyPublishers::dropsTheTally,
            ServiceStatusPublisherContract::publisher_delivers_every_value_of_a_status,
            "at 2026-01-01T12:00:01.123Z, 0 members, weight 0, expected: v9223372036854775807"),
        new FaultyPublisherCase(
            "requires a domain",
            FaultyPublishers::requiresADomain,
            ServiceStatusPublisherContract::publisher_serves_services_of_every_kind,
            "it was not delivered: ServiceStatus[sip:192.0.2.7 v1 Normal, 0 members]"),
        new FaultyPublisherCase(
            "retries by itself",
            FaultyPublishers::retriesByItself,
            ServiceStatusPublisherContract::refused_status_never_follows_a_newer_one,
            "number 2 of 2 is v1 Down (change 1) posture Green at 1970-01-01T00:00:00Z, 0 members,"
                + " weight 0, expected: none"),
        new FaultyPublisherCase(
            "sends the newest first",
            FaultyPublishers::sendsTheNewestFirst,
            ServiceStatusPublisherContract::newest_status_arrives_last_after_timeouts,
            "the newest status arrives last, also after time-outs, but v2 Partial (change 2)"));
  }

  @ParameterizedTest
  @MethodSource("faultyPublishers")
  void faulty_publisher_fails_the_property_meant_for_it(FaultyPublisherCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new PublisherContractUnderTest(faulty.publisher())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.failure());
  }

  @Test
  void publisher_that_never_completes_a_stage_times_out() {
    assertThatThrownBy(
            withShortTimeout(FaultyPublishers::neverCompletes)::publisher_delivers_every_state)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("every stage completes, but after 0.1 s that of ServiceStatus");
  }

  @Test
  void publisher_that_waits_for_the_answer_times_out() {
    assertThatThrownBy(
            withShortTimeout(FaultyPublishers::waitsForTheAnswer)
                ::publisher_does_not_block_its_caller)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a publisher does not block its caller, but did while the");
  }

  @Test
  void publisher_with_one_thread_delays_other_services() {
    assertThatThrownBy(
            withShortTimeout(FaultyPublishers::usesOneThread)::slow_service_delays_no_other)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "a service without an answer delays no other, but sip:other.example.org got no"
                + " notification in 0.1 s while sip:esrp.example.org had no answer");
  }

  /** The correct publisher passes all tests. */
  @Nested
  class CorrectPublisher extends ServiceStatusPublisherContract {
    @Override
    protected PublisherDriver driver() {
      return new StubPublisherDriver(receiver -> receiver::offer);
    }

    @Override
    protected Duration quietTime() {
      return Duration.ofMinutes(1); // virtual
    }
  }

  @Test
  void relaxed_blocking_is_reported_with_its_reason() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::waitsForTheAnswer) {
          @Override
          protected Optional<String> mayBlock() {
            return Optional.of("the executor has a thread for it");
          }
        };

    assertThatThrownBy(contract::publisher_does_not_block_its_caller)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: the executor has a thread for it: a publisher does not");
    assertThatCode(contract::stage_completes_only_after_delivery).doesNotThrowAnyException();
  }

  @Test
  void relaxed_blocking_ends_the_test_of_timeouts() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::waitsForTheAnswer) {
          @Override
          protected Optional<String> mayBlock() {
            return Optional.of("the executor has a thread for it");
          }
        };

    assertThatThrownBy(contract::newest_status_arrives_last_after_timeouts)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: the executor has a thread for it: a publisher does not");
  }

  @Test
  void refused_services_are_reported_with_their_reason() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::requiresADomain) {
          @Override
          protected Optional<String> mayRefuse(ServiceId service) {
            return service.defaultDomain().isEmpty()
                ? Optional.of("no domain is configured")
                : Optional.empty();
          }
        };

    assertThatThrownBy(contract::publisher_serves_services_of_every_kind)
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("relaxed: no domain is configured");
  }

  @Test
  void driver_that_cannot_hold_one_service_is_reported() {
    ServiceStatusPublisherContract contract =
        new ServiceStatusPublisherContract() {
          @Override
          protected PublisherDriver driver() {
            return new PublisherDriver() {
              @Override
              public ServiceStatusPublisher publisher() {
                return ServiceStatusPublisher.blocking(status -> {});
              }

              @Override
              public List<ServiceStatus> delivered(ServiceId service) {
                return List.of();
              }

              @Override
              public void refuse() {}

              @Override
              public void hold() {}

              @Override
              public void recover() {}
            };
          }
        };

    assertThatThrownBy(contract::slow_service_delays_no_other)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the driver cannot hold the notifications of one service");
  }

  /**
   * A stage whose cancel has no effect reports its late success, so that the newest is sent again.
   */
  @Test
  void late_success_is_followed_by_the_newest_status() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::sendsTheNewestFirstAndReportsIt);

    assertThatCode(contract::newest_status_arrives_last_after_timeouts).doesNotThrowAnyException();
  }

  @Test
  void publisher_of_one_service_is_reported() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(receiver -> receiver::offer) {
          @Override
          protected Optional<ServiceId> otherService() {
            return Optional.empty();
          }
        };

    assertThatThrownBy(contract::publisher_keeps_services_apart)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: the publisher serves only one service");
  }

  @Test
  void declared_loss_of_text_passes() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::writesLatin1) {
          @Override
          protected ServiceStatus expectedDelivery(ServiceStatus sent) {
            String reason = sent.reason().replaceAll("[^\\x00-\\xff]", "?");
            return ServiceStatus.builder(sent.service(), Verdict.of(sent.state(), reason)).build();
          }
        };

    assertThatCode(contract::publisher_delivers_every_reason).doesNotThrowAnyException();
  }

  /** Creates a contract with a short timeout, for what never happens. */
  private static PublisherContractUnderTest withShortTimeout(
      Function<StubPublisherDriver, ServiceStatusPublisher> publisher) {
    return new PublisherContractUnderTest(publisher) {
      @Override
      protected Duration timeout() {
        return Duration.ofMillis(100);
      }
    };
  }

  private static class PublisherContractUnderTest extends ServiceStatusPublisherContract {
    private final Function<StubPublisherDriver, ServiceStatusPublisher> publisher;

    PublisherContractUnderTest(Function<StubPublisherDriver, ServiceStatusPublisher> publisher) {
      this.publisher = publisher;
    }

    @Override
    protected PublisherDriver driver() {
      return new StubPublisherDriver(publisher);
    }

    @Override
    protected Duration quietTime() {
      return Duration.ofMinutes(1); // virtual
    }
  }
}
