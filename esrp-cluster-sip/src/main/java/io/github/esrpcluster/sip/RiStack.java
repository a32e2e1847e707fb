package io.github.esrpcluster.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import gov.nist.javax.sip.stack.TCPMessageChannel;
import gov.nist.javax.sip.stack.TLSMessageChannel;
import io.github.esrpcluster.sip.logging.MessageLogger;
import io.github.esrpcluster.sip.logging.Slf4jStackLogger;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.TransportNotSupportedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference implementation, as the transport layer. Messages leave it for the transactions of
 * the adapter, where it would look for transactions of its own.
 */
final class RiStack extends SipStackImpl {
  private static final Logger LOG = LoggerFactory.getLogger(RiStack.class);

  /** The largest message in bytes; half of it may be headers. */
  static final int MAX_MESSAGE_SIZE = 32_768;

  private static final String PREFIX = "gov.nist.javax.sip.";
  private static final int DATAGRAM_BUFFER = 4 * 1024 * 1024;
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final int READ_LIMIT_MILLIS = 10_000;

  /** Receives the messages. */
  interface Messages {
    /** Receives a request, on a thread of the reference implementation. */
    void request(IncomingRequest request);

    /** Receives a response, on a thread of the reference implementation. */
    void response(RawMessage response, int status);
  }

  private final RiSockets sockets;
  private volatile LocalEndpoints locals = new LocalEndpoints(List.of());
  private volatile @Nullable Messages messages;
  private final AtomicBoolean stopped = new AtomicBoolean();

  RiStack(
      RiSockets sockets,
      StreamConnections connections,
      SipCounters counters,
      @Nullable TlsLayer tls)
      throws PeerUnavailableException {
    super(properties());
    this.sockets = sockets;
    networkLayer = sockets;
    messageParserFactory = stack -> new SipMessageParser(sockets, connections, counters);
    if (tls != null) {
      setEnabledProtocols(tls.protocols());
      setEnabledCipherSuites(tls.cipherSuites());
    }
    endEventScanner();
  }

  private static Properties properties() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "esrp-cluster-sip");
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty(PREFIX + "STACK_LOGGER", Slf4jStackLogger.class.getName());
    properties.setProperty(PREFIX + "SERVER_LOGGER", MessageLogger.class.getName());
    properties.setProperty(PREFIX + "THREAD_POOL_SIZE", Integer.toString(threads));
    properties.setProperty(PREFIX + "REENTRANT_LISTENER", "true");
    properties.setProperty(PREFIX + "CONGESTION_CONTROL_TIMEOUT", "0");
    properties.setProperty(PREFIX + "MAX_MESSAGE_SIZE", Integer.toString(MAX_MESSAGE_SIZE));
    properties.setProperty(PREFIX + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(DATAGRAM_BUFFER));
    properties.setProperty(PREFIX + "SEND_UDP_BUFFER_SIZE", Integer.toString(DATAGRAM_BUFFER));
    properties.setProperty(PREFIX + "READ_TIMEOUT", Integer.toString(READ_LIMIT_MILLIS));
    // TlsLayer sets it for each socket; this value keeps the reference implementation from it.
    properties.setProperty(PREFIX + "TLS_CLIENT_AUTH_TYPE", "Disabled");
    return properties;
  }

  /** Ends a thread that delivers what this stack never has: events for a listener. */
  private void endEventScanner() {
    EventScanner scanner = getEventScanner();
    scanner.forceStop();
    scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
  }

  /**
   * Starts to receive at endpoints whose sockets are bound.
   *
   * @throws IOException if the reference implementation refuses
   */
  void listen(LocalEndpoints endpoints, Messages receiver) throws IOException {
    locals = endpoints;
    messages = receiver;
    for (LocalEndpoint local : endpoints.all()) {
      try {
        createListeningPoint(local.ip().getHostAddress(), local.bound().port(), local.transport());
        local.thread().awaitBegin(START_LIMIT); // a stop before that would leave threads
      } catch (InvalidArgumentException | TransportNotSupportedException e) {
        throw new IOException("cannot listen at " + local + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Opens a connection, sends a first message over it, and starts to read it.
   *
   * @throws IOException if that fails
   */
  void connect(NextHop hop, InetAddress ip, LocalEndpoint local, byte[] message)
      throws IOException {
    MessageProcessor processor = processor(local);
    sockets.connecting(
        hop,
        local,
        () -> {
          MessageChannel channel = processor.createMessageChannel(ip, hop.port());
          if (channel instanceof TCPMessageChannel tcp) {
            tcp.sendMessage(message, ip, hop.port(), false);
          } else if (channel instanceof TLSMessageChannel tls) {
            tls.sendMessage(message, ip, hop.port(), false);
          }
        });
  }

  private IncomingRequest incoming(SIPRequest request, MessageChannel channel) {
    MessageProcessor processor = channel.getMessageProcessor();
    LocalEndpoint local =
        locals.all().stream().filter(listens -> isOf(processor, listens)).findFirst().orElseThrow();
    PeerAddress source =
        new PeerAddress(
            local.transport(),
            request.getPeerPacketSourceAddress(),
            request.getPeerPacketSourcePort());
    return new IncomingRequest((RawMessage) request.getApplicationData(), request, local, source);
  }

  private MessageProcessor processor(LocalEndpoint local) throws IOException {
    for (MessageProcessor processor : getMessageProcessors()) {
      if (isOf(processor, local)) {
        return processor;
      }
    }
    throw new IOException("the stack is closed");
  }

  private static boolean isOf(MessageProcessor processor, LocalEndpoint local) {
    InetAddress ip = processor.getIpAddress(); // 0.0.0.0 may have become ::
    return processor.getPort() == local.bound().port()
        && processor.getTransport().equalsIgnoreCase(local.transport())
        && (ip.equals(local.ip()) || (ip.isAnyLocalAddress() && local.ip().isAnyLocalAddress()));
  }

  @Override
  public ServerRequestInterface newSIPServerRequest(SIPRequest request, MessageChannel channel) {
    Messages receiver = Objects.requireNonNull(messages, "messages");
    return (received, from) -> receiver.request(incoming(received, from));
  }

  @Override
  public ServerResponseInterface newSIPServerResponse(
      SIPResponse response, MessageChannel channel) {
    return new Responses(Objects.requireNonNull(messages, "messages"));
  }

  /** Stops the threads; does not wait a second, as the reference implementation would. */
  @Override
  public void stopStack() {
    if (stopped.compareAndSet(false, true)) {
      for (MessageProcessor processor : List.of(getMessageProcessors())) {
        stop(() -> removeMessageProcessor(processor));
      }
      stop(this::closeAllSockets);
      stop(getTimer()::stop);
    }
  }

  /**
   * Stops a part. A connection that ends at this moment makes the reference implementation throw a
   * {@code NullPointerException}; the sockets that it leaves open are closed by {@link RiSockets}.
   */
  private static void stop(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      LOG.debug("A part of the SIP stack was not stopped in order", e);
    }
  }

  /** Hands responses over. */
  private record Responses(Messages to) implements ServerResponseInterface {
    @Override
    public void processResponse(SIPResponse response, MessageChannel channel) {
      to.response((RawMessage) response.getApplicationData(), response.getStatusCode());
    }

    @Override
    public void processResponse(SIPResponse response, MessageChannel channel, SIPDialog dialog) {
      processResponse(response, channel);
    }
  }
}
