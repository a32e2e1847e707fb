package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.MemberEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.TestEvents.TestLeaseExpired;
import io.github.esrpcluster.testkit.TestEvents.TestMemberRecovered;
import io.github.esrpcluster.testkit.TestEvents.TestStallDetected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");

  private final ClusterEvent expired = new TestLeaseExpired(Instant.EPOCH, SERVICE, NODE, 1);
  private final ClusterEvent recovered = new TestMemberRecovered(Instant.EPOCH, SERVICE, NODE, 1);
  private final ClusterEvent stalled =
      new TestStallDetected(Instant.EPOCH, Duration.ofSeconds(9), 3);
  private final ClusterEvent expiredAgain = new TestLeaseExpired(Instant.EPOCH, SERVICE, NODE, 2);

  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void recordFourEvents() {
    List.of(expired, recovered, stalled, expiredAgain).forEach(listener::onEvent);
  }

  @Test
  void listener_records_every_event_in_order() {
    assertThat(listener.events()).containsExactly(expired, recovered, stalled, expiredAgain);
  }

  @Test
  void listener_finds_the_events_of_a_kind() {
    assertThat(listener.events(LeaseExpired.class))
        .extracting(LeaseExpired::epoch)
        .containsExactly(1L, 2L);
    assertThat(listener.count(LeaseExpired.class)).isEqualTo(2);
    assertThat(listener.last(LeaseExpired.class)).isEqualTo(expiredAgain);
  }

  @Test
  void listener_finds_the_events_of_a_group_of_kinds() {
    assertThat(listener.events(MemberEvent.class)).hasSize(3);
  }

  @Test
  void kind_without_events_has_no_last_event() {
    assertThat(listener.count(ClusterEvent.SweepTimerLost.class)).isZero();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> listener.last(ClusterEvent.SweepTimerLost.class))
        .withMessageContaining("no SweepTimerLost; recorded: [TestLeaseExpired[");
  }

  @Test
  void clear_removes_records_but_keeps_copies() {
    List<ClusterEvent> before = listener.events();
    listener.clear();
    assertThat(listener.events()).isEmpty();
    assertThat(before).hasSize(4);
  }

  @Test
  void null_event_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> listener.onEvent(null));
    assertThat(listener.events()).hasSize(4);
  }

  @Test
  void listener_records_events_of_several_threads() {
    IntStream.range(0, 10_000).parallel().forEach(i -> listener.onEvent(recovered));
    assertThat(listener.count(MemberRecovered.class)).isEqualTo(10_001);
  }

  @Test
  void text_lists_the_kinds_of_events() {
    assertThat(listener)
        .hasToString(
            "RecordingListener[LeaseExpired, MemberRecovered, StallDetected, LeaseExpired]");
  }
}
