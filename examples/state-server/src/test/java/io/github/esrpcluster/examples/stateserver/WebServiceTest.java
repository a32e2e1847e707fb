package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.policies.StatusPolicies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServiceTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final String REGISTER =
      "{\"queueUri\":\"sip:esrp.example.org\",\"dequeuerUri\":\"sip:n1.example.org\","
          + "\"expirationTime\":30}";

  private final InMemoryClusterManager manager =
      InMemoryClusterManager.builder().statusPolicy(StatusPolicies.anyUp()).build();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private WebService service;

  @AfterEach
  void close() {
    service.close();
    manager.close();
  }

  private void start(Optional<AccessList> registrants) throws IOException {
    DequeueRegistrar registrar =
        new DequeueRegistrar(manager, Map.of(SERVICE, SERVICE), Optional.empty());
    service =
        WebService.start(
            ListenAddress.web("http:127.0.0.1:0"),
            Optional.empty(),
            new WebHandler(registrar, registrants));
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /DequeueRegistration/v1/Registrations  | 200
          GET    | /DequeueRegistration/v1/Registrations  | 405
          POST   | /DequeueRegistration/v1/Registrations  | 405
          HEAD   | /DequeueRegistration/v1/Registrations  | 405
          DELETE | /DequeueRegistration/Versions          | 405
          GET    | /DequeueRegistration/Versions          | 200
          PUT    | /DequeueRegistration/v2/Registrations  | 404
          PUT    | /DequeueRegistration/v1/Registrations/ | 404
          GET    | /                                      | 404
          GET    | /DequeueRegistration/v1/Versions       | 404
          """)
  void entry_points_are_those_of_the_standard(String method, String path, int status)
      throws Exception {
    start(Optional.empty());

    assertThat(send(method, path, REGISTER).statusCode()).isEqualTo(status);
  }

  @Test
  void registration_is_answered_in_json() throws Exception {
    start(Optional.empty());
    HttpResponse<String> answer = send("PUT", WebHandler.REGISTRATIONS, REGISTER);

    assertThat(answer.body()).isEqualTo("{\"expirationTime\":30}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(manager.services()).containsExactly(SERVICE);
  }

  @Test
  void versions_have_major_and_minor() throws Exception {
    start(Optional.empty());

    assertThat(send("GET", WebHandler.VERSIONS, "").body())
        .isEqualTo("{\"versions\":[{\"major\":1,\"minor\":0}],\"fingerprint\":\"esrp-cluster\"}");
  }

  @Test
  void registrant_outside_the_list_is_refused_without_reason() throws Exception {
    start(Optional.of(new AccessList(List.of(AddressRange.parse("192.0.2.1")), List.of())));
    HttpResponse<String> answer = send("PUT", WebHandler.REGISTRATIONS, REGISTER);

    assertThat(answer.statusCode()).isEqualTo(458);
    assertThat(answer.body()).isEmpty();
    assertThat(manager.services()).isEmpty();
  }

  @Test
  void long_body_is_refused() throws Exception {
    start(Optional.empty());

    assertThat(
            send(
                    "PUT",
                    WebHandler.REGISTRATIONS,
                    REGISTER + " ".repeat(WebHandler.LONGEST_BODY - REGISTER.length()))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send("PUT", WebHandler.REGISTRATIONS, " ".repeat(WebHandler.LONGEST_BODY + 1))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void body_that_is_not_utf8_is_refused() throws Exception {
    start(Optional.empty());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.port() + WebHandler.REGISTRATIONS))
            .PUT(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xe4, '"'}))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  /** Once slow clients held all threads, and others were given up before a thread was free. */
  @Test
  void slow_clients_do_not_stop_the_service() throws Exception {
    start(Optional.empty());
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
      socket
          .getOutputStream()
          .write(
              ("PUT "
                      + WebHandler.REGISTRATIONS
                      + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1")
                  .getBytes(US_ASCII));
      slow.add(socket);
    }

    assertThat(send("PUT", WebHandler.REGISTRATIONS, REGISTER).statusCode()).isEqualTo(200);
    for (Socket socket : slow) {
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).doesNotContain(" 200 ");
      socket.close();
    }
  }
}
