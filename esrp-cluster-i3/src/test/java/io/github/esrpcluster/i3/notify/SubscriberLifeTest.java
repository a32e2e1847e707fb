package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A subscription from its begin to its end, while nothing fails. */
class SubscriberLifeTest {
  private final SubscriberRig rig = new SubscriberRig();

  @Test
  void subscribe_asks_for_the_state_of_the_node() {
    rig.add();
    SipRequest request = rig.last().request();
    assertThat(request.method()).isEqualTo("SUBSCRIBE");
    assertThat(request.uri()).isEqualTo(SubscriberRig.URI);
    assertThat(request.to().uri()).isEqualTo(SubscriberRig.URI);
    assertThat(request.to().tag()).isEmpty();
    assertThat(request.from().uri()).isEqualTo("sip:manager.state.pa.us");
    assertThat(request.from().tag()).hasSizeGreaterThan(16);
    assertThat(request.callId()).hasSizeGreaterThan(16);
    assertThat(request.sequence()).isEqualTo(1);
    assertThat(request.header("Event")).contains("emergency-ElementState");
    assertThat(request.header("Expires")).contains("3600");
    assertThat(request.header("Accept")).contains(I3.ELEMENT_STATE_TYPE);
    assertThat(request.peer()).isEmpty();
  }

