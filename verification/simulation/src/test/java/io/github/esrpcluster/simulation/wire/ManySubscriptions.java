package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;

/**
 * A program that holds 100,000 subscriptions with a {@code min-rate} of 1/60 for an hour of virtual
 * time, and fails if a NOTIFY is missing, a timer or thread is added, or a subscription takes more
 * than 4 KB.
 */
final class ManySubscriptions {
  private static final int COUNT = 100_000;
  private static final int MOST_BYTES = 4_096;
  private static final int MINUTES = 60;
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final SipOutcome OK = new SipOutcome.Answered(SipResponse.of(200));

  private final VirtualTime time = new VirtualTime();
  private long sent;
  private final Notifier notifier =
      Notifier.builder(
              (request, outcome) -> {
                sent++;
                outcome.accept(OK);
              })
          .timeSource(time)
          .scheduler(time)
          .executor(time)
          .maxSubscriptions(COUNT)
          .maxSubscriptionsPerPeer(COUNT)
          .build();

  public static void main(String[] arguments) {
    new ManySubscriptions().run();
  }

  private void run() {
    notifier.publish(ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.NORMAL, "")).build());
    int threads = Thread.activeCount();
    long before = usedBytes();
    for (int i = 0; i < COUNT; i++) {
      notifier.receive(subscribe(i), answer -> require(answer.status() == 200, "accepted"));
    }
    time.settle();
    long bytes = (usedBytes() - before) / COUNT;
    require(bytes <= MOST_BYTES, bytes + " bytes a subscription");
    require(time.pending() == 1, time.pending() + " timers");
    sent = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      time.advance(Duration.ofMinutes(1));
    }
    require(sent == (long) COUNT * MINUTES, sent + " NOTIFYs");
    require(notifier.statistics().subscriptions() == COUNT, "all subscriptions are held");
    require(Thread.activeCount() == threads, "threads");
  }

  private static SipRequest subscribe(int i) {
    return SipRequest.builder("SUBSCRIBE", SERVICE.toString())
        .from(new SipParty("sip:upstream-" + i + "@example.org", "tag-of-upstream-" + i))
        .to(new SipParty("sip:esrp.example.org", ""))
        .callId("call-" + i + "-0123456789abcdef@192.0.2.1")
        .contact("sip:upstream-" + i + "@192.0.2.1:5060")
        .header("Event", "emergency-ServiceState;min-rate=0.0166666667")
        .header("Expires", "86400")
        .peer(new SipPeer("udp", "192.0.2.1", 5060, List.of()))
        .build();
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not as promised: " + what);
    }
  }
}
