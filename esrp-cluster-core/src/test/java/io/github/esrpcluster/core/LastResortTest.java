package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LastResortEnded;
import io.github.esrpcluster.api.ClusterEvent.LastResortStarted;
import io.github.esrpcluster.api.ClusterEvent.LastResortUsed;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.RoutingRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Episodes in which calls are offered to last-resort nodes. */
class LastResortTest {
  private final LogCapture log = LogCapture.open();
  private final Rig rig = new Rig();

  @AfterEach
  void close_log() {
    log.close();
  }

  private void route(int calls, String expected) {
    for (int call = 0; call < calls; call++) {
      assertThat(rig.route()).isEqualTo(expected);
    }
    rig.time.settle();
  }

  @Test
  void episode_fires_one_start_and_one_end_with_its_calls() {
    rig.join(1, ElementState.OVERLOADED);
    route(3, "esrp1 LAST_RESORT");
    assertThat(rig.events(LastResortStarted.class)).hasSize(1);
    assertThat(rig.events(LastResortEnded.class)).isEmpty();
    rig.report(1, ElementState.NORMAL);
    route(2, "esrp1 NORMAL");
    assertThat(rig.events(LastResortStarted.class)).hasSize(1);
    assertThat(rig.events(LastResortEnded.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.calls()).isEqualTo(3));
  }

  @Test
  void retry_counts_in_an_episode_that_has_started() {
    rig.join(1, ElementState.OVERLOADED);
    route(1, "esrp1 LAST_RESORT");
    rig.cluster.route(Rig.SERVICE, RoutingRequest.any().excluding(Rig.node(2)));
    rig.report(1, ElementState.NORMAL);
    route(1, "esrp1 NORMAL");
    assertThat(rig.events(LastResortEnded.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.calls()).isEqualTo(2));
  }

  @Test
  void second_episode_counts_its_own_calls() {
    rig.join(1, ElementState.OVERLOADED);
    route(3, "esrp1 LAST_RESORT");
    rig.report(1, ElementState.SERVICE_DISRUPTION);
    route(1, "esrp1 DEGRADED");
    rig.report(1, ElementState.OVERLOADED);
    route(2, "esrp1 LAST_RESORT");
    rig.report(1, ElementState.NORMAL);
    route(1, "esrp1 NORMAL");
    assertThat(rig.events(LastResortStarted.class)).hasSize(2);
    assertThat(rig.events(LastResortEnded.class))
        .extracting(LastResortEnded::calls)
        .containsExactly(3L, 2L);
  }

  @Test
  void each_call_fires_an_event_that_is_no_warning() {
    rig.join(1, ElementState.OVERLOADED);
    route(3, "esrp1 LAST_RESORT");
    rig.report(1, ElementState.NORMAL);
    route(1, "esrp1 NORMAL");
    assertThat(rig.events(LastResortUsed.class)).hasSize(3);
    assertThat(rig.cluster.statistics().lastResorts()).isEqualTo(3);
    assertThat(log.eventWarnings())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).contains("no node takes calls"),
            line -> assertThat(line).contains("a node takes calls again").contains("3 calls were"));
  }

  @Test
  void refused_call_neither_starts_nor_ends_an_episode() {
    rig.join(1, ElementState.OVERLOADED);
    rig.cluster.setLastResort(Rig.SERVICE, false);
    assertThat(rig.route()).isNotEqualTo("esrp1 LAST_RESORT");
    rig.cluster.setLastResort(Rig.SERVICE, true);
    route(1, "esrp1 LAST_RESORT");
    rig.cluster.setLastResort(Rig.SERVICE, false);
    assertThat(rig.route()).isNotEqualTo("esrp1 LAST_RESORT");
    rig.time.settle();
    assertThat(rig.events(LastResortStarted.class)).hasSize(1);
    assertThat(rig.events(LastResortEnded.class)).isEmpty();
  }

  @Test
  void retry_that_excludes_all_normal_nodes_starts_no_episode() {
    Rig healthy = new Rig();
    healthy.join(1, ElementState.NORMAL);
    healthy.join(2, ElementState.OVERLOADED);
    RoutingRequest retry = RoutingRequest.any().excluding(Rig.node(1));
    assertThat(Rig.describe(healthy.cluster.route(Rig.SERVICE, retry)))
        .isEqualTo("esrp2 LAST_RESORT");
    healthy.route();
    healthy.time.settle();
    assertThat(healthy.events(ClusterEvent.LastResortUsed.class)).hasSize(1);
    assertThat(healthy.events(ClusterEvent.LastResortStarted.class)).isEmpty();
    assertThat(healthy.events(ClusterEvent.LastResortEnded.class)).isEmpty();
  }
}
