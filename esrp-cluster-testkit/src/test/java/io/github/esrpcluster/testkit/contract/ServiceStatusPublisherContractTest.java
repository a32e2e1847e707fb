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
  interface Property {
    void test(ServiceStatusPublisherContract contract) throws Exception;
  }

  record Wrong(
      String how,
      Function<StubUpstream, ServiceStatusPublisher> publisher,
      Property property,
      String told) {
    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong(
            "returns null",
            WrongPublishers::returnsNull,
            ServiceStatusPublisherContract::takes_every_state,
            "a publisher never returns null, but did for ServiceStatus[sip:esrp.example.org v1"),
        new Wrong(
            "does not know all states",
            WrongPublishers::doesNotKnowAllStates,
            ServiceStatusPublisherContract::takes_every_state,
            "it was not taken over: ServiceStatus[sip:esrp.example.org v1 MajorIncidentInProgress"),
        new Wrong(
            "writes Latin-1",
            WrongPublishers::writesLatin1,
            ServiceStatusPublisherContract::takes_every_reason,
            "what arrived about sip:esrp.example.org"),
        new Wrong(
            "cuts long reasons",
            WrongPublishers::cutsLongReasons,
            ServiceStatusPublisherContract::takes_every_reason,
            "what arrived about sip:esrp.example.org"),
        new Wrong(
            "cuts the version to an int",
            WrongPublishers::cutsTheVersionToAnInt,
            ServiceStatusPublisherContract::takes_every_version_time_and_tally,
            "a publisher never throws, it returns a stage that fails; but it threw"
                + " java.lang.ArithmeticException: integer overflow"),
        new Wrong(
            "says nothing twice",
            WrongPublishers::saysNothingTwice,
            ServiceStatusPublisherContract::takes_the_same_status_twice,
            "what arrived about sip:esrp.example.org"),
        new Wrong(
            "is one message late",
            WrongPublishers::isOneMessageLate,
            ServiceStatusPublisherContract::keeps_the_order_of_one_service,
            "what arrived about sip:esrp.example.org"),
        new Wrong(
            "mixes services up",
            WrongPublishers::mixesServicesUp,
            ServiceStatusPublisherContract::keeps_services_apart,
            "what arrived about sip:esrp.example.org"),
        new Wrong(
            "fires and forgets",
            WrongPublishers::firesAndForgets,
            ServiceStatusPublisherContract::completes_no_stage_before_the_message_was_taken_over,
            "a stage succeeds when the message was taken over, but did while nobody answered"),
        new Wrong(
            "swallows failures",
            WrongPublishers::swallowsFailures,
            ServiceStatusPublisherContract::fails_the_stage_of_what_was_refused,
            "the stage of a message that was refused fails, but it succeeded for ServiceStatus"),
        new Wrong(
            "throws what was refused",
            WrongPublishers::throwsWhatWasRefused,
            ServiceStatusPublisherContract::fails_the_stage_of_what_was_refused,
            "a publisher never throws, it returns a stage that fails; but it threw"),
        new Wrong(
            "gives up for ever",
            WrongPublishers::givesUpForEver,
            ServiceStatusPublisherContract::goes_on_after_a_failure,
            "it was not taken over: ServiceStatus[sip:esrp.example.org v2"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_wrong_publisher_is_caught_by_the_property_meant_for_it(Wrong wrong) {
    assertThatThrownBy(() -> wrong.property().test(new Contract(wrong.publisher())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(wrong.told());
  }

  @Test
  void a_publisher_that_never_completes_a_stage_is_caught_when_patience_ends() {
    assertThatThrownBy(impatient(WrongPublishers::neverCompletes)::takes_every_state)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("every stage completes, but after PT0.1S that of ServiceStatus");
  }

  @Test
  void a_publisher_that_waits_for_the_answer_is_caught_when_patience_ends() {
    assertThatThrownBy(impatient(WrongPublishers::waitsForTheAnswer)::does_not_hold_up_its_caller)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a publisher does not hold up its caller, but did while the other");
  }

  /** The right one passes all. */
  @Nested
  class Right extends ServiceStatusPublisherContract {
    @Override
    protected PublisherDriver upstream() {
      return new StubUpstream(upstream -> upstream::offer);
    }
  }

  @Test
  void blocking_is_reported_with_its_reason() {
    Contract contract =
        new Contract(WrongPublishers::waitsForTheAnswer) {
          @Override
          protected Optional<String> mayBlock() {
            return Optional.of("the executor has a thread for it");
          }
        };

    assertThatThrownBy(contract::does_not_hold_up_its_caller)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: the executor has a thread for it: a publisher does not");
    assertThatCode(contract::completes_no_stage_before_the_message_was_taken_over)
        .doesNotThrowAnyException();
  }

  @Test
  void serving_one_service_only_is_reported() {
    Contract contract =
        new Contract(upstream -> upstream::offer) {
          @Override
          protected Optional<ServiceId> otherService() {
            return Optional.empty();
          }
        };

    assertThatThrownBy(contract::keeps_services_apart)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: it serves one service only");
  }

  @Test
  void what_arrives_may_be_less_than_what_was_sent_if_the_vendor_says_so() {
    Contract contract =
        new Contract(WrongPublishers::writesLatin1) {
          @Override
          protected Verdict arriving(Verdict sent) {
            return Verdict.of(sent.state(), sent.reason().replaceAll("[^\\x00-\\xff]", "?"));
          }
        };

    assertThatCode(contract::takes_every_reason).doesNotThrowAnyException();
  }

  /** For what will never happen, however long one waits. */
  private static Contract impatient(Function<StubUpstream, ServiceStatusPublisher> publisher) {
    return new Contract(publisher) {
      @Override
      protected Duration patience() {
        return Duration.ofMillis(100);
      }
    };
  }

  private static class Contract extends ServiceStatusPublisherContract {
    private final Function<StubUpstream, ServiceStatusPublisher> publisher;

    Contract(Function<StubUpstream, ServiceStatusPublisher> publisher) {
      this.publisher = publisher;
    }

    @Override
    protected PublisherDriver upstream() {
      return new StubUpstream(publisher);
    }
  }
}
