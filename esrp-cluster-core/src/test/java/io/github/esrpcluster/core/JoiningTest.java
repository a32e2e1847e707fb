package io.github.esrpcluster.core;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.CountedTally;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JoiningTest {
  private final Rig rig = new Rig();

  @Test
  void registered_node_is_not_ready_before_its_report() {
    rig.join(1);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0).liveness())
        .isEqualTo(Liveness.AWAITING_STATUS);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void first_report_is_published() {
    rig.join(1);
    assertThat(rig.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.APPLIED);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.sentStates()).containsExactly(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void status_is_visible_when_the_report_returns() {
    rig.join(1);
    rig.cluster.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void registration_carries_the_first_status() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL);
  }

  @Test
  void report_with_a_new_sequence_alone_changes_nothing() {
    rig.join(1, ElementState.NORMAL);
    NodeStatus numbered = NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(7).build();
    assertThat(rig.report(numbered)).isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(rig.report(numbered)).as("but it counts").isEqualTo(ReportOutcome.STALE);
  }

  @Test
  void member_shows_the_whole_report() {
    rig.join(1, ElementState.NORMAL);
    assertThat(said(1)).isEqualTo(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    NodeStatus more =
        NodeStatus.builder(Rig.node(1), ElementState.OVERLOADED).reason("busy").load(2).build();
    rig.report(more);
    assertThat(said(1)).isEqualTo(more);
    rig.report(1, ElementState.NORMAL);
    assertThat(said(1))
        .as("the load stands")
        .isEqualTo(NodeStatus.builder(Rig.node(1), ElementState.NORMAL).load(2).build());
  }

  private NodeStatus said(int number) {
    return rig.cluster.members(Rig.node(number)).get(0).report().orElseThrow();
  }

  @Test
  void equal_registration_renews_the_lease() {
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.passSeconds(50);
    Lease again = rig.join(1);
    assertThat(again.epoch()).isEqualTo(first.epoch());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    rig.passSeconds(59);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(rig.events(ClusterEvent.MemberJoined.class)).hasSize(1);
  }

  @Test
  void equal_registration_with_a_status_is_a_report() {
    Lease first = rig.join(1, ElementState.NORMAL);
    assertThat(rig.join(1, ElementState.OVERLOADED).epoch()).isEqualTo(first.epoch());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.OVERLOADED);
  }

  @Test
  void events_tell_joins_replaced_epochs_and_states() {
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(1).incarnation("2").build());
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.MemberJoined.class))
        .extracting(ClusterEvent.MemberJoined::replacedEpoch)
        .containsExactly(OptionalLong.empty(), OptionalLong.of(first.epoch()));
    assertThat(rig.events(ClusterEvent.MemberStateChanged.class))
        .extracting(ClusterEvent.MemberStateChanged::from, ClusterEvent.MemberStateChanged::to)
        .containsExactly(
            tuple(ElementState.UNREACHABLE, ElementState.NORMAL),
            tuple(ElementState.NORMAL, ElementState.UNREACHABLE));
  }

  @Test
  void sequence_of_the_first_status_counts_for_the_next() {
    NodeStatus numbered = NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(5).build();
    rig.cluster.register(Rig.registration(1).status(numbered).build());
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.ReportRefused.class)).isEmpty();
    assertThat(rig.report(numbered)).isEqualTo(ReportOutcome.STALE);
  }

  @Test
  void another_incarnation_is_a_new_epoch_without_the_report() {
    Lease first = rig.join(1, ElementState.NORMAL);
    Lease second = rig.cluster.register(Rig.registration(1).incarnation("2").build());
    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
  }

  private static Stream<UnaryOperator<Registration.Builder>> otherTerms() {
    return Stream.of(
        terms -> terms.weight(7),
        terms -> terms.preference(4),
        terms -> terms.site("west"),
        terms -> terms.contact("sip:ESRP1.state.pa.us"),
        terms -> terms.lease(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @MethodSource("otherTerms")
  void registration_with_other_terms_keeps_report_and_epoch(
      UnaryOperator<Registration.Builder> other) {
    // Bug: a node that registered again with another weight lost its report, and its service was
    // published as Down until the next one.
    Registration terms = other.apply(Rig.registration(1)).build();
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.report(NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(5).build());
    rig.passSeconds(50);
    Lease second = rig.cluster.register(terms);
    rig.time.settle();
    assertThat(second.epoch()).isEqualTo(first.epoch());
    assertThat(rig.cluster.members(Rig.node(1)).get(0).registration()).isEqualTo(terms);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().tally().weight())
        .isEqualTo(terms.weight());
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().sites()).containsOnlyKeys(terms.site());
    assertThat(rig.report(status(5))).isEqualTo(ReportOutcome.STALE);
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.MemberTermsChanged.class))
        .singleElement()
        .satisfies(
            changed -> {
              assertThat(changed.before()).isEqualTo(Rig.registration(1).build());
              assertThat(changed.after()).isEqualTo(terms);
              assertThat(changed.granted()).isEqualTo(second.granted());
            });
    rig.pass(second.granted().minusSeconds(1));
    assertThat(rig.memberState(1)).as("the new lease runs").isEqualTo(ElementState.NORMAL);
    assertThat(first.renew()).as("the old handle").isEqualTo(RenewalOutcome.RENEWED);
  }

  private static NodeStatus status(long sequence) {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(sequence).build();
  }

  @Test
  void granted_lease_can_be_asked_for_next_time() {
    Rig short1 = new Rig(builder -> builder.leases(ofSeconds(1), ofSeconds(60), ofHours(1)));
    Registration asks = Rig.registration(1).lease(ofHours(24)).build();
    Lease first = short1.cluster.register(asks.toBuilder().status(ElementState.NORMAL).build());
    Lease second = short1.cluster.register(asks.toBuilder().lease(first.granted()).build());
    assertThat(second.granted()).isEqualTo(ofHours(1));
    assertThat(second.epoch()).isEqualTo(first.epoch());
    assertThat(short1.memberState(1)).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void new_incarnation_starts_its_sequence_again() {
    rig.cluster.register(Rig.registration(1).incarnation("boot-1").build());
    rig.report(NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(900).build());
    rig.cluster.register(Rig.registration(1).incarnation("boot-2").build());
    NodeStatus first = NodeStatus.builder(Rig.node(1), ElementState.OVERLOADED).sequence(1).build();
    assertThat(rig.report(first)).isEqualTo(ReportOutcome.APPLIED);
  }

  @Test
  void expired_node_that_registers_gets_a_new_epoch() {
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.passSeconds(61);
    assertThat(rig.join(1).epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void request_of_an_old_epoch_is_refused_and_counted() {
    Lease old = rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(1).incarnation("2").build());
    assertThat(old.renew()).isEqualTo(RenewalOutcome.SUPERSEDED);
    assertThat(old.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.STALE);
    assertThat(old.release()).isEqualTo(ReleaseOutcome.SUPERSEDED);
    assertThat(old.expire()).isEqualTo(ExpiryOutcome.SUPERSEDED);
    assertThat(rig.cluster.renew(Rig.SERVICE, Rig.node(1), old.epoch()))
        .isEqualTo(RenewalOutcome.SUPERSEDED);
    rig.time.settle();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(4);
    assertThat(rig.cluster.statistics().reportsStale()).isEqualTo(1);
    assertThat(rig.events(ClusterEvent.LeaseRefused.class)).hasSize(4);
    assertThat(rig.events(ClusterEvent.ReportRefused.class)).hasSize(1);
  }

  @Test
  void released_epoch_never_comes_back() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(1);
    assertThat(lease.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.UNKNOWN_NODE);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(rig.join(1).epoch()).isGreaterThan(lease.epoch());
  }

  @Test
  void node_reports_to_all_its_services_or_to_one() {
    rig.join(1);
    rig.cluster.register(Registration.builder(Rig.OTHER, Rig.node(1)).build());
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.state(Rig.SERVICE)).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.state(Rig.OTHER)).isEqualTo(ServiceState.NORMAL);
    rig.report(NodeStatus.builder(Rig.node(1), ElementState.OVERLOADED).service(Rig.OTHER).build());
    assertThat(rig.state(Rig.SERVICE)).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.state(Rig.OTHER)).isEqualTo(ServiceState.OVERLOADED);
    assertThat(rig.cluster.members(Rig.node(1)))
        .extracting(member -> member.registration().service())
        .containsExactlyInAnyOrder(Rig.SERVICE, Rig.OTHER);
  }

  @Test
  void report_during_a_registration_applies_to_the_new_one() {
    // The clock is asked when the report has found its member, and before it has the lock.
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Rig late = new Rig(builder -> builder.timeSource(new BusyClock(rig.time, meanwhile)));
    late.join(1, ElementState.NORMAL);
    meanwhile.add(() -> late.cluster.register(Rig.registration(1).incarnation("2").build()));
    assertThat(late.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.APPLIED);
    assertThat(late.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(late.events(ClusterEvent.MemberJoined.class)).hasSize(2);
  }

  /** A clock at which something else happens before it answers. */
  private static final class BusyClock extends TimeLike {
    private final Queue<Runnable> meanwhile;

    BusyClock(TimeSource time, Queue<Runnable> meanwhile) {
      super(time);
      this.meanwhile = meanwhile;
    }

    @Override
    public long nanoTime() {
      Runnable next = meanwhile.poll();
      if (next != null) {
        next.run();
      }
      return super.nanoTime();
    }
  }

  @Test
  void report_of_an_unknown_node_is_refused_and_counted() {
    assertThat(rig.report(7, ElementState.NORMAL)).isEqualTo(ReportOutcome.UNKNOWN_NODE);
    assertThat(rig.cluster.statistics().reportsUnknown()).isEqualTo(1);
  }

  @Test
  void registration_of_a_vendor_is_checked_and_copied() {
    assertThatThrownBy(() -> rig.cluster.register(new ChangingRegistration(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight 0");
    assertThat(rig.cluster.services()).isEmpty();
    ChangingRegistration changing = new ChangingRegistration(3);
    rig.cluster.register(changing);
    changing.weight = 9;
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0).weight()).isEqualTo(3);
  }

  @Test
  void granted_lease_is_within_the_bounds() {
    Rig bounded =
        new Rig(
            builder ->
                builder.leases(
                    Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30)));
    Registration.Builder anybody = Registration.builder(Rig.SERVICE, Rig.node(1));
    assertThat(bounded.cluster.register(anybody.build()).granted()).hasSeconds(20);
    assertThat(bounded.cluster.register(anybody.lease(Duration.ofSeconds(1)).build()).granted())
        .hasSeconds(10);
    assertThat(bounded.cluster.register(anybody.lease(Duration.ofHours(1)).build()).granted())
        .hasSeconds(30);
  }

  /** A registration that changes after it was handed over. */
  private static final class ChangingRegistration implements Registration {
    private final Registration usual = Rig.registration(1).build();
    private int weight;

    ChangingRegistration(int weight) {
      this.weight = weight;
    }

    @Override
    public int weight() {
      return weight;
    }

    @Override
    public io.github.esrpcluster.api.ServiceId service() {
      return usual.service();
    }

    @Override
    public io.github.esrpcluster.api.NodeId node() {
      return usual.node();
    }

    @Override
    public String contact() {
      return usual.contact();
    }

    @Override
    public int preference() {
      return usual.preference();
    }

    @Override
    public java.util.Optional<String> site() {
      return usual.site();
    }

    @Override
    public java.util.Optional<Duration> lease() {
      return usual.lease();
    }

    @Override
    public java.util.Optional<String> incarnation() {
      return usual.incarnation();
    }

    @Override
    public java.util.Optional<NodeStatus> status() {
      return usual.status();
    }
  }

  @Test
  void node_released_from_one_service_reports_to_the_other() {
    Lease here = rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(Rig.OTHER, 1).status(ElementState.NORMAL).build());
    assertThat(rig.cluster.lease(Rig.OTHER, Rig.node(1)).orElseThrow().service())
        .isEqualTo(Rig.OTHER);
    here.release();
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.state(Rig.OTHER)).isEqualTo(ServiceState.OVERLOADED);
  }

  @Test
  void lease_text_names_node_service_and_epoch() {
    assertThat(rig.join(1))
        .asString()
        .startsWith("Lease[" + Rig.node(1) + " for " + Rig.SERVICE + ", epoch ");
  }

  @Test
  void view_counts_members_by_site() {
    rig.cluster.register(Rig.registration(1).site("east").status(ElementState.NORMAL).build());
    rig.cluster.register(Rig.registration(2).site("west").status(ElementState.DOWN).build());
    ClusterView view = rig.cluster.view(Rig.SERVICE).orElseThrow();
    assertThat(view.sites())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Optional.of("east"), CountedTally.empty().plus(ElementState.NORMAL, 1),
                Optional.of("west"), CountedTally.empty().plus(ElementState.DOWN, 1)));
    assertThat(view).hasToString("ClusterView[" + Rig.SERVICE + " " + view.tally() + "]");
  }

  @Test
  void views_with_the_same_members_are_equal() {
    // Bug: a snapshot became an object of its own identity, and with it what a policy sees: a
    // vendor who kept what was judged by the view found it no more when a node was back.
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    ClusterView before = rig.cluster.view(Rig.SERVICE).orElseThrow();
    rig.report(2, ElementState.DOWN);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow()).isNotEqualTo(before);
    rig.report(2, ElementState.NORMAL);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow())
        .isEqualTo(before)
        .hasSameHashCodeAs(before);
  }
}
