package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Facts from several threads at once. */
class SubscriberThreadsTest {
  private static final List<String> STATES = List.of("Normal", "Overloaded", "Down", "GoingDown");
  private static final int THREADS = 4;
  private static final int NOTIFIES = 200;

  private final SubscriberRig rig = new SubscriberRig();

  // The registry of the rig is not thread-safe, and the reports must come in order all the same.
  @RepeatedTest(10)
  void reports_keep_the_order_of_the_notifies() throws Exception {
    rig.add();
    SipRequest subscribe = rig.last().request();
    AtomicLong sequence = new AtomicLong();
    AtomicLong highest = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < NOTIFIES; n++) {
                    long next = sequence.incrementAndGet();
                    rig.subscriber.receive(
                        notification(subscribe, next),
                        answer -> {
                          if (answer.status() == 200) {
                            highest.accumulateAndGet(next, Math::max);
                          }
                        });
                  }
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(highest).hasValue(THREADS * NOTIFIES);
    assertThat(rig.state().token()).isEqualTo(state(highest.get()));
    SubscriberStatistics statistics = rig.subscriber.statistics();
    assertThat(statistics.notifiesAccepted() + statistics.notifiesRefused())
        .isEqualTo(THREADS * NOTIFIES);
    assertThat(statistics.internalFailures()).isZero();
    assertThat(rig.registry.calls.stream().filter(call -> call.startsWith("report")).count())
        .isEqualTo(statistics.notifiesAccepted());
  }

  private static String state(long sequence) {
    return STATES.get((int) (sequence % STATES.size()));
  }

  private static SipRequest notification(SipRequest subscribe, long sequence) {
    return SipRequest.builder("NOTIFY", "sip:manager.state.pa.us")
        .from(new SipParty(SubscriberRig.URI, "notifier"))
        .to(subscribe.from())
        .callId(subscribe.callId())
        .sequence(sequence)
        .header("Event", I3.ELEMENT_STATE_PACKAGE)
        .header("Subscription-State", "active;expires=3600")
        .body(SubscriberRig.body(state(sequence)))
        .build();
  }

  // Bug to avoid: a registry call that hangs must not keep the answer from the notifier.
  @Test
  void notify_is_answered_while_the_registry_works() {
    rig.add();
    SipRequest subscribe = rig.last().request();
    List<Integer> answers = new ArrayList<>();
    Subscriber subscriber = rig.subscriber;
    List<String> calls = rig.registry.calls;
    subscriber.receive(
        notification(subscribe, 1),
        answer -> {
          answers.add(answer.status());
          calls.add("answered");
        });
    assertThat(answers).containsExactly(200);
    assertThat(calls).endsWith("answered", "report Overloaded");
  }
}
