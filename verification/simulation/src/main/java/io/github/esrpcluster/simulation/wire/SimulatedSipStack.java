package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import io.github.esrpcluster.simulation.wire.Datagram.RequestDatagram;
import io.github.esrpcluster.simulation.wire.Datagram.ResponseDatagram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The SIP stack of one simulated process: the transaction layer of RFC 3261 section 17 for requests
 * other than INVITE over UDP.
 */
final class SimulatedSipStack implements SipStack {
  private static final int PORT = 5060;

  final SimulatedSipNetwork network;
  final String host;
  private final ProcessExecutor executor;
  private final Map<String, SimulatedClientTransaction> clients = new HashMap<>();
  private final Map<String, SimulatedServerTransaction> servers = new HashMap<>();
  private SipReceiver receiver = (request, answer) -> answer.accept(SipResponse.of(481));
  private @Nullable RequestDatagram unanswered;

  SimulatedSipStack(SimulatedSipNetwork network, String host, ProcessExecutor executor) {
    this.network = network;
    this.host = host;
    this.executor = executor;
  }

  ProcessExecutor executor() {
    return executor;
  }

  /** Sets what answers requests. */
  void receiver(SipReceiver newReceiver) {
    receiver = newReceiver;
  }

  /** Returns the URI of the contact that the stack adds. */
  String contact() {
    return "sip:" + host + ":" + PORT;
  }

  /** Returns the number of requests whose outcome is not known. */
  long outstanding() {
    return clients.values().stream().filter(SimulatedClientTransaction::waits).count();
  }

  // ---- requests that the process sends

  @Override
  public void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    if (executor.isDead()) {
      return; // called by a callback of another process, after the end of this one
    }
    RequestDatagram open = unanswered;
    network.ledger.check(
        WireInvariant.REQUESTS_ARE_ANSWERED,
        open == null || !open.request().callId().equals(request.callId()),
        () -> host + " sends " + request + " before it answers " + open);
    network.observer.onSent(this, request);
    Consumer<SipOutcome> observed =
        ended -> {
          network.observer.onOutcome(this, request, ended);
          outcome.accept(ended);
        };
    String target = request.routes().isEmpty() ? request.uri() : request.routes().get(0);
    Optional<String> to = network.hostOf(target);
    if (to.isEmpty() || network.refuses()) {
      network.ledger.injected(WireFault.REQUEST_NOT_SENT);
      observed.accept(new SipOutcome.NotSent("no way to " + target));
      return;
    }
    String branch = network.nextBranch(host);
    RequestDatagram datagram = new RequestDatagram(host, to.get(), branch, withContact(request));
    SimulatedClientTransaction transaction =
        new SimulatedClientTransaction(this, datagram, observed);
    clients.put(branch, transaction);
    transaction.start();
  }

  private SipRequest withContact(SipRequest request) {
    return request.contact().isEmpty()
        ? copy(request).contact(contact()).routes(request.routes()).build()
        : request;
  }

  void forget(SimulatedClientTransaction transaction) {
    clients.remove(transaction.branch());
  }

  // ---- datagrams that arrive

  void receive(Datagram datagram) {
    if (datagram instanceof ResponseDatagram response) {
      SimulatedClientTransaction transaction = clients.get(response.branch());
      if (transaction == null) {
        network.ledger.injected(WireFault.RESPONSE_TOO_LATE);
      } else {
        transaction.receive(response.response());
      }
    } else if (datagram instanceof RequestDatagram request) {
      SimulatedServerTransaction known = servers.get(request.branch());
      if (known == null) {
        handOver(request);
      } else {
        known.receiveAgain();
      }
    }
  }

  private void handOver(RequestDatagram datagram) {
    SimulatedServerTransaction transaction = new SimulatedServerTransaction(this, datagram);
    servers.put(datagram.branch(), transaction);
    SipRequest request =
        copy(datagram.request())
            .routes(List.of()) // no proxy on the way recorded a route
            .peer(new SipPeer("udp", datagram.from(), PORT, List.of()))
            .build();
    unanswered = datagram;
    receiver.receive(request, response -> answer(transaction, request, response));
    network.ledger.check(
        WireInvariant.REQUESTS_ARE_ANSWERED,
        transaction.isAnswered(),
        () -> host + " does not answer " + request);
    unanswered = null;
  }

  private void answer(
      SimulatedServerTransaction transaction, SipRequest request, SipResponse response) {
    network.ledger.check(
        WireInvariant.REQUESTS_ARE_ANSWERED,
        !transaction.isAnswered(),
        () -> host + " answers " + request + " twice, now with " + response);
    unanswered = null;
    network.observer.onAnswered(this, request, response);
    transaction.answer(response.isSuccess() ? withContact(response) : response);
  }

  private SipResponse withContact(SipResponse response) {
    if (!response.contact().isEmpty()) {
      return response;
    }
    SipResponse.Builder copy =
        SipResponse.builder(response.status()).toTag(response.toTag()).contact(contact());
    response.headers().forEach(header -> copy.header(header.name(), header.value()));
    return copy.build();
  }

  void forget(SimulatedServerTransaction transaction) {
    servers.remove(transaction.branch());
  }

  private static SipRequest.Builder copy(SipRequest request) {
    SipRequest.Builder copy =
        SipRequest.builder(request.method(), request.uri())
            .from(request.from())
            .to(request.to())
            .callId(request.callId())
            .sequence(request.sequence())
            .contact(request.contact())
            .body(request.body());
    request.headers().forEach(header -> copy.header(header.name(), header.value()));
    return copy;
  }
}
