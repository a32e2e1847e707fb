package io.github.esrpcluster.sip;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS above connections: TLS 1.2 and 1.3, with the cipher suites of the Java runtime. */
final class TlsLayer {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

  private final SSLContext context;
  private final boolean requireClientCertificate;
  private final ScheduledExecutorService scheduler;

  TlsLayer(
      SSLContext context, boolean requireClientCertificate, ScheduledExecutorService scheduler) {
    this.context = context;
    this.requireClientCertificate = requireClientCertificate;
    this.scheduler = scheduler;
  }

  String[] protocols() {
    List<String> supported = Arrays.asList(context.getSupportedSSLParameters().getProtocols());
    return PROTOCOLS.stream().filter(supported::contains).toArray(String[]::new);
  }

  String[] cipherSuites() {
    return context.getDefaultSSLParameters().getCipherSuites();
  }

  /** Puts TLS above a connection that was accepted. */
  SSLSocket accepted(StreamConnection connection) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(connection.socket(), null, true);
    socket.setUseClientMode(false);
    SSLParameters parameters = parameters();
    if (requireClientCertificate) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(true);
    }
    return secure(connection, socket, parameters);
  }

  /**
   * Puts TLS above a connection that was opened. The certificate of the peer must have the name of
   * the peer, if it was given by a name (RFC 5922 section 7.2). For a peer given by an address, a
   * trusted certificate is enough.
   */
  SSLSocket opened(StreamConnection connection, NextHop hop) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(connection.socket(), hop.host(), hop.port(), true);
    SSLParameters parameters = parameters();
    if (hop.isNamed()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    return secure(connection, socket, parameters);
  }

  private SSLParameters parameters() {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(protocols());
    return parameters;
  }

  private SSLSocket secure(
      StreamConnection connection, SSLSocket socket, SSLParameters parameters) {
    socket.setSSLParameters(parameters);
    Future<?> limit =
        scheduler.schedule(connection::abort, HANDSHAKE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    socket.addHandshakeCompletedListener(event -> limit.cancel(false));
    connection.secure(socket);
    return socket;
  }
}
