package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.testkit.contract.PublisherDriver;
import io.github.esrpcluster.testkit.contract.ServiceStatusPublisherContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** The adapter for plain blocking code on an executor of its own keeps the contract. */
class BlockingPublisherContractTest extends ServiceStatusPublisherContract {
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void release() {
    executor.shutdownNow();
  }

  @Override
  protected PublisherDriver driver() {
    return new BlockingPublisherDriver();
  }

  private enum PublishMode {
    TAKES_OVER,
    REFUSES,
    HOLDS
  }

  private final class BlockingPublisherDriver implements PublisherDriver {
    private final ServiceStatusPublisher publisher =
        ServiceStatusPublisher.blocking(this::accept, executor);
    private final List<ServiceStatus> arrived = new ArrayList<>();
    private final Set<ServiceId> heldServices = new HashSet<>();
    private PublishMode mode = PublishMode.TAKES_OVER;

    private synchronized void accept(ServiceStatus message) {
      waitWhileHeld(message.service());
      if (mode == PublishMode.REFUSES) {
        throw new IllegalStateException("503");
      }
      arrived.add(message);
    }

    private synchronized void waitWhileHeld(ServiceId service) {
      try {
        while (mode == PublishMode.HOLDS || heldServices.contains(service)) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    private synchronized void become(PublishMode next) {
      mode = next;
      notifyAll();
    }

    @Override
    public ServiceStatusPublisher publisher() {
      return publisher;
    }

    @Override
    public synchronized List<ServiceStatus> delivered(ServiceId service) {
      return arrived.stream().filter(message -> message.service().equals(service)).toList();
    }

    @Override
    public void refuse() {
      become(PublishMode.REFUSES);
    }

    @Override
    public void hold() {
      become(PublishMode.HOLDS);
    }

    @Override
    public synchronized void hold(ServiceId service) {
      heldServices.add(service);
    }

    @Override
    public synchronized void recover() {
      heldServices.clear();
      become(PublishMode.TAKES_OVER);
    }
  }
}
