package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The leases of many services expire in the same sweep. */
class MassExpiryTest {
  private static final List<ServiceId> SERVICES =
      IntStream.range(0, 200).mapToObj(n -> ServiceId.of("sip:esrp" + n + ".pa.us")).toList();

  private static void joinEach(ClusterManager cluster) {
    for (ServiceId service : SERVICES) {
      cluster.register(Rig.registration(service, 1).status(ElementState.NORMAL).build());
    }
  }

  /** Bug: the sweep requested a thread for each service that was to be evaluated. */
  @Test
  void mass_expiry_requests_few_threads() {
    AtomicInteger asked = new AtomicInteger();
    VirtualTime time = new VirtualTime();
    Executor counted =
        task -> {
          asked.incrementAndGet();
          time.execute(task);
        };
    Rig rig = new Rig(builder -> builder.timeSource(time).scheduler(time).policyExecutor(counted));
    joinEach(rig.cluster);
    time.settle();
    asked.set(0);
    time.advance(Duration.ofSeconds(62));
    assertThat(SERVICES)
        .allSatisfy(service -> assertThat(rig.state(service)).isEqualTo(ServiceState.DOWN));
    assertThat(asked).hasValueLessThan(SERVICES.size() / 10);
  }

  @Test
  @Timeout(400)
  void blocked_policy_delays_no_service_of_a_mass_expiry() throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    VirtualTime time = new VirtualTime();
    BlockingQueue<ServiceStatus> sent = new LinkedBlockingQueue<>();
    try (ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(view -> hangsWhereTheFirstIsLost(view, forEver))
            .publisher(ServiceStatusPublisher.blocking(sent::add), Rig.unlimited("county"))
            .timeSource(time)
            .scheduler(time)
            .policyDeadline(Duration.ofHours(1)) // no fallback yet
            .build()) {
      joinEach(cluster);
      time.advance(Duration.ofSeconds(62));
      Set<ServiceId> down = new HashSet<>();
      while (down.size() < SERVICES.size() - 1) {
        ServiceStatus status = sent.poll(180, TimeUnit.SECONDS);
        assertThat(status).as("after %s services nothing happens", down.size()).isNotNull();
        if (status.state() == ServiceState.DOWN) {
          down.add(status.service());
        }
      }
      assertThat(down).doesNotContain(SERVICES.get(0));
    } finally {
      forEver.countDown();
    }
  }

  private static Verdict hangsWhereTheFirstIsLost(ClusterView view, CountDownLatch forEver) {
    boolean lost = view.tally().count(ElementState.NORMAL) == 0;
    if (lost && view.service().equals(SERVICES.get(0))) {
      try {
        forEver.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Rig.MAJORITY.evaluate(view);
  }
}
