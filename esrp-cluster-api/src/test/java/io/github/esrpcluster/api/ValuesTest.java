package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.internal.CountedTally;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The doors of the values: what they refuse, and how they say it. */
class ValuesTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");

  private static Registration.Builder registration() {
    return Registration.builder(SERVICE, NODE);
  }

  @Test
  void registry_tokens_are_exact_and_an_unknown_one_is_refused_with_the_list() {
    for (ElementState state : ElementState.values()) {
      assertThat(ElementState.ofToken(state.token())).isEqualTo(state);
    }
    for (ServiceState state : ServiceState.values()) {
      assertThat(ServiceState.ofToken(state.token())).isEqualTo(state);
    }
    for (SecurityPosture posture : SecurityPosture.values()) {
      assertThat(SecurityPosture.ofToken(posture.token())).isEqualTo(posture);
    }
    List<Function<String, Object>> registries =
        List.of(ElementState::ofToken, ServiceState::ofToken, SecurityPosture::ofToken);
    for (Function<String, Object> registry : registries) {
      for (String wrong :
          List.of("normal", "NORMAL", " Normal", "", "Unmanned", "PartialService")) {
        assertThatThrownBy(() -> registry.apply(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("\"" + wrong + "\"", "the registry has");
      }
    }
  }

  @Test
  void names_that_differ_spread_in_a_map() {
    for (Function<String, Object> name :
        List.<Function<String, Object>>of(Fqdn::of, NodeId::of, n -> ServiceId.of("sip:" + n))) {
      assertThat(name.apply("a.example.org").hashCode())
          .isNotEqualTo(name.apply("b.example.org").hashCode());
    }
  }

  @Test
  void a_text_is_quoted_in_full_up_to_eighty_characters() {
    assertThat(Texts.quote("x".repeat(80))).isEqualTo("\"" + "x".repeat(80) + "\"");
    assertThat(Texts.quote("x".repeat(81))).endsWith("x\"... (81 characters)");
  }

  @Test
  void a_character_that_is_not_seen_is_called_so() {
    for (String unseen :
        List.of("sip:a b@example.org", "sip:\u00e9@example.org", "sip:a\n@b.org")) {
      refused(() -> ServiceId.of(unseen), "it must consist of visible ASCII characters");
    }
  }

  @Test
  void the_first_and_the_last_of_every_kind_of_character_are_taken() {
    assertThat(Fqdn.of("09.az.AZ")).isEqualTo(Fqdn.of("09.AZ.az"));
    assertThat(ServiceId.of("sip:a~b@esrp.example.org")).hasToString("sip:a~b@esrp.example.org");
    assertThat(ServiceId.of("sip:a%0fb@esrp.example.org"))
        .isEqualTo(ServiceId.of("sip:a%0Fb@esrp.example.org"));
    assertThat(ServiceId.of("sip:a%f0b@esrp.example.org"))
        .isEqualTo(ServiceId.of("sip:a%F0b@esrp.example.org"));
  }

  @Test
  void a_registry_can_be_asked_without_a_refusal() {
    assertThat(ElementState.find("Normal")).contains(ElementState.NORMAL);
    assertThat(ServiceState.find("Normal")).contains(ServiceState.NORMAL);
    assertThat(SecurityPosture.find("Green")).contains(SecurityPosture.GREEN);
    assertThat(ElementState.find("normal")).isEmpty();
  }

  @Test
  void element_states_know_who_takes_calls_and_who_is_out_by_plan() {
    assertThat(ElementState.values())
        .filteredOn(ElementState::takesCalls)
        .containsExactly(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION);
    assertThat(ElementState.values())
        .filteredOn(ElementState::isPlannedOutage)
        .containsExactly(ElementState.GOING_DOWN, ElementState.SCHEDULED_MAINTENANCE);
  }

  @Test
  void service_states_and_postures_can_be_ranked() {
    assertThat(ServiceState.NORMAL.betterThan(ServiceState.PARTIAL)).isTrue();
    assertThat(ServiceState.NORMAL.betterThan(ServiceState.NORMAL)).isFalse();
    assertThat(ServiceState.DOWN.betterThan(ServiceState.PARTIAL)).isFalse();
    assertThat(ServiceState.PARTIAL.availability()).isEqualTo(ServiceState.Availability.DEGRADED);
    assertThat(SecurityPosture.RED.worse(SecurityPosture.GREEN)).isEqualTo(SecurityPosture.RED);
    assertThat(SecurityPosture.GREEN.worse(SecurityPosture.RED)).isEqualTo(SecurityPosture.RED);
    assertThat(SecurityPosture.RED.worse(SecurityPosture.RED)).isEqualTo(SecurityPosture.RED);
  }

  @Test
  void a_verdict_cannot_hold_what_no_service_says_of_itself() {
    for (ServiceState state : List.of(ServiceState.UNREACHABLE, ServiceState.UNSTAFFED)) {
      assertThatThrownBy(() -> Verdict.of(state, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(state.token());
    }
  }

  @Test
  void a_node_cannot_say_that_it_is_unreachable() {
    assertThatThrownBy(() -> NodeStatus.of(NODE, ElementState.UNREACHABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("esrp1.example.org", "lease run out");
  }

  @Test
  void a_registration_refuses_what_breaks_its_rules_at_the_setter() {
    refused(() -> registration().weight(0), "weight 0 is not in 1..65535");
    refused(() -> registration().weight(65_536), "weight 65536");
    refused(() -> registration().preference(0), "preference 0 is not in 1..5");
    refused(() -> registration().preference(6), "preference 6");
    refused(() -> registration().site(" "), "site \" \" is blank");
    refused(() -> registration().site("x".repeat(256)), "longer than 255 characters");
    refused(() -> registration().contact("sip:" + "x".repeat(1_021)), "longer than 1024");
    refused(() -> registration().incarnation(""), "incarnation \"\" is blank");
    refused(() -> registration().lease(Duration.ZERO), "lease PT0S");
    refused(() -> registration().lease(Duration.ofSeconds(-1)), "lease PT-1S");
    refused(() -> registration().lease(Duration.ofHours(25)), "at most PT24H");
    refused(() -> registration().contact("esrp1.example.org"), "no scheme");
    refused(() -> registration().contact("sip:a b"), "is not a URI");
    refused(
        () -> registration().status(NodeStatus.of(NodeId.of("b.example.org"), ElementState.NORMAL)),
        "status of b.example.org");
  }

  @Test
  void a_registration_has_a_contact_even_if_nobody_gave_one() {
    assertThat(registration().build().contact()).isEqualTo("sip:esrp1.example.org");
    assertThat(registration().contact("sip:[2001:db8::1]:5061;lr").build().contact())
        .isEqualTo("sip:[2001:db8::1]:5061;lr");
  }

  @Test
  void a_status_refuses_numbers_that_make_no_sense() {
    NodeStatus.Builder status = NodeStatus.builder(NODE, ElementState.NORMAL);
    refused(() -> status.load(-0.1), "load -0.1");
    refused(() -> status.load(Double.NaN), "load NaN");
    refused(() -> status.load(Double.POSITIVE_INFINITY), "load Infinity");
    refused(() -> status.sequence(-1), "sequence -1");
    refused(() -> status.epoch(-1), "epoch -1");
    assertThat(status.load(-0.0).build()).isEqualTo(status.load(0.0).build());
  }

  @Test
  void an_override_needs_a_name_and_a_time_that_passes() {
    refused(() -> OperatorOverride.of(ElementState.DOWN, " ", ""), "operator");
    OperatorOverride<ElementState> down = OperatorOverride.of(ElementState.DOWN, "jo", "");
    refused(() -> down.duration(Duration.ZERO), "duration PT0S");
    assertThatThrownBy(() -> down.duration(null)).hasMessage("duration");
    assertThatThrownBy(() -> new OperatorOverride<>(ElementState.DOWN, "joe", "", null))
        .hasMessage("duration");
    assertThat(down.duration(Duration.ofDays(2)).duration()).contains(Duration.ofDays(2));
  }

  @Test
  void publisher_options_refuse_what_makes_no_sense() {
    PublisherOptions.Builder options = PublisherOptions.named("county");
    refused(() -> PublisherOptions.named(""), "name");
    assertThatThrownBy(() -> options.services((ServiceId) null)).hasMessage("service");
    refused(() -> options.timeout(Duration.ZERO), "timeout PT0S");
    refused(() -> options.services(), "leave it out");
    refused(() -> options.concurrency(0), "concurrency 0");
    refused(() -> options.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)), "longer than max");
    assertThat(options.build().covers(SERVICE)).isTrue();
    assertThat(options.services(ServiceId.of("sip:b.example.org")).build().covers(SERVICE))
        .isFalse();
  }

  @Test
  void publisher_options_are_what_was_asked_for() {
    NotificationRates rates = NotificationRates.unlimited().maxRate(2);
    PublisherOptions options =
        PublisherOptions.named("county")
            .services(SERVICE)
            .rates(rates)
            .timeout(Duration.ofSeconds(5))
            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(1))
            .concurrency(3)
            .build();
    assertThat(options.name()).isEqualTo("county");
    assertThat(options.services()).contains(Set.of(SERVICE));
    assertThat(options.rates()).isEqualTo(rates);
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.initialBackoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.maxBackoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.concurrency()).isEqualTo(3);
  }

  @Test
  void two_rates_are_equal_only_if_both_bounds_are() {
    NotificationRates both = NotificationRates.unlimited().maxRate(2).minRate(1);
    assertThat(both)
        .isEqualTo(NotificationRates.unlimited().minRate(1).maxRate(2))
        .hasSameHashCodeAs(NotificationRates.unlimited().minRate(1).maxRate(2))
        .hasToString("NotificationRates[max-rate 2.0, min-rate 1.0]")
        .isNotEqualTo(NotificationRates.unlimited().maxRate(2))
        .isNotEqualTo(NotificationRates.unlimited().maxRate(3).minRate(1));
    assertThat(both.hashCode()).isNotEqualTo(NotificationRates.unlimited().hashCode());
  }

  @Property
  void rates_become_intervals(@ForAll @DoubleRange(min = 0.01, max = 99) double rate) {
    NotificationRates rates = NotificationRates.unlimited().maxRate(rate).minRate(rate / 2);
    assertThat(rates.minInterval().toNanos() * rate / 1e9).isBetween(0.999, 1.001);
    assertThat(rates.maxInterval().orElseThrow()).isGreaterThanOrEqualTo(rates.minInterval());
  }

  @Test
  void rates_outside_rfc_6446_are_refused_and_a_contradiction_lowers_the_heartbeat() {
    assertThat(NotificationRates.unlimited().maxRate(NotificationRates.HIGHEST).minInterval())
        .isEqualTo(Duration.ofMillis(10));
    for (double wrong : new double[] {0, -1, 100, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(() -> NotificationRates.unlimited().maxRate(wrong), "RFC 6446");
      refused(() -> NotificationRates.unlimited().minRate(wrong), "RFC 6446");
    }
    assertThat(NotificationRates.unlimited().minRate(2).maxRate(1))
        .isEqualTo(NotificationRates.unlimited().maxRate(1).minRate(1));
    assertThat(
            NotificationRates.unlimited().maxRate(NotificationRates.LOWEST).minInterval().toDays())
        .isEqualTo(115_740); // 317 years
  }

  @Property
  void a_tally_kept_along_is_the_tally_counted(
      @ForAll List<ElementState> states, @ForAll @IntRange(min = 1, max = 65_535) int weight) {
    CountedTally kept = CountedTally.empty();
    for (ElementState state : states) {
      kept = kept.plus(state, weight);
    }
    assertThat(kept.members()).isEqualTo(states.size());
    assertThat(kept.weight()).isEqualTo((long) states.size() * weight);
    for (ElementState state : states) {
      kept = kept.moved(state, weight, ElementState.DOWN, 1).minus(ElementState.DOWN, 1);
    }
    assertThat(kept).isEqualTo(Tally.empty());
  }

  @Property
  void a_tally_knows_the_weight_of_each_state(
      @ForAll List<@IntRange(min = 1, max = 4) Integer> weights) {
    CountedTally kept = CountedTally.empty();
    List<Member> members = new ArrayList<>();
    for (int weight : weights) {
      Member member = member("node" + members.size(), weight, 1);
      members.add(member);
      kept = kept.plus(member.state(), weight);
    }
    long sum = weights.stream().mapToLong(weight -> weight).sum();
    assertThat(kept).isEqualTo(Tally.of(members)).hasSameHashCodeAs(Tally.of(members));
    assertThat(kept.weight(ElementState.UNREACHABLE)).isEqualTo(sum); // nobody has reported
    assertThat(kept.weight(ElementState.NORMAL)).isZero();
    for (int weight : weights) {
      kept = kept.moved(ElementState.UNREACHABLE, weight, ElementState.DOWN, 1);
    }
    assertThat(kept.weight(ElementState.UNREACHABLE)).isZero();
    assertThat(kept.weight()).isEqualTo(weights.size());
  }

  @Test
  void a_tally_never_goes_below_zero() {
    refused(() -> CountedTally.empty().minus(ElementState.NORMAL, 1), "no member Normal");
    refused(
        () -> CountedTally.empty().plus(ElementState.NORMAL, 1).minus(ElementState.NORMAL, 2),
        "of weight 2");
  }

  @Test
  void candidates_are_in_turn_and_by_weight() {
    Candidates candidates = Candidates.of(List.of(member("a", 1, 5), member("b", 3, 4)));
    assertThat(candidates.totalWeight()).isEqualTo(4);
    assertThat(candidates.atWeight(0)).isSameAs(candidates.get(0));
    for (long point = 1; point < 4; point++) {
      assertThat(candidates.atWeight(point)).isSameAs(candidates.get(1));
    }
    assertThatThrownBy(() -> candidates.atWeight(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(candidates.roundRobin(-1)).isSameAs(candidates.get(1));
    assertThat(candidates.mostPreferred()).containsExactly(candidates.get(0));
    refused(() -> Candidates.of(List.of()), "at least one");
  }

  private static Member member(String name, int weight, int preference) {
    return Member.builder(
            Registration.builder(SERVICE, NodeId.of(name + ".example.org"))
                .weight(weight)
                .preference(preference)
                .build())
        .build();
  }

  @Test
  void a_site_of_a_view_has_its_members_its_tally_and_no_previous_verdict() {
    Member east = sited("a", "east");
    Member nowhere = member("b", 1, 1);
    ClusterView view = ClusterView.of(SERVICE, List.of(east, nowhere), Verdict.normal());
    assertThat(view.sites()).containsOnlyKeys(Optional.of("east"), Optional.empty());
    assertThat(view.ofSite(Optional.of("east")).members()).containsExactly(east);
    assertThat(view.ofSite(Optional.of("east")).previous()).isEmpty();
    assertThat(view.ofSite(Optional.empty()).tally().members()).isEqualTo(1);
    assertThat(view.ofSite(Optional.of("west")).tally().isEmpty()).isTrue();
    assertThat(view.ofSite(Optional.of("west")).sites()).isEmpty();
  }

  private static Member sited(String name, String site) {
    return Member.builder(
            Registration.builder(SERVICE, NodeId.of(name + ".example.org")).site(site).build())
        .build();
  }

  @Test
  void a_blocking_publisher_runs_where_it_is_told() {
    Thread[] ran = new Thread[1];
    ServiceStatus status = ServiceStatus.builder(SERVICE, Verdict.normal()).build();
    CompletableFuture<Void> here =
        ServiceStatusPublisher.blocking(s -> ran[0] = Thread.currentThread())
            .publish(status)
            .toCompletableFuture();
    assertThat(here).isCompleted();
    assertThat(ran[0]).isSameAs(Thread.currentThread());
    Runnable[] task = new Runnable[1];
    CompletableFuture<Void> elsewhere =
        ServiceStatusPublisher.blocking(
                s -> {
                  throw new IllegalStateException("no route");
                },
                t -> task[0] = t)
            .publish(status)
            .toCompletableFuture();
    assertThat(elsewhere).isNotDone();
    task[0].run();
    assertThat(elsewhere).isCompletedExceptionally();
  }

  @Test
  void a_message_shows_its_counts_beside_its_reason() {
    CountedTally tally = CountedTally.empty();
    for (ElementState state : List.of(ElementState.NORMAL, ElementState.DOWN, ElementState.DOWN)) {
      tally = tally.plus(state, 1);
    }
    ServiceStatus.Builder status =
        ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes"))
            .version(3)
            .tally(tally);
    String begins = "ServiceStatus[" + SERVICE + " v3 Partial (needed: 2 of 3 nodes)";
    assertThat(status.build()).hasToString(begins + ", 3 members: 1 Normal, 2 Down]");
    assertThat(status.posture(SecurityPosture.ORANGE).build())
        .hasToString(begins + " posture Orange, 3 members: 1 Normal, 2 Down]");
  }

  @Test
  void the_systems_time_waits_for_a_future_and_no_longer_than_allowed() {
    TimeSource time = TimeSource.system();
    assertThat(time).hasToString("TimeSource.system()");
    assertThat(time.now()).isAfter(Instant.EPOCH);
    long start = time.nanoTime();
    CompletableFuture<Void> failed = CompletableFuture.failedFuture(new IllegalStateException());
    assertThat(time.await(failed, Duration.ofSeconds(30))).isTrue();
    assertThat(time.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
    assertThat(time.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000);
    Thread.currentThread().interrupt();
    assertThat(time.await(new CompletableFuture<>(), Duration.ofHours(1))).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
