package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPrecedence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Text and log level of events, as an operator reads them. */
class EventTextTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LogCapture log = LogCapture.open(Level.INFO);
  private final Rig rig = new Rig(builder -> builder.name("west"));

  @AfterEach
  void close_log() {
    log.close();
  }

  private List<String> warnings() {
    return log.eventLines(Level.WARN);
  }

  private List<String> news() {
    return log.eventLines(Level.INFO);
  }

  private <E extends ClusterEvent> String text(Class<E> kind) {
    return rig.events(kind).get(0).text();
  }

  @Test
  void event_names_its_manager() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.events(ClusterEvent.class))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.manager()).isEqualTo("west"));
  }

  @Test
  void status_change_says_state_reason_and_the_state_before() {
    rig.join(1, ElementState.NORMAL);
    rig.report(1, ElementState.DOWN);
    assertThat(news())
        .contains(
            "west: sip:esrp.state.pa.us is Down (no node takes calls), was Normal; version 2,"
                + " posture Green, 1 member: 1 Down");
  }

  @Test
  void expiry_says_what_counts_until_when() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(61);
    assertThat(news())
        .contains(
            "west: sip:esrp.state.pa.us: the lease of esrp1.state.pa.us expired; the node counts as"
                + " Unreachable until it renews, reports or registers");
  }

  @Test
  void changed_terms_are_named_with_both_values() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(
        Registration.builder(Rig.SERVICE, Rig.node(1))
            .weight(3)
            .site("east")
            .lease(Duration.ofSeconds(90))
            .build());
    rig.time.settle();
    assertThat(text(ClusterEvent.MemberTermsChanged.class))
        .isEqualTo(
            "sip:esrp.state.pa.us: esrp1.state.pa.us changed its terms: weight 1 -> 3, site none ->"
                + " east, lease 1 min 30 s");
  }

  @Test
  void override_names_operator_and_reason_in_each_change() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", "smoke"));
    rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", "");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.MemberOverridden.class))
        .extracting(ClusterEvent::text)
        .containsExactly(
            "sip:esrp.state.pa.us: esrp1.state.pa.us is set to Down by jo (smoke)",
            "sip:esrp.state.pa.us: the override of esrp1.state.pa.us was cleared by kim");
  }

  @Test
  void policy_failure_is_a_warning_at_its_begin_and_its_end() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.setStatusPolicy(
        Rig.SERVICE,
        view -> {
          if (view.members().size() < 2) {
            throw new IllegalStateException("two nodes expected");
          }
          return StatusPrecedence.verdict(view.tally(), true, "two");
        });
    rig.passSeconds(3);
    rig.join(2, ElementState.NORMAL);
    assertThat(warnings())
        .containsExactly(
            "west: sip:esrp.state.pa.us: the status policy threw: IllegalStateException: two"
                + " nodes expected. The built-in any-up evaluates the service until the policy"
                + " succeeds or is replaced; each change and each sweep calls the policy again",
            "west: sip:esrp.state.pa.us: the status policy works again and evaluates the service;"
                + " it failed 4 times");
  }

  @Test
  void refused_calls_are_a_warning_once_and_at_their_end() {
    rig.join(1, ElementState.DOWN);
    for (int call = 1; call <= 3; call++) {
      rig.route();
    }
    rig.report(1, ElementState.NORMAL);
    rig.route();
    rig.route();
    assertThat(warnings())
        .containsExactly(
            "west: sip:esrp.state.pa.us: calls are refused, the first because every member is Down."
                + " Each call looks for a node again; the first that finds one ends this",
            "west: sip:esrp.state.pa.us: calls are offered to nodes again; 3 calls were refused");
  }

  @Test
  void refusal_of_a_call_that_excludes_nodes_starts_no_episode() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.route(Rig.SERVICE, RoutingRequest.any().excluding(Rig.node(1)));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void refused_calls_end_when_a_last_resort_node_is_offered() {
    rig.join(1, ElementState.DOWN);
    rig.route();
    rig.report(1, ElementState.OVERLOADED);
    rig.route();
    assertThat(warnings())
        .hasSize(3)
        .element(1)
        .asString()
        .endsWith("calls are offered to nodes again; 1 call was refused");
  }

  @Test
  void call_for_an_unknown_service_is_logged_for_information() {
    rig.cluster.route(ServiceId.of("sip:other.example.org"));
    assertThat(news())
        .containsExactly(
            "west: sip:other.example.org: a call was refused because the service is unknown");
  }

  @Test
  void last_resort_is_a_warning_once_and_at_its_end() {
    rig.join(1, ElementState.OVERLOADED);
    rig.route();
    rig.route();
    rig.report(1, ElementState.NORMAL);
    rig.route();
    assertThat(warnings())
        .containsExactly(
            "west: sip:esrp.state.pa.us: no node takes calls. Calls are offered to last-resort"
                + " nodes, which may fail, until a node takes calls again",
            "west: sip:esrp.state.pa.us: a node takes calls again; 2 calls were offered to"
                + " last-resort nodes");
  }

  @Test
  void balancing_failure_is_a_warning_once_and_at_its_end() {
    AtomicBoolean works = new AtomicBoolean();
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          if (works.get()) {
            return candidates.get(0);
          }
          throw new IllegalStateException("no map");
        });
    rig.join(1, ElementState.NORMAL);
    rig.route();
    rig.route();
    works.set(true);
    rig.route();
    assertThat(warnings())
        .containsExactly(
            "west: sip:esrp.state.pa.us: the load-balancing policy failed: IllegalStateException:"
                + " no map. The manager picks by round robin until the policy succeeds or is"
                + " replaced; each call asks the policy again",
            "west: sip:esrp.state.pa.us: the load-balancing policy works again; it failed 2 times");
  }

  @Test
  void limit_that_refuses_each_call_is_a_warning_once_a_minute() {
    Rig small = new Rig(builder -> builder.maxServices(1));
    small.join(1, ElementState.NORMAL);
    refuseServices(small);
    assertThat(warnings())
        .containsExactly(
            "esrp-cluster: the limit maxServices of 1 refused sip:other1.example.org as a service;"
                + " nothing was changed");
    small.passSeconds(61);
    refuseServices(small);
    assertThat(warnings()).hasSize(2);
    assertThat(small.events(ClusterEvent.LimitReached.class)).hasSize(6);
  }

  private static void refuseServices(Rig small) {
    for (int number = 1; number <= 3; number++) {
      ServiceId other = ServiceId.of("sip:other" + number + ".example.org");
      assertThatThrownBy(() -> small.cluster.register(Rig.registration(other, 1).build()))
          .isInstanceOf(LimitExceededException.class);
    }
    small.time.settle();
  }

  @Test
  void failed_notifications_are_a_warning_once_and_at_their_end() {
    AtomicBoolean works = new AtomicBoolean();
    rig.cluster.addPublisher(
        ServiceStatusPublisher.blocking(
            status -> {
              if (!works.get()) {
                throw new IllegalStateException("503");
              }
            }),
        PublisherOptions.named("county").backoff(SECOND, SECOND).build());
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(3);
    works.set(true);
    rig.passSeconds(3);
    assertThat(warnings()).hasSize(2);
    assertThat(warnings().get(0))
        .startsWith(
            "west: sip:esrp.state.pa.us: version 1 was not delivered to county:"
                + " IllegalStateException: 503 (attempt 1). The newest status is sent again in ")
        .endsWith("until it is delivered, the publisher is removed or the manager closes");
    assertThat(warnings().get(1))
        .matches(
            "west: sip:esrp.state.pa.us: version 1 was delivered to county after \\d failures in"
                + " \\d s");
    assertThat(rig.events(ClusterEvent.NotificationRecovered.class))
        .singleElement()
        .satisfies(
            end ->
                assertThat(end.failures())
                    .isEqualTo(rig.events(ClusterEvent.NotificationFailed.class).size()));
  }
}
