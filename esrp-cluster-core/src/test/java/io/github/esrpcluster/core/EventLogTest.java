package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log: alarms as warnings, at once, each on one line. */
class EventLogTest {
  /** With a line break, a colour of a terminal, and a text direction that hides what follows. */
  private static final String HOSTILE = "first line\r\n2026 WARN forged \u001b[31m\u202e";

  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

  private final LogCapture log = LogCapture.open();

  @AfterEach
  void close_log() {
    log.close();
  }

  @Test
  @Timeout(60)
  void alarm_is_logged_while_callbacks_block_all_threads() throws Exception {
    // Bug: the log was a listener on the executor. A publisher and a listener that hung took its
    // threads, and the alarm about them was logged when they came back.
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ExecutorService single = Executors.newSingleThreadExecutor();
    try {
      Rig rig = new Rig(builder -> builder.executor(single));
      rig.cluster.addPublisher(
          ServiceStatusPublisher.blocking(
              status -> {
                called.countDown();
                Uninterruptibles.awaitUninterruptibly(released);
              }),
          PublisherOptions.named("county").build());
      rig.cluster.register(Rig.registration(1).status(ElementState.NORMAL).build());
      assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
      rig.passSeconds(40);
      assertThat(log.eventWarnings())
          .anyMatch(line -> line.contains("county: the call of the publisher has not returned"));
      assertThat(rig.events(ClusterEvent.NotificationStalled.class))
          .as("the listener waits for the thread")
          .isEmpty();
      failPolicy(rig);
      assertThat(log.eventWarnings()).anyMatch(line -> line.contains("the status policy threw"));
    } finally {
      released.countDown();
      single.shutdown();
      assertThat(single.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void failPolicy(Rig rig) {
    rig.cluster.setStatusPolicy(
        Rig.SERVICE,
        view -> {
          throw new IllegalStateException(HOSTILE);
        });
  }

  @Test
  void policy_exception_reaches_log_event_and_status_escaped() {
    Rig rig = new Rig();
    rig.join(1, ElementState.NORMAL);
    failPolicy(rig);
    rig.time.settle();
    assertPrintable(log.eventWarnings());
    assertThat(rig.events(ClusterEvent.PolicyFailed.class))
        .extracting(ClusterEvent.PolicyFailed::detail)
        .hasSize(1)
        .allSatisfy(EventLogTest::assertPrintable);
    assertThat(rig.sent)
        .last()
        .extracting(ServiceStatus::reason)
        .satisfies(reason -> assertPrintable(String.valueOf(reason)));
  }

  @Test
  void publisher_exception_reaches_log_and_event_escaped() {
    Rig rig = new Rig();
    rig.cluster.addPublisher(
        status -> CompletableFuture.failedFuture(new IllegalStateException(HOSTILE)));
    rig.join(1, ElementState.NORMAL);
    assertPrintable(log.eventWarnings());
    assertThat(rig.events(ClusterEvent.NotificationFailed.class))
        .extracting(ClusterEvent.NotificationFailed::detail)
        .isNotEmpty()
        .allSatisfy(EventLogTest::assertPrintable);
  }

  @Test
  void balancing_exception_reaches_log_and_event_escaped() {
    Rig rig = new Rig();
    rig.join(1, ElementState.NORMAL);
    rig.cluster.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          throw new IllegalStateException(HOSTILE);
        });
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
    rig.time.settle();
    assertPrintable(log.eventWarnings());
    assertThat(rig.events(ClusterEvent.BalancingFailed.class))
        .extracting(ClusterEvent.BalancingFailed::detail)
        .hasSize(1)
        .allSatisfy(EventLogTest::assertPrintable);
  }

  @Test
  void listener_exception_reaches_the_log_escaped() {
    Rig rig = new Rig();
    rig.cluster.addListener(
        event -> {
          throw new IllegalStateException(HOSTILE);
        });
    rig.join(1, ElementState.NORMAL);
    assertPrintable(log.lines().stream().map(LogCapture.LogLine::text).toList());
  }

  private static void assertPrintable(List<String> lines) {
    assertThat(lines).isNotEmpty().allSatisfy(EventLogTest::assertPrintable);
  }

  private static void assertPrintable(String text) {
    assertThat(text).contains("forged").doesNotContainPattern(HIDDEN);
  }
}
