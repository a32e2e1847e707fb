package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.notify.Downstream;
import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.i3.notify.SipEndpoint;
import io.github.esrpcluster.i3.notify.Subscriber;
import io.github.esrpcluster.policies.StatusPolicies;
import io.github.esrpcluster.sip.JainSipStack;
import java.io.IOException;
import java.time.Duration;

/** A manager on SIP: upstream entities subscribe to its service, and it subscribes to its nodes. */
final class SipCluster implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ServiceId service = ServiceId.of("sip:esrp.example.org");
  private final InMemoryClusterManager manager =
      InMemoryClusterManager.builder().statusPolicy(StatusPolicies.anyUp()).build();
  private final JainSipStack stack;
  private final Notifier notifier;
  private final Subscriber subscriber;

  SipCluster(String host, int port) throws IOException {
    stack = JainSipStack.builder().listen("udp", host, port).build();
    notifier = Notifier.builder(stack).build(); // set admission(..) where strangers may connect
    subscriber = Subscriber.builder(stack, manager).localUri("sip:esrp.example.org").build();
    notifier.attach(manager);
    manager.declareService(service);
    stack.start(SipEndpoint.of(notifier, subscriber));
  }

  /** Lets a node join by its address: its state is what it notifies of. */
  void addNode(NodeId node, String uri) {
    subscriber.add(Downstream.builder(node, uri).service(service).build());
  }

  int port() {
    return stack.listeningAddresses().get(0).port();
  }

  @Override
  public void close() {
    manager.close(); // subscribers receive GoingDown
    notifier.shutdown(GRACE).toCompletableFuture().join(); // then terminated
    subscriber.shutdown(GRACE).toCompletableFuture().join();
    stack.close();
  }
}
