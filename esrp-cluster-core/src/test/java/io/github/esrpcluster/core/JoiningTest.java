package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
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
import org.junit.jupiter.api.Test;

class JoiningTest {
  private final Rig rig = new Rig();

  @Test
  void registering_is_not_being_ready() {
    rig.join(1);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0).liveness())
        .isEqualTo(Liveness.AWAITING_STATUS);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void the_first_report_makes_it_ready_and_is_sent_upstream() {
    rig.join(1);
    assertThat(rig.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.APPLIED);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.sentStates()).containsExactly(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void a_registration_may_carry_the_first_status() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL);
  }

  @Test
  void a_number_alone_says_nothing_new() {
    rig.join(1, ElementState.NORMAL);
    NodeStatus numbered = NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(7).build();
    assertThat(rig.report(numbered)).isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(rig.report(numbered)).as("but it counts").isEqualTo(ReportOutcome.STALE);
  }

  @Test
  void a_member_shows_what_its_node_said_whole_or_a_state_alone() {
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
  void registering_the_same_again_changes_nothing_and_renews() {
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
  void registering_the_same_again_with_another_status_is_a_report() {
    Lease first = rig.join(1, ElementState.NORMAL);
    assertThat(rig.join(1, ElementState.OVERLOADED).epoch()).isEqualTo(first.epoch());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.OVERLOADED);
  }

  @Test
  void who_joined_and_in_whose_place_and_how_it_counts_is_told() {
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(1).weight(2).build());
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
  void the_number_of_a_status_that_comes_with_the_registration_counts_for_the_next_one() {
    NodeStatus numbered = NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(5).build();
    rig.cluster.register(Rig.registration(1).status(numbered).build());
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.ReportRefused.class)).isEmpty();
    assertThat(rig.report(numbered)).isEqualTo(ReportOutcome.STALE);
  }

  @Test
  void registering_something_else_is_a_new_epoch_without_the_old_report() {
    Lease first = rig.join(1, ElementState.NORMAL);
    Lease second = rig.cluster.register(Rig.registration(1).weight(2).build());
    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
  }

  @Test
  void a_restarted_node_says_so_by_its_incarnation_and_may_count_from_one_again() {
    rig.cluster.register(Rig.registration(1).incarnation("boot-1").build());
    rig.report(NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(900).build());
    rig.cluster.register(Rig.registration(1).incarnation("boot-2").build());
    NodeStatus first = NodeStatus.builder(Rig.node(1), ElementState.OVERLOADED).sequence(1).build();
    assertThat(rig.report(first)).isEqualTo(ReportOutcome.APPLIED);
  }

  @Test
  void an_expired_node_that_registers_again_gets_a_new_epoch() {
    Lease first = rig.join(1, ElementState.NORMAL);
    rig.passSeconds(61);
    assertThat(rig.join(1).epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void what_comes_under_an_old_epoch_is_refused_and_counted() {
    Lease old = rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(1).weight(2).build());
    assertThat(old.renew()).isEqualTo(RenewalOutcome.SUPERSEDED);
    assertThat(old.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.STALE);
    assertThat(old.release()).isEqualTo(ReleaseOutcome.SUPERSEDED);
    assertThat(rig.cluster.renew(Rig.SERVICE, Rig.node(1), old.epoch()))
        .isEqualTo(RenewalOutcome.SUPERSEDED);
    rig.time.settle();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(3);
    assertThat(rig.cluster.statistics().reportsStale()).isEqualTo(1);
    assertThat(rig.events(ClusterEvent.LeaseRefused.class)).hasSize(3);
    assertThat(rig.events(ClusterEvent.ReportRefused.class)).hasSize(1);
  }

  @Test
  void a_released_epoch_never_comes_back() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(1);
    assertThat(lease.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.UNKNOWN_NODE);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(rig.join(1).epoch()).isGreaterThan(lease.epoch());
  }

  @Test
  void a_node_may_serve_several_services_and_reports_to_all_or_to_one() {
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
  void a_report_that_meets_a_new_registration_of_its_node_is_about_the_new_one() {
    // The clock is asked when the report has found its member, and before it has the lock.
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Rig late = new Rig(builder -> builder.timeSource(new BusyClock(rig.time, meanwhile)));
    late.join(1, ElementState.NORMAL);
    meanwhile.add(() -> late.cluster.register(Rig.registration(1).weight(5).build()));
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
  void a_report_of_a_stranger_is_refused_and_counted() {
    assertThat(rig.report(7, ElementState.NORMAL)).isEqualTo(ReportOutcome.UNKNOWN_NODE);
    assertThat(rig.cluster.statistics().reportsUnknown()).isEqualTo(1);
  }

  @Test
  void a_vendors_own_registration_is_checked_and_copied() {
    assertThatThrownBy(() -> rig.cluster.register(new Misleading(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight 0");
    assertThat(rig.cluster.services()).isEmpty();
    Misleading changing = new Misleading(3);
    rig.cluster.register(changing);
    changing.weight = 9;
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0).weight()).isEqualTo(3);
  }

  @Test
  void the_grant_keeps_within_the_managers_bounds() {
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
  private static final class Misleading implements Registration {
    private final Registration usual = Rig.registration(1).build();
    private int weight;

    Misleading(int weight) {
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
  void a_node_that_leaves_one_of_its_services_is_heard_in_the_other() {
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
  void a_lease_prints_whose_it_is_and_for_what() {
    assertThat(rig.join(1))
        .asString()
        .startsWith("Lease[" + Rig.node(1) + " for " + Rig.SERVICE + ", epoch ");
  }

  @Test
  void a_view_counts_the_members_of_each_site_and_prints_those_of_all() {
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
  void two_views_that_show_the_same_are_equal_whatever_happened_between_them() {
    // Story: a snapshot became an object of its own identity, and with it what a policy sees: a
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
