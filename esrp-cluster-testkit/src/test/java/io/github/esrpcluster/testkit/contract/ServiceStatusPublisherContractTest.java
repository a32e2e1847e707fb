package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
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
            ServiceStatusPublisherContract::publisher_accepts_every_version_time_and_tally,
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
            "it was not delivered: ServiceStatus[sip:esrp.example.org v2"));
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

  /** The correct publisher passes all tests. */
  @Nested
  class CorrectPublisher extends ServiceStatusPublisherContract {
    @Override
    protected PublisherDriver driver() {
      return new StubPublisherDriver(receiver -> receiver::offer);
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
          protected Verdict expectedDelivery(Verdict sent) {
            return Verdict.of(sent.state(), sent.reason().replaceAll("[^\\x00-\\xff]", "?"));
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
  }
}
