package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests that arrive to the receiver, and sends its responses. Thread-safe. */
final class RequestServer {
  private static final Logger LOG = LoggerFactory.getLogger(JainSipStack.class);
  private static final int DEFAULT_PORT = 5060;

  private final SipReceiver receiver;
  private final ServerTransactions transactions;
  private final StreamConnections connections;
  private final StreamSender streams;
  private final SipTokens tokens;
  private final SipCounters counters;

  RequestServer(
      SipReceiver receiver,
      ServerTransactions transactions,
      StreamConnections connections,
      StreamSender streams,
      SipTokens tokens,
      SipCounters counters) {
    this.receiver = receiver;
    this.transactions = transactions;
    this.connections = connections;
    this.streams = streams;
    this.tokens = tokens;
    this.counters = counters;
  }

  /** Takes a request. */
  void receive(IncomingRequest request) {
    if (request.method().equals("ACK")) {
      return; // it acknowledges a refusal of an INVITE, and gets no response
    }
    ServerTransaction transaction = new ServerTransaction(ServerTransactions.key(request));
    ServerTransaction earlier = transactions.existingOrAdd(transaction);
    if (earlier == null) {
      serve(request, transaction);
    } else {
      counters.requestRepeated();
      repeat(request, earlier.response());
    }
  }

  private void repeat(IncomingRequest request, byte @Nullable [] response) {
    if (response != null) {
      send(request, response);
    }
  }

  private void serve(IncomingRequest request, ServerTransaction transaction) {
    try {
      SipRequest fields = MessageReader.request(request, peer(request.source()));
      counters.requestReceived();
      receiver.receive(fields, response -> answer(request, transaction, response));
    } catch (RefusedRequestException e) {
      counters.requestRefused();
      answer(
          request,
          transaction,
          MessageWriter.refusal(request, e.status(), e.reason(), tokens.tag()));
    } catch (Throwable e) { // the threads of the stack outlive user code, whatever it throws
      counters.callbackFailed();
      LOG.warn("Receiver of SIP requests failed: {}", Texts.describe(e));
    }
    if (transaction.response() == null) {
      LOG.warn("Receiver gave no response to {}", Texts.quote(request.raw().firstLine()));
      answer(request, transaction, SipResponse.of(500));
    }
  }

  private SipPeer peer(PeerAddress source) {
    List<String> identities =
        connections.find(source).map(StreamConnection::identities).orElse(List.of());
    return new SipPeer(source.transport(), source.ip().getHostAddress(), source.port(), identities);
  }

  private void answer(
      IncomingRequest request, ServerTransaction transaction, SipResponse response) {
    if (response.status() < 200) {
      throw new IllegalArgumentException(
          "status " + response.status() + " is provisional: answer with 200 or more");
    }
    answer(request, transaction, MessageWriter.response(request, response, tokens.tag()));
  }

  private void answer(IncomingRequest request, ServerTransaction transaction, byte[] response) {
    if (transaction.answer(response)) {
      transactions.answered(transaction, !request.local().transport().equals("udp"));
      send(request, response);
    }
  }

  private void send(IncomingRequest request, byte[] response) {
    PeerAddress source = request.source();
    if (source.transport().equals("udp")) {
      try {
        request.local().send(response, source.ip(), responsePort(request));
      } catch (IOException e) {
        counters.responseUnsent();
      }
    } else {
      streams.send(
          source, new StreamMessage(response, null, request.local(), reason -> abandon(source)));
    }
  }

  /** Closes a connection that takes no responses: its requests would fill the memory. */
  private void abandon(PeerAddress peer) {
    counters.responseUnsent();
    connections.find(peer).ifPresent(StreamConnection::abort);
  }

  /** Returns the port for a response (RFC 3261 section 18.2.2, RFC 3581 section 4). */
  private static int responsePort(IncomingRequest request) {
    if (request.via().hasParameter("rport")) {
      return request.source().port();
    }
    int port = request.via().getPort();
    return port > 0 ? port : DEFAULT_PORT;
  }
}
