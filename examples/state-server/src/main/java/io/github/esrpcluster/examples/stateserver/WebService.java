package io.github.esrpcluster.examples.stateserver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Listens for HTTP or HTTPS requests. */
final class WebService implements AutoCloseable {
  /**
   * The server of the JDK has only properties for its limits, in seconds where they are times. A
   * property that is set on the command line stays.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "30",
          "sun.net.httpserver.maxIdleConnections", "100",
          "sun.net.httpserver.maxReqHeaders", "50",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "200");

  private final HttpServer server;

  /** A slow client holds a thread: there are as many as connections, so that it delays no other. */
  private final ExecutorService threads = Executors.newCachedThreadPool(WebService::thread);

  private WebService(HttpServer server) {
    this.server = server;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "web");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address is in use, or the certificates cannot be used
   */
  static WebService start(ListenAddress listener, Optional<TlsConfig> tls, HttpHandler handler)
      throws IOException {
    LIMITS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    InetSocketAddress address = new InetSocketAddress(listener.address(), listener.port());
    WebService service =
        new WebService(
            listener.isTls() ? secure(address, tls.orElseThrow()) : HttpServer.create(address, 0));
    service.server.createContext("/", handler);
    service.server.setExecutor(service.threads);
    service.server.start();
    return service;
  }

  private static HttpServer secure(InetSocketAddress address, TlsConfig tls) throws IOException {
    HttpsServer server = HttpsServer.create(address, 0);
    try {
      server.setHttpsConfigurator(new ClientCertificates(TlsContexts.of(tls), tls));
      return server;
    } catch (GeneralSecurityException e) {
      server.stop(0);
      throw new IOException("the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static final class ClientCertificates extends HttpsConfigurator {
    private final boolean required;

    ClientCertificates(SSLContext context, TlsConfig tls) {
      super(context);
      this.required = tls.clientCertificates();
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      if (required) {
        tls.setNeedClientAuth(true);
      } else {
        tls.setWantClientAuth(true);
      }
      parameters.setSSLParameters(tls);
    }
  }

  /** Returns the port, which is another one than configured if that was 0. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once. Connections in use are closed. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
