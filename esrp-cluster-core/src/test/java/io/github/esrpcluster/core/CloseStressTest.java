package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A manager with its own threads is closed while others are in the middle of all their calls. They
 * go on until they have been told so for a while; bounded by the number of calls, not by time.
 */
@Timeout(120)
class CloseStressTest {
  private static final int ROUNDS = 150;
  private static final int CALLERS = 3;
  private static final int CALLS_AFTER = 50;
  private static final int SERVICES = 20;

  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void concurrent_close_publishes_going_down_last() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      new ClosingRound(round).play();
    }
    assertThat(wrong).isEmpty();
  }

  /** No lambda: one that captures nothing is the same object each time, which is refused. */
  private static final class ReturningNull implements ServiceStatusPublisher {
    @Override
    public CompletionStage<Void> publish(ServiceStatus status) {
      return null;
    }
  }

  private final class ClosingRound {
    private final ThreadGroup group = new ThreadGroup("round"); // the manager's threads are of it
    private final Map<ServiceId, ServiceStatus> last = new ConcurrentHashMap<>();
    private final CountDownLatch warm;
    private final SplittableRandom seed;
    private volatile ClusterManager cluster;
    private volatile boolean closed;

    ClosingRound(int number) {
      seed = new SplittableRandom(number);
      warm = new CountDownLatch(CALLERS * seed.nextInt(40));
    }

    void play() throws InterruptedException {
      start(this::build).join();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        SplittableRandom random = seed.split();
        callers.add(start(() -> callUntilClosed(random)));
      }
      warm.await();
      cluster.close();
      closed = true;
      Map<ServiceId, ServiceStatus> received = Map.copyOf(last);
      for (Thread caller : callers) {
        HeldTime.end(caller);
      }
      noThreadMayBeLeft();
      goingDownMustBeLast(received);
    }

    private Thread start(Runnable work) {
      Thread thread = new Thread(group, work);
      thread.start();
      return thread;
    }

    private void build() {
      cluster =
          InMemoryClusterManager.builder()
              .statusPolicy(Rig.MAJORITY)
              .publisher(ServiceStatusPublisher.blocking(this::hear))
              .sweepInterval(Duration.ofMillis(1))
              .closeGrace(Duration.ofSeconds(60))
              .build();
      for (int number = 0; number < SERVICES; number++) {
        cluster.declareService(service(number));
      }
    }

    private void hear(ServiceStatus status) {
      ServiceStatus before = last.put(status.service(), status);
      check(before == null || before.version() < status.version(), before + " before " + status);
    }

    private void callUntilClosed(SplittableRandom random) {
      for (int after = 0; after < CALLS_AFTER; after += closed ? 1 : 0) {
        boolean known = closed;
        try {
          boolean refused = call(random);
          check(!known || refused, "a call after the end was not refused");
        } catch (IllegalStateException e) {
          check("the cluster manager is closed".equals(e.getMessage()), e.toString());
        } catch (RuntimeException | Error e) {
          wrong.add(e.toString());
        }
        warm.countDown();
      }
    }

    private static ServiceId service(int number) {
      return ServiceId.of("sip:esrp" + number + ".state.pa.us");
    }

    /** Calls anything; false if it was done, as what throws nothing else may be. */
    private boolean call(SplittableRandom random) {
      ServiceId service = service(random.nextInt(SERVICES));
      NodeId node = Rig.node(random.nextInt(4));
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          cluster.register(Registration.builder(service, node).status(ElementState.NORMAL).build());
          return false;
        }
        case 2 -> {
          cluster.override(service, node, OperatorOverride.of(ElementState.DOWN, "joe", ""));
          return false;
        }
        case 3 -> {
          try (Subscription attachment = cluster.addPublisher(new ReturningNull())) {
            return attachment == null;
          }
        }
        case 4 -> cluster.report(NodeStatus.of(node, ElementState.OVERLOADED));
        case 5 -> cluster.renew(node);
        case 6 -> cluster.release(service, node);
        default -> cluster.route(service);
      }
      return true;
    }

    private void noThreadMayBeLeft() throws InterruptedException {
      Thread[] left = new Thread[64];
      int count = group.enumerate(left);
      for (int i = 0; i < count; i++) {
        left[i].join(TimeUnit.SECONDS.toMillis(20));
        check(!left[i].isAlive(), left[i] + " is left");
      }
    }

    private void goingDownMustBeLast(Map<ServiceId, ServiceStatus> received) {
      check(last.equals(received), "received after the end: " + last + " instead of " + received);
      for (ServiceStatus status : last.values()) {
        check(status.state() == ServiceState.GOING_DOWN, "last: " + status);
      }
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }
}
