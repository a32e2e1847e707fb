package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.MemberEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.ClusterEvent.StallDetected;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");

  private final ClusterEvent expired = new LeaseExpired(Instant.EPOCH, SERVICE, NODE, 1);
  private final ClusterEvent revived = new MemberRecovered(Instant.EPOCH, SERVICE, NODE, 1);
  private final ClusterEvent stalled = new StallDetected(Instant.EPOCH, Duration.ofSeconds(9), 3);
  private final ClusterEvent expiredAgain = new LeaseExpired(Instant.EPOCH, SERVICE, NODE, 2);

  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void hearFourEvents() {
    List.of(expired, revived, stalled, expiredAgain).forEach(listener::onEvent);
  }

  @Test
  void keepsEveryEventInOrder() {
    assertThat(listener.events()).containsExactly(expired, revived, stalled, expiredAgain);
  }

  @Test
  void findsTheEventsOfOneKind() {
    assertThat(listener.events(LeaseExpired.class))
        .extracting(LeaseExpired::epoch)
        .containsExactly(1L, 2L);
    assertThat(listener.count(LeaseExpired.class)).isEqualTo(2);
    assertThat(listener.last(LeaseExpired.class)).isEqualTo(expiredAgain);
  }

  @Test
  void findsTheEventsOfAGroupOfKinds() {
    assertThat(listener.events(MemberEvent.class)).hasSize(3);
  }

  @Test
  void aKindThatDidNotHappenHasNoLastEvent() {
    assertThat(listener.count(ClusterEvent.SweepTimerLost.class)).isZero();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> listener.last(ClusterEvent.SweepTimerLost.class))
        .withMessageContaining("no SweepTimerLost; recorded: [LeaseExpired[");
  }

  @Test
  void clearingForgetsTheEventsButNoCopyOfThem() {
    List<ClusterEvent> before = listener.events();
    listener.clear();
    assertThat(listener.events()).isEmpty();
    assertThat(before).hasSize(4);
  }

  @Test
  void nullIsNoEvent() {
    assertThatNullPointerException().isThrownBy(() -> listener.onEvent(null));
    assertThat(listener.events()).hasSize(4);
  }

  @Test
  void hearsSeveralThreads() {
    IntStream.range(0, 10_000).parallel().forEach(i -> listener.onEvent(revived));
    assertThat(listener.count(MemberRecovered.class)).isEqualTo(10_001);
  }

  @Test
  void saysWhatItHeard() {
    assertThat(listener)
        .hasToString(
            "RecordingListener[LeaseExpired, MemberRecovered, StallDetected, LeaseExpired]");
  }
}
