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

/** Each wrong publisher is caught, by the property that is meant for it. */
class ServiceStatusPublisherContractTest {

  /** A test of the contract. */
  interface PublisherProperty {
    void test(ServiceStatusPublisherContract contract) throws Exception;
  }

  record FaultyPublisherCase(
      String how,
      Function<StubPublisherDriver, ServiceStatusPublisher> publisher,
      PublisherProperty property,
      String told) {
    @Override
    public String toString() {
      return how;
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
            FaultyPublishers::doesNotKnowAllStates,
            ServiceStatusPublisherContract::publisher_delivers_every_state,
            "it was not taken over: ServiceStatus[sip:esrp.example.org v1 MajorIncidentInProgress"),
        new FaultyPublisherCase(
            "writes Latin-1",
            FaultyPublishers::writesLatin1,
            ServiceStatusPublisherContract::publisher_delivers_every_reason,
            "what arrived about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "cuts long reasons",
            FaultyPublishers::cutsLongReasons,
            ServiceStatusPublisherContract::publisher_delivers_every_reason,
            "what arrived about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "cuts the version to an int",
            FaultyPublishers::cutsTheVersionToAnInt,
            ServiceStatusPublisherContract::publisher_accepts_every_version_time_and_tally,
            "a publisher never throws, it returns a stage that fails; but it threw"
                + " java.lang.ArithmeticException: integer overflow"),
        new FaultyPublisherCase(
            "says nothing twice",
            FaultyPublishers::saysNothingTwice,
            ServiceStatusPublisherContract::publisher_delivers_the_same_status_twice,
            "what arrived about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "is one message late",
            FaultyPublishers::isOneMessageLate,
            ServiceStatusPublisherContract::publisher_keeps_the_order_of_a_service,
            "what arrived about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "mixes services up",
            FaultyPublishers::mixesServicesUp,
            ServiceStatusPublisherContract::publisher_keeps_services_apart,
            "what arrived about sip:esrp.example.org"),
        new FaultyPublisherCase(
            "fires and forgets",
            FaultyPublishers::firesAndForgets,
            ServiceStatusPublisherContract::stage_completes_only_after_delivery,
            "a stage succeeds when the message was taken over, but did while nobody answered"),
        new FaultyPublisherCase(
            "swallows failures",
            FaultyPublishers::swallowsFailures,
            ServiceStatusPublisherContract::stage_of_a_refused_notification_fails,
            "the stage of a message that was refused fails, but it succeeded for ServiceStatus"),
        new FaultyPublisherCase(
            "throws what was refused",
            FaultyPublishers::throwsWhatWasRefused,
            ServiceStatusPublisherContract::stage_of_a_refused_notification_fails,
            "a publisher never throws, it returns a stage that fails; but it threw"),
        new FaultyPublisherCase(
            "gives up for ever",
            FaultyPublishers::givesUpForEver,
            ServiceStatusPublisherContract::publisher_continues_after_a_failure,
            "it was not taken over: ServiceStatus[sip:esrp.example.org v2"));
  }

  @ParameterizedTest
  @MethodSource("faultyPublishers")
  void a_wrong_publisher_is_caught_by_the_property_meant_for_it(FaultyPublisherCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new PublisherContractUnderTest(faulty.publisher())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.told());
  }

  @Test
  void a_publisher_that_never_completes_a_stage_is_caught_when_patience_ends() {
    assertThatThrownBy(impatient(FaultyPublishers::neverCompletes)::publisher_delivers_every_state)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("every stage completes, but after PT0.1S that of ServiceStatus");
  }

  @Test
  void a_publisher_that_waits_for_the_answer_is_caught_when_patience_ends() {
    assertThatThrownBy(
            impatient(FaultyPublishers::waitsForTheAnswer)::publisher_does_not_block_its_caller)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a publisher does not hold up its caller, but did while the other");
  }

  /** The right one passes all. */
  @Nested
  class CorrectPublisher extends ServiceStatusPublisherContract {
    @Override
    protected PublisherDriver upstream() {
      return new StubPublisherDriver(upstream -> upstream::offer);
    }
  }

  @Test
  void blocking_is_reported_with_its_reason() {
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
  void serving_one_service_only_is_reported() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(upstream -> upstream::offer) {
          @Override
          protected Optional<ServiceId> otherService() {
            return Optional.empty();
          }
        };

    assertThatThrownBy(contract::publisher_keeps_services_apart)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: it serves one service only");
  }

  @Test
  void what_arrives_may_be_less_than_what_was_sent_if_the_vendor_says_so() {
    PublisherContractUnderTest contract =
        new PublisherContractUnderTest(FaultyPublishers::writesLatin1) {
          @Override
          protected Verdict expectedDelivery(Verdict sent) {
            return Verdict.of(sent.state(), sent.reason().replaceAll("[^\\x00-\\xff]", "?"));
          }
        };

    assertThatCode(contract::publisher_delivers_every_reason).doesNotThrowAnyException();
  }

  /** For what will never happen, however long one waits. */
  private static PublisherContractUnderTest impatient(
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
    protected PublisherDriver upstream() {
      return new StubPublisherDriver(publisher);
    }
  }
}
