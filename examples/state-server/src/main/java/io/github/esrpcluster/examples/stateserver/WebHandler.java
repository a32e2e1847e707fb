package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.github.esrpcluster.i3.DequeueRegistrationStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers requests of the DequeueRegistration web service (NENA-STA-010.3 section 4.2.1.4). */
final class WebHandler implements HttpHandler {
  static final String REGISTRATIONS = "/DequeueRegistration/v1/Registrations";
  static final String VERSIONS = "/DequeueRegistration/Versions";

  /** The longest body of a request, in bytes. */
  static final int LONGEST_BODY = 16_384;

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The form of VersionsArray in i3-common.yaml of the NENA OpenAPI files. */
  private static final String ALL_VERSIONS =
      "{\"versions\":[{\"major\":1,\"minor\":0}],\"fingerprint\":\"esrp-cluster\"}";

  private final DequeueRegistrar registrar;
  private final Optional<AccessList> registrants;

  WebHandler(DequeueRegistrar registrar, Optional<AccessList> registrants) {
    this.registrar = registrar;
    this.registrants = registrants;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (REGISTRATIONS.equals(path)) {
        registrations(exchange);
      } else if (VERSIONS.equals(path)) {
        versions(exchange);
      } else {
        send(exchange, 404, TEXT, "unknown entry point");
      }
    }
  }

  private void registrations(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("PUT")) {
      notAllowed(exchange, "PUT");
      return;
    }
    List<String> names = names(exchange);
    if (!isPermitted(exchange, names)) { // the reason is not told to the peer
      send(exchange, DequeueRegistrationStatus.POLICY_VIOLATION.code(), TEXT, "");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      send(exchange, 413, TEXT, "the body is longer than " + LONGEST_BODY + " bytes");
      return;
    }
    DequeueReply reply = registrar.handle(body, hosts(names));
    String type = reply.status() == DequeueRegistrationStatus.OK ? JSON : TEXT;
    send(exchange, reply.status().code(), type, reply.text());
  }

  private boolean isPermitted(HttpExchange exchange, List<String> names) {
    return registrants
        .map(list -> list.permits(exchange.getRemoteAddress().getAddress(), names))
        .orElse(true);
  }

  /**
   * Peers of the list may register any dequeuer. Without a list, each certificate that is trusted
   * is enough, so it must have the host of the dequeuer.
   */
  private Predicate<String> hosts(List<String> names) {
    return registrants.isPresent() || names.isEmpty()
        ? host -> true
        : host -> names.stream().anyMatch(host::equalsIgnoreCase);
  }

  private static List<String> names(HttpExchange exchange) {
    return exchange instanceof HttpsExchange secure
        ? CertificateNames.of(secure.getSSLSession())
        : List.of();
  }

  private static void versions(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, JSON, ALL_VERSIONS);
    } else {
      notAllowed(exchange, "GET");
    }
  }

  private static void notAllowed(HttpExchange exchange, String method) throws IOException {
    exchange.getResponseHeaders().set("Allow", method);
    send(exchange, 405, TEXT, "use " + method);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean withoutBody = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, withoutBody ? -1 : body.length);
    if (!withoutBody) {
      exchange.getResponseBody().write(body);
    }
  }
}