  @Test
  void node_is_an_unreachable_member_before_its_first_notify() {
    rig.add();
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.phase()).isEqualTo(DownstreamPhase.SUBSCRIBING);
  }

  @Test
  void notify_makes_the_node_live() {
    rig.establish();
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.phase()).isEqualTo(DownstreamPhase.ACTIVE);
    assertThat(rig.eventTypes()).containsExactly(SubscriberEvent.Type.ESTABLISHED);
    assertThat(rig.subscriber.status().get(0).stateToken()).contains("Normal");
  }

  @Test
  void notify_may_come_before_the_response() {
    rig.add();
    assertThat(rig.notifyState("Overloaded")).isEqualTo(200);
    assertThat(rig.state()).isEqualTo(ElementState.OVERLOADED);
    rig.accept(3600);
    assertThat(rig.phase()).isEqualTo(DownstreamPhase.ACTIVE);
    rig.passSeconds(60);
    assertThat(rig.sent).as("no attempt was given up").hasSize(1);
  }

  @Test
  void refresh_uses_the_dialog_that_the_notify_created() {
    rig.add();
    rig.accept(3600);
    SipRequest first = rig.last().request();
    rig.receive(
        rig.notification("active;expires=3600")
            .routes(List.of("<sip:proxy1;lr>", "<sip:proxy2;lr>"))
            .body(SubscriberRig.body("Normal"))
            .build());
    rig.receive(
        rig.notification("active;expires=3600")
            .contact("sip:10.0.0.1:5062")
            .routes(List.of("<sip:other;lr>"))
            .body(SubscriberRig.body("Normal"))
            .build());
    SipRequest refresh = rig.awaitSubscribe(Duration.ofSeconds(100)).request();
    assertThat(refresh.uri()).as("the target is refreshed").isEqualTo("sip:10.0.0.1:5062");
    assertThat(refresh.callId()).isEqualTo(first.callId());
    assertThat(refresh.from()).isEqualTo(first.from());
    assertThat(refresh.to().tag()).isEqualTo("notifier");
    assertThat(refresh.to().uri()).isEqualTo(SubscriberRig.URI);
    assertThat(refresh.sequence()).isEqualTo(2);
    assertThat(refresh.routes()).containsExactly("<sip:proxy1;lr>", "<sip:proxy2;lr>");
    assertThat(refresh.peer().orElseThrow().port()).isEqualTo(5061);
    assertThat(refresh.header("Event")).contains("emergency-ElementState");
  }

  @Test
  void refreshes_keep_the_lease_of_the_node() {
    rig.establish();
    for (int i = 0; i < 100; i++) {
      rig.awaitSubscribe(Duration.ofSeconds(100));
      rig.accept(3600);
      assertThat(rig.notifyState("Normal")).isEqualTo(200);
      assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    }
    assertThat(rig.sent).hasSize(101);
    assertThat(rig.time.pending()).as("one timer").isLessThan(3);
    assertThat(rig.registry.calls).doesNotContain("expire");
  }

  @Test
  void contact_is_due_three_times_in_a_short_lease() {
    rig.registry.longest = Duration.ofSeconds(30);
    rig.establish();
    rig.awaitSubscribe(Duration.ofSeconds(10));
    rig.accept(3600);
    assertThat(rig.notifyState("Normal")).isEqualTo(200);
    rig.awaitSubscribe(Duration.ofSeconds(10));
  }

  @Test
  void short_subscription_is_refreshed_before_it_ends() {
    rig.registry.longest = Duration.ofHours(1);
    rig.add(
        Downstream.builder(SubscriberRig.NODE, SubscriberRig.URI)
            .registration(
                Registration.builder(SubscriberRig.SERVICE, SubscriberRig.NODE)
                    .lease(Duration.ofHours(1))
                    .build())
            .build());
    rig.accept(60);
    rig.notifyState("Normal");
    assertThat(rig.awaitSubscribe(Duration.ofSeconds(30)).isInitial()).isFalse();
  }

  @Test
  void notify_shortens_the_subscription_and_never_lengthens_it() {
    rig.add();
    rig.accept(3600);
    rig.receive(rig.notification("active;expires=70").body(SubscriberRig.body("Normal")).build());
    rig.receive(rig.notification("active;expires=9999").body(SubscriberRig.body("Normal")).build());
    assertThat(rig.awaitSubscribe(Duration.ofSeconds(35)).isInitial()).isFalse();
  }

  @Test
  void min_rate_is_asked_for_and_watched() {
    rig.add(SubscriberRig.downstream().minRate(0.1).build());
    assertThat(rig.last().request().header("Event"))
        .contains("emergency-ElementState;min-rate=0.1");
    rig.accept(3600);
    for (int i = 0; i < 10; i++) {
      rig.notifyState("Normal");
      rig.passSeconds(10);
    }
    assertThat(rig.sent).as("the NOTIFYs are enough").hasSize(1);
    rig.awaitSubscribe(Duration.ofSeconds(5));
  }

  @Test
  void closing_unsubscribes_and_ends_the_membership() {
    Subscription subscription = rig.establish();
    subscription.close();
    rig.time.settle();
    assertThat(rig.last().expires()).isEqualTo("0");
    assertThat(rig.last().isInitial()).isFalse();
    assertThat(rig.registry.state(SubscriberRig.SERVICE, SubscriberRig.NODE)).isEmpty();
    rig.accept(0);
    assertThat(rig.terminate(";reason=timeout")).isEqualTo(200);
    assertThat(rig.eventTypes()).endsWith(SubscriberEvent.Type.CLOSED);
    assertThat(rig.subscriber.status()).isEmpty();
    rig.pass(Duration.ofHours(2));
    assertThat(rig.sent).hasSize(2);
    subscription.close();
    assertThat(rig.sent).hasSize(2);
  }

  @Test
  void closing_waits_for_the_refresh_in_flight() {
    Subscription subscription = rig.establish();
    rig.awaitSubscribe(Duration.ofSeconds(100));
    subscription.close();
    rig.time.settle();
    assertThat(rig.sent).hasSize(2);
    rig.accept(3600);
    assertThat(rig.sent).hasSize(3);
    assertThat(rig.last().expires()).isEqualTo("0");
    assertThat(rig.last().request().sequence()).isEqualTo(3);
    assertThat(rig.notifyState("Normal")).as("the NOTIFY of the refresh").isEqualTo(200);
    assertThat(rig.registry.calls).endsWith("release");
  }

  @Test
  void closed_attempt_answers_its_notify_with_481() {
    Subscription subscription = rig.add();
    subscription.close();
    rig.time.settle();
    assertThat(rig.notifyState("Normal")).isEqualTo(481);
    rig.accept(3600);
    rig.pass(Duration.ofHours(2));
    assertThat(rig.sent).hasSize(1);
  }

  @Test
  void node_may_be_added_again_after_closing() {
    rig.establish().close();
    rig.add();
    rig.passSeconds(1);
    assertThat(rig.last().isInitial()).isTrue();
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThatThrownBy(rig::add)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(SubscriberRig.NODE.toString());
  }

  @Test
  void limit_of_downstreams_is_kept() {
    SubscriberRig small = new SubscriberRig(builder -> builder.maxDownstreams(1));
    small.add();
    Downstream second =
        Downstream.builder(NodeId.of("esrp2.state.pa.us"), "sip:esrp2.state.pa.us")
            .service(SubscriberRig.SERVICE)
            .build();
    assertThatThrownBy(() -> small.add(second)).isInstanceOf(LimitExceededException.class);
    assertThat(small.subscriber.status()).hasSize(1);
  }

  @Test
  void first_attempts_of_many_downstreams_are_spread() {
    List<Long> sentAt = new ArrayList<>();
    long start = rig.time.nanoTime();
    Subscriber subscriber =
        Subscriber.builder(
                (request, outcome) -> sentAt.add(rig.time.nanoTime() - start), rig.registry)
            .timeSource(rig.time)
            .scheduler(rig.time)
            .localUri("sip:manager.state.pa.us")
            .build();
    for (int i = 0; i < 1_000; i++) {
      subscriber.add(
          Downstream.builder(NodeId.of("n" + i + ".state.pa.us"), "sip:n" + i + ".state.pa.us")
              .service(SubscriberRig.SERVICE)
              .build());
    }
    assertThat(rig.time.pending()).as("one timer, and those it replaced").isLessThan(30);
    rig.passSeconds(10);
    assertThat(sentAt).hasSize(1_000);
    for (int second = 0; second < 10; second++) {
      assertThat(inSecond(sentAt, second)).isEqualTo(100);
    }
  }

  private static long inSecond(List<Long> times, int second) {
    LongStream inside =
        times.stream().mapToLong(nanos -> nanos).filter(nanos -> nanos / 1_000_000_000 == second);
    return inside.count();
  }

  @Test
  void shutdown_leaves_members_to_their_leases() {
    rig.establish();
    CompletableFuture<Void> done =
        rig.subscriber.shutdown(Duration.ofSeconds(5)).toCompletableFuture();
    assertThat(rig.last().expires()).isEqualTo("0");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    rig.accept(0);
    assertThat(done).isNotDone();
    rig.terminate(";reason=timeout");
    assertThat(done).isCompleted();
    rig.pass(Duration.ofMinutes(6));
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.sent).hasSize(2);
    assertThatThrownBy(rig::add).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shutdown_ends_after_its_grace() {
    rig.establish();
    CompletableFuture<Void> done =
        rig.subscriber.shutdown(Duration.ofSeconds(5)).toCompletableFuture();
    rig.pass(Duration.ofSeconds(5).minusNanos(1));
    assertThat(done).isNotDone();
    rig.pass(Duration.ofNanos(1));
    assertThat(done).isCompleted();
    assertThat(rig.subscriber.shutdown(Duration.ZERO).toCompletableFuture()).isCompleted();
  }

  @Test
  void membership_that_was_lost_is_made_again() {
    rig.establish();
    rig.registry.forget(SubscriberRig.SERVICE, SubscriberRig.NODE);
    rig.passSeconds(100);
    assertThat(rig.state()).isEqualTo(ElementState.UNREACHABLE);
    rig.accept(3600);
    rig.notifyState("Normal");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void registry_that_refuses_is_asked_again() {
    rig.registry.failure = new IllegalStateException("full");
    rig.add();
    assertThat(rig.eventTypes()).containsExactly(SubscriberEvent.Type.REGISTRY_REFUSED);
    assertThat(rig.events.get(0).text()).contains("full");
    assertThat(rig.sent).as("the subscription is made all the same").hasSize(1);
    rig.accept(3600);
    rig.registry.failure = null;
    rig.notifyState("Normal");
    assertThat(rig.state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.subscriber.statistics().registryRefusals()).isPositive();
  }

  @Test
  void node_acts_for_the_owner_of_its_registration() {
    Registration owned =
        Registration.builder(SubscriberRig.SERVICE, SubscriberRig.NODE).owner("config").build();
    rig.add(Downstream.builder(SubscriberRig.NODE, SubscriberRig.URI).registration(owned).build());
    assertThat(rig.registry.calls).startsWith("acting as config");
  }

  @Test
  void outcome_on_the_calling_thread_is_taken() {
    List<SipRequest> sent = new ArrayList<>();
    Subscriber subscriber =
        Subscriber.builder(
                (request, outcome) -> {
                  sent.add(request);
                  outcome.accept(new SipOutcome.NotSent("no route"));
                },
                rig.registry)
            .timeSource(rig.time)
            .scheduler(rig.time)
            .localUri("sip:manager.state.pa.us")
            .build();
    subscriber.add(SubscriberRig.downstream().build());
    rig.pass(Duration.ofMinutes(10));
    assertThat(sent).hasSizeBetween(10, 30);
    assertThat(subscriber.status().get(0).problem()).contains("no route");
    assertThat(subscriber.statistics().subscribesFailed()).isEqualTo(sent.size());
  }

  @Test
  void stack_that_throws_counts_as_not_sent() {
    Subscriber subscriber =
        Subscriber.builder(
                (request, outcome) -> {
                  throw new IllegalStateException("closed");
                },
                rig.registry)
            .timeSource(rig.time)
            .scheduler(rig.time)
            .localUri("sip:manager.state.pa.us")
            .build();
    subscriber.add(SubscriberRig.downstream().build());
    rig.passSeconds(5);
    assertThat(subscriber.statistics().internalFailures()).isGreaterThan(1);
    assertThat(subscriber.status().get(0).problem()).contains("closed");
  }

  @Test
  void timer_that_the_scheduler_refused_is_set_again() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    ScheduledExecutorService scheduler =
        (ScheduledExecutorService)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                  if (refuses.get()) {
                    throw new RejectedExecutionException("full");
                  }
                  return method.invoke(rig.time, arguments);
                });
    SubscriberRig other =
        new SubscriberRig(builder -> builder.timeSource(rig.time).scheduler(scheduler));
    other.add();
    assertThat(other.sent).isEmpty();
    assertThat(other.subscriber.statistics().internalFailures()).isPositive();
    refuses.set(false);
    other.add(
        Downstream.builder(NodeId.of("esrp2.state.pa.us"), "sip:esrp2.state.pa.us")
            .service(SubscriberRig.SERVICE)
            .build());
    rig.passSeconds(1);
    assertThat(other.sent).hasSize(2);
  }

  @Test
  void other_methods_get_405() {
    SipResponse answer =
        rig.receive(SipRequest.builder("MESSAGE", "sip:manager.state.pa.us").build());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("NOTIFY");
  }
}
