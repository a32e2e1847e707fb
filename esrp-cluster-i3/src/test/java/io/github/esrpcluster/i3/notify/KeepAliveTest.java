package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.i3.KeepAliveFailureLogEvent;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogMember;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveFailed;
import io.github.esrpcluster.i3.notify.KeepAliveEvent.KeepAliveRecovered;
import io.github.esrpcluster.i3.notify.ScriptedStack.SentRequest;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private static final SipPeer PEER = new SipPeer("udp", "192.0.2.1", 5060, List.of());
  private static final KeepAliveTarget TARGET =
      new KeepAliveTarget("sip:a@192.0.2.1", Optional.of(PEER));
  private static final KeepAliveTarget SAME_PEER =
      new KeepAliveTarget("sip:b@192.0.2.1", Optional.of(PEER));
  private static final KeepAliveTarget OTHER = KeepAliveTarget.of("sip:esrp2.example.org");

  private final VirtualTime time = new VirtualTime();
  private final ScriptedStack stack = new ScriptedStack();
  private final List<KeepAliveEvent> events = new ArrayList<>();
  private final List<LogEvent> log = new ArrayList<>();
  private final List<KeepAliveTarget> targets = new ArrayList<>(List.of(TARGET));

  private KeepAlive start() {
    return KeepAlive.builder(stack, "sip:esrp.example.org")
        .targets(targets::stream)
        .timeSource(time)
        .scheduler(time)
        .executor(time)
        .random(new Random(7))
        .listener(events::add)
        .logEvents(
            new LogOrigin(
                NodeId.of("esrp1.example.org"), Fqdn.of("agency.example.org"), ZoneOffset.UTC),
            log::add)
        .start();
  }

  @Test
  void options_goes_to_each_peer_once_a_minute() {
    targets.add(SAME_PEER);
    targets.add(OTHER);
    stack.answeringAtOnce();
    start();

    time.advance(Duration.ofMinutes(1));
    assertThat(stack.take())
        .extracting(sent -> sent.request().method() + " " + sent.request().uri())
        .containsExactlyInAnyOrder("OPTIONS sip:a@192.0.2.1", "OPTIONS sip:esrp2.example.org");
    time.advance(Duration.ofMinutes(10));

    assertThat(stack.take()).hasSize(20);
    assertThat(events).isEmpty();
  }

  @Test
  void request_has_a_dialog_of_its_own() {
    start();
    time.advance(Duration.ofMinutes(1));

    SentRequest options = stack.takeOne();
    assertThat(options.request().from().uri()).isEqualTo("sip:esrp.example.org");
    assertThat(options.request().from().tag()).isNotEmpty();
    assertThat(options.request().to().tag()).isEmpty();
    assertThat(options.request().callId()).isNotEmpty();
    assertThat(options.request().peer()).hasValue(PEER);
  }

  @Test
  void silence_is_an_event_and_a_log_event() {
    KeepAlive keepAlive = start();
    time.advance(Duration.ofMinutes(1));
    stack.takeOne().timeOut();
    time.settle();

    assertThat(events).containsExactly(new KeepAliveFailed(TARGET, 1, "no answer in 64*T1"));
    assertThat(keepAlive.failing()).isEqualTo(Map.of(TARGET, 1L));
    assertThat(log)
        .singleElement()
        .isInstanceOfSatisfying(
            KeepAliveFailureLogEvent.class,
            event -> {
              assertThat(event.responseStatus()).isEqualTo("TimeOut");
              assertThat(event.header().optional())
                  .containsEntry(LogMember.IP_ADDRESS_PORT, "192.0.2.1:5060");
            });
  }

  @Test
  void recovery_is_an_event() {
    KeepAlive keepAlive = start();
    time.advance(Duration.ofMinutes(1));
    stack.takeOne().outcome().accept(new SipOutcome.NotSent("connection refused"));
    time.advance(Duration.ofMinutes(1));
    stack.takeOne().answer(405);
    time.settle();

    assertThat(events)
        .containsExactly(
            new KeepAliveFailed(TARGET, 1, "connection refused"),
            new KeepAliveRecovered(TARGET, 1));
    assertThat(keepAlive.failing()).isEmpty();
  }

  @Test
  void outstanding_request_is_not_doubled() {
    start();

    time.advance(Duration.ofMinutes(5));

    assertThat(stack.take()).hasSize(1);
  }

  @Test
  void target_that_left_gets_no_request() {
    stack.answeringAtOnce();
    start();
    time.advance(Duration.ofMinutes(1));
    stack.take();
    targets.clear();

    time.advance(Duration.ofMinutes(5));

    assertThat(stack.take()).isEmpty();
  }

  @Test
  void failing_supplier_is_counted_and_asked_again() {
    int[] calls = {0};
    KeepAlive keepAlive =
        KeepAlive.builder(stack, "sip:esrp.example.org")
            .targets(
                () -> {
                  calls[0]++;
                  throw new IllegalStateException("no directory");
                })
            .timeSource(time)
            .scheduler(time)
            .executor(time)
            .start();

    time.advance(Duration.ofMinutes(1));

    assertThat(calls[0]).isGreaterThan(10);
    assertThat(keepAlive.hookFailures()).isEqualTo(calls[0]);
  }

  @Test
  void close_leaves_no_timer() {
    stack.answeringAtOnce();
    KeepAlive keepAlive = start();
    time.advance(Duration.ofMinutes(1));
    stack.take();

    keepAlive.close();
    time.advance(Duration.ofMinutes(5));

    assertThat(stack.take()).isEmpty();
    assertThat(time.pending()).isZero();
  }
}
