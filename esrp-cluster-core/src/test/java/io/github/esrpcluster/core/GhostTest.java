package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberLeft;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nodes that register and never report, and services that nobody is in, are not kept for long. */
class GhostTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMinutes(3);

  private static void joinNormal(Rig rig, int first, int last) {
    for (int number = first; number <= last; number++) {
      rig.join(number, ElementState.NORMAL);
    }
  }

  private static void passRenewing(Rig rig, Duration time, int nodes) {
    for (long left = time.toSeconds(); left > 0; left -= 20) {
      rig.passSeconds(Math.min(20, left));
      for (int number = 1; number <= nodes; number++) {
        rig.cluster.renew(Rig.node(number));
      }
    }
  }

  @Test
  void ghosts_change_a_quorum_only_briefly() {
    // Four registrations that never reported broke a majority of three for 25 h.
    Rig rig = new Rig();
    joinNormal(rig, 1, 3);
    for (int ghost = 11; ghost <= 14; ghost++) {
      rig.join(ghost);
    }
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    passRenewing(rig, LEASE.plus(BRIEF), 3);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events(MemberLeft.class))
        .hasSize(4)
        .allMatch(left -> left.cause() == MemberLeft.Cause.RETENTION_EXPIRED);
  }

  @Test
  void member_that_has_reported_is_kept_for_the_retention() {
    Rig rig = new Rig();
    joinNormal(rig, 1, 2);
    passRenewing(rig, Duration.ofHours(24), 1);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(2);
    passRenewing(rig, LEASE.plusSeconds(1), 1);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
  }

  @Test
  void brief_retention_counts_from_the_expiry_and_not_earlier() {
    Rig rig = new Rig(builder -> builder.briefRetention(Duration.ofMinutes(5)));
    rig.join(1);
    rig.pass(LEASE.plusMinutes(5).minusNanos(1));
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
    rig.passSeconds(1);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
  }

  @Test
  void new_epoch_without_a_report_is_kept_briefly() {
    Rig rig = new Rig();
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(1).incarnation("second").build());
    rig.pass(LEASE.plus(BRIEF));
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
  }

  @Test
  void service_without_members_is_kept_briefly() {
    Rig rig = new Rig();
    rig.join(1, ElementState.NORMAL).release();
    rig.pass(BRIEF.minusNanos(1));
    assertThat(rig.cluster.services()).hasSize(1);
    rig.passSeconds(1);
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void brief_retention_is_never_longer_than_the_retention() {
    Rig rig = new Rig(builder -> builder.retention(Duration.ofMinutes(1)));
    rig.join(1).release();
    rig.passSeconds(61);
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void expired_ghost_makes_room_for_a_node() {
    // Ten registrations that never reported filled the service, and the real node waited a day.
    Rig rig = new Rig(builder -> builder.maxMembersPerService(3));
    rig.join(11);
    rig.passSeconds(1);
    rig.join(12);
    rig.join(1, ElementState.NORMAL);
    assertThatThrownBy(() -> rig.join(2, ElementState.NORMAL))
        .as("their leases run")
        .isInstanceOf(LimitExceededException.class);
    rig.passSeconds(30);
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(32);
    rig.join(2, ElementState.NORMAL);
    MemberLeft left = rig.events(MemberLeft.class).get(0);
    assertThat(left.cause()).isEqualTo(MemberLeft.Cause.MADE_ROOM);
    assertThat(left.node()).as("the first that expired").isEqualTo(Rig.node(11));
    assertThat(left.text()).contains("to make room");
    rig.join(3, ElementState.NORMAL);
    assertThat(rig.events(MemberLeft.class)).hasSize(2);
    assertThatThrownBy(() -> rig.join(4, ElementState.NORMAL))
        .isInstanceOf(LimitExceededException.class);
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.LimitReached.class)).hasSize(2);
  }

  @Test
  void expired_member_that_has_reported_makes_no_room() {
    Rig rig = new Rig(builder -> builder.maxMembersPerService(1));
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(62);
    assertThatThrownBy(() -> rig.join(2, ElementState.NORMAL))
        .isInstanceOf(LimitExceededException.class);
    assertThat(rig.events(MemberLeft.class)).isEmpty();
  }
}
