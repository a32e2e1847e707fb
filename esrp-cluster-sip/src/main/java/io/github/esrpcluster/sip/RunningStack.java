package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.PeerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads, sockets and transactions of a started stack. Thread-safe. */
final class RunningStack implements RiStack.Messages {
  private static final Logger LOG = LoggerFactory.getLogger(JainSipStack.class);
  private static final int MAX_WAITING_FOR_A_NAME = 10_000;
  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final SipCounters counters;
  private final StackThreads threads;
  private final StreamConnections connections;
  private final RiSockets sockets;
  private final RiStack ri;
  private final LocalEndpoints locals;
  private final ServerTransactions serverTransactions;
  private final ClientTransactions clientTransactions;
  private final RequestServer server;
  private final RequestSender sender;

  private RunningStack(
      JainSipStackBuilder settings,
      SipCounters counters,
      SipReceiver receiver,
      StackThreads threads,
      StreamConnections connections,
      RiSockets sockets,
      RiStack ri,
      LocalEndpoints locals) {
    this.counters = counters;
    this.threads = threads;
    this.connections = connections;
    this.sockets = sockets;
    this.ri = ri;
    this.locals = locals;
    SipTokens tokens = new SipTokens();
    StreamSender streams =
        new StreamSender(
            ri::connect,
            connections,
            threads.writers(),
            threads.timer(),
            settings.writeLimit,
            settings.maxWaitingPerPeer);
    serverTransactions =
        new ServerTransactions(
            TimeSource.system(),
            settings.timers.transaction(),
            settings.maxServerTransactions,
            counters);
    clientTransactions = new ClientTransactions(threads.timer(), settings.timers, counters);
    server =
        new RequestServer(receiver, serverTransactions, connections, streams, tokens, counters);
    sender =
        new RequestSender(
            locals,
            connections,
            streams,
            clientTransactions,
            tokens,
            new SerialExecutor(threads.resolvers(), MAX_WAITING_FOR_A_NAME),
            counters);
  }

  /**
   * Binds all sockets, then starts to listen.
   *
   * @throws IOException if an address is unknown or in use; then nothing listens
   */
  static RunningStack start(
      JainSipStackBuilder settings, SipCounters counters, SipReceiver receiver) throws IOException {
    StackThreads threads = StackThreads.start(settings.senderThreads);
    StreamConnections connections =
        new StreamConnections(settings.maxConnections, settings.maxConnectionsPerAddress);
    TlsLayer tls =
        settings.tls == null
            ? null
            : new TlsLayer(settings.tls, settings.requireClientCertificate, threads.timer());
    RiSockets sockets =
        new RiSockets(connections, counters, threads.timer(), settings.connectLimit, tls);
    try {
      LocalEndpoints locals = bind(settings, sockets);
      RiStack ri = new RiStack(sockets, connections, counters, tls);
      RunningStack stack =
          new RunningStack(settings, counters, receiver, threads, connections, sockets, ri, locals);
      stack.listen();
      return stack;
    } catch (PeerUnavailableException e) {
      throw stopped(threads, sockets, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw stopped(threads, sockets, e);
    }
  }

  private static IOException stopped(StackThreads threads, RiSockets sockets, IOException reason) {
    sockets.closeAll();
    threads.stop();
    return reason;
  }

  private static LocalEndpoints bind(JainSipStackBuilder settings, RiSockets sockets)
      throws IOException {
    List<LocalEndpoint> bound = new ArrayList<>();
    for (TransportAddress wanted : settings.listen) {
      try {
        bound.add(sockets.bind(wanted, settings.advertisedHost));
      } catch (IOException e) {
        throw new IOException("cannot listen at " + wanted + ": " + e.getMessage(), e);
      }
    }
    return new LocalEndpoints(bound);
  }

  private void listen() throws IOException {
    Future<?> unused =
        threads
            .timer()
            .scheduleWithFixedDelay(
                serverTransactions::expire,
                EXPIRY_INTERVAL.toMillis(),
                EXPIRY_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      ri.listen(locals, this);
    } catch (IOException e) {
      ri.stopStack();
      throw e;
    }
  }

  @Override
  public void request(IncomingRequest request) {
    guarded(() -> server.receive(request));
  }

  @Override
  public void response(RawMessage response, int status) {
    guarded(() -> clientTransactions.receive(response, status));
  }

  /** Keeps an exception from the reference implementation, which would log the whole message. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      counters.messageDropped();
      LOG.warn("SIP message dropped: {}", Texts.describe(e));
    }
  }

  void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    sender.send(request, outcome);
  }

  List<TransportAddress> listeningAddresses() {
    return locals.all().stream().map(LocalEndpoint::bound).toList();
  }

  JainSipStatistics statistics() {
    return counters.snapshot(
        clientTransactions.pending(), serverTransactions.size(), connections.size());
  }

  void close() {
    ri.stopStack();
    sockets.closeAll();
    locals.all().forEach(local -> local.thread().awaitEnd(STOP_LIMIT));
    threads.stop();
    clientTransactions.close();
  }
}
