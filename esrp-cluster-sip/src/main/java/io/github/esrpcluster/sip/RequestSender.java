package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Sends requests: datagrams on the thread of the caller, messages over connections and requests to
 * a host name on other threads. Thread-safe.
 */
final class RequestSender {
  private final LocalEndpoints locals;
  private final StreamConnections connections;
  private final StreamSender streams;
  private final ClientTransactions transactions;
  private final SipTokens tokens;
  private final SerialExecutor resolving;
  private final SipCounters counters;

  RequestSender(
      LocalEndpoints locals,
      StreamConnections connections,
      StreamSender streams,
      ClientTransactions transactions,
      SipTokens tokens,
      SerialExecutor resolving,
      SipCounters counters) {
    this.locals = locals;
    this.connections = connections;
    this.streams = streams;
    this.transactions = transactions;
    this.tokens = tokens;
    this.resolving = resolving;
    this.counters = counters;
  }

  void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    try {
      StreamConnection open = request.peer().flatMap(this::openConnection).orElse(null);
      if (open != null) {
        begin(request, NextHop.to(open.peer()), open.peer().ip(), open.local(), outcome);
        return;
      }
      NextHop hop = NextHop.of(request);
      InetAddress ip = hop.ip();
      if (ip != null) {
        send(request, hop, ip, outcome);
      } else {
        resolving.execute(hop.host(), () -> resolve(request, hop, outcome));
      }
    } catch (IllegalArgumentException e) {
      refuse(Texts.describe(e), outcome);
    } catch (RejectedExecutionException e) {
      refuse("the stack is closed, or too many requests wait for the address of a host", outcome);
    }
  }

  private Optional<StreamConnection> openConnection(SipPeer peer) {
    return peer.transport().equals("udp")
        ? Optional.empty()
        : NextHop.literal(peer.address())
            .flatMap(ip -> connections.find(new PeerAddress(peer.transport(), ip, peer.port())));
  }

  private void resolve(SipRequest request, NextHop hop, Consumer<? super SipOutcome> outcome) {
    try {
      for (InetAddress ip : InetAddress.getAllByName(hop.host())) {
        if (locals.reaching(hop.transport(), ip).isPresent()) {
          send(request, hop.at(ip), ip, outcome);
          return;
        }
      }
      refuse("no listening point of this stack reaches " + hop.host(), outcome);
    } catch (UnknownHostException e) {
      refuse("host " + Texts.quote(hop.host()) + " has no address", outcome);
    } catch (IllegalArgumentException e) {
      refuse(Texts.describe(e), outcome);
    }
  }

  private void send(
      SipRequest request, NextHop hop, InetAddress ip, Consumer<? super SipOutcome> outcome) {
    LocalEndpoint local =
        locals
            .reaching(hop.transport(), ip)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the stack does not listen for "
                            + hop.transport()
                            + " where it could reach "
                            + ip.getHostAddress()));
    begin(request, hop, ip, local, outcome);
  }

  private void begin(
      SipRequest request,
      NextHop hop,
      InetAddress ip,
      LocalEndpoint local,
      Consumer<? super SipOutcome> outcome) {
    String branch = tokens.branch();
    byte[] bytes = MessageWriter.request(request, local, branch);
    counters.requestSent();
    if (hop.transport().equals("udp")) {
      ClientTransaction transaction =
          new ClientTransaction(
              branch, request.method(), outcome, () -> sendAgain(local, bytes, ip, hop.port()));
      transactions.begin(transaction);
      try {
        local.send(bytes, ip, hop.port());
      } catch (IOException e) {
        transactions.fail(transaction, "datagram refused: " + Texts.describe(e));
      }
    } else {
      ClientTransaction transaction =
          new ClientTransaction(branch, request.method(), outcome, null);
      transactions.begin(transaction);
      streams.send(
          new PeerAddress(hop.transport(), ip, hop.port()),
          new StreamMessage(bytes, hop, local, reason -> transactions.fail(transaction, reason)));
    }
  }

  private static void sendAgain(LocalEndpoint local, byte[] bytes, InetAddress ip, int port) {
    try {
      local.send(bytes, ip, port);
    } catch (IOException e) {
      // Lost, as a datagram may be: the next retransmission or timer F follows.
    }
  }

  private void refuse(String reason, Consumer<? super SipOutcome> consumer) {
    SipOutcome outcome = new SipOutcome.NotSent(reason);
    counters.requestSent();
    counters.outcome(outcome);
    OutcomeCallback.run(consumer, outcome, counters);
  }
}
