package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import io.github.esrpcluster.testkit.contract.PublisherDriver;
import io.github.esrpcluster.testkit.contract.ServiceStatusPublisherContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Checks the rules of the manager for every publisher. */
class I3PublisherContractTest extends ServiceStatusPublisherContract {
  @Override
  protected PublisherDriver driver() {
    return new SubscriberDriver();
  }

  /** A body has no version, time and tally. */
  @Override
  protected ServiceStatus expectedDelivery(ServiceStatus sent) {
    return ServiceStatus.builder(sent.service(), sent.verdict()).posture(sent.posture()).build();
  }

  /** A subscriber in memory: it answers at once, refuses, or holds a NOTIFY without an answer. */
  private static final class SubscriberDriver implements PublisherDriver {
    private final ServiceStatusPublisher publisher =
        new I3Publisher(
            (service, eventPackage, type, body) -> receive(service, body),
            Fqdn.of("esrp.example.net"));
    private final List<ServiceStatus> delivered = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final Set<ServiceId> heldServices = new HashSet<>();
    private boolean refuses;
    private boolean holds;

    private synchronized CompletableFuture<Void> receive(ServiceId service, String body) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      if (refuses) {
        answer.completeExceptionally(new IllegalStateException("503 Service Unavailable"));
      } else if (holds || heldServices.contains(service)) {
        held.add(() -> accept(service, body, answer));
      } else {
        accept(service, body, answer);
      }
      return answer;
    }

    private void accept(ServiceId service, String text, CompletableFuture<Void> answer) {
      ServiceStateBody body = I3Json.standard().serviceState().read(text);
      ServiceState state = body.state().orElseThrow();
      SecurityPosture posture = body.posture().orElseThrow().known().orElseThrow();
      delivered.add(
          ServiceStatus.builder(service, Verdict.of(state, body.reason()))
              .posture(posture)
              .build());
      answer.complete(null);
    }

    @Override
    public ServiceStatusPublisher publisher() {
      return publisher;
    }

    @Override
    public synchronized List<ServiceStatus> delivered(ServiceId service) {
      return delivered.stream().filter(status -> status.service().equals(service)).toList();
    }

    @Override
    public synchronized void refuse() {
      refuses = true;
    }

    @Override
    public synchronized void hold() {
      holds = true;
    }

    @Override
    public synchronized void hold(ServiceId service) {
      heldServices.add(service);
    }

    @Override
    public synchronized void recover() {
      refuses = false;
      holds = false;
      heldServices.clear();
      held.forEach(Runnable::run);
      held.clear();
    }
  }
}
