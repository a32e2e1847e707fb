package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of OpenSSL subscribes over TLS with a certificate, and is refused without one. */
class TlsClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String PASSWORD = "changeit";
  private static final Path DIRECTORY =
      Path.of(System.getProperty("wire.target")).resolve("tls").toAbsolutePath();

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    makeCertificates();
    int port = FreePorts.next();
    server =
        TestServer.startWith(
            port,
            "\"tls:127.0.0.1:" + port + "\"",
            """
            ,"tls":{"keyStore":"%1$s/server.p12","keyStorePassword":{"file":"%1$s/password"},
             "trustStore":"%1$s/trust.p12","trustStorePassword":{"file":"%1$s/password"},
             "clientCertificates":true},
             "subscribers":{"identities":["upstream.example.org"]}"""
                .formatted(DIRECTORY));
    server.send(
        "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
            .formatted(TestServer.SERVICE, TestServer.NODE));
    server.report("Normal");
  }

  /**
   * Makes an authority, a server, a known client, an unknown client, and a client of no authority.
   */
  private static void makeCertificates() throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.writeString(DIRECTORY.resolve("password"), PASSWORD);
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
    for (String name : List.of("server", "upstream", "stranger")) {
      Files.writeString(
          DIRECTORY.resolve(name + ".ext"),
          "subjectAltName=DNS:" + name + ".example.org,IP:127.0.0.1\n");
      run(
          "openssl req -newkey rsa:2048 -nodes -subj /CN=%1$s.example.org -keyout %1$s.key -out %1$s.csr"
              .formatted(name));
      run(
          "openssl x509 -req -days 2 -in %1$s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile %1$s.ext -out %1$s.pem"
              .formatted(name));
    }
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=upstream.example.org"
            + " -addext subjectAltName=DNS:upstream.example.org -keyout forged.key -out forged.pem");
    run(
        "openssl pkcs12 -export -in server.pem -inkey server.key -certfile ca.pem -name server"
            + " -passout pass:changeit -out server.p12");
    Files.deleteIfExists(DIRECTORY.resolve("trust.p12"));
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool")
            + " -importcert -noprompt -alias ca -file ca.pem -storetype PKCS12 -storepass changeit"
            + " -keystore trust.p12");
  }

  private static void run(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "-C", DIRECTORY.toString()));
    words.addAll(List.of(command.split(" ", -1)));
    try (ServerProcess process = ServerProcess.start(words)) {
      int status = process.awaitExit(Duration.ofSeconds(60));
      if (status != 0) {
        throw new AssertionError(command + "\n" + process.log());
      }
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void checkServer() {
    server.assertSound();
  }

  private static ServerProcess client(int port, String certificate, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-quiet",
                "-crlf",
                "-connect",
                "127.0.0.1:" + server.port(),
                "-bind",
                "127.0.0.1:" + port,
                "-CAfile",
                DIRECTORY + "/ca.pem",
                "-verify_return_error"));
    if (!certificate.isEmpty()) {
      command.addAll(
          List.of(
              "-cert",
              DIRECTORY.resolve(certificate + ".pem").toString(),
              "-key",
              DIRECTORY.resolve(certificate + ".key").toString()));
    }
    command.addAll(List.of(options));
    return ServerProcess.start(command);
  }

  private static String subscribe(int port, String to, int sequence, int expires) {
    return """
        SUBSCRIBE sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/TLS 127.0.0.1:%1$d;branch=z9hG4bKtls%1$dx%3$d
        Max-Forwards: 70
        From: <sip:upstream.example.org>;tag=tls
        To: %2$s
        Call-ID: tls-%1$d
        CSeq: %3$d SUBSCRIBE
        Contact: <sip:upstream@127.0.0.1:%1$d;transport=tls>
        Event: emergency-ServiceState
        Expires: %4$d
        Content-Length: 0
        """
        .formatted(port, to, sequence, expires);
  }

  /**
   * Returns the NOTIFYs received completely so far. A body has no line end: the next message
   * follows at once.
   */
  private static List<String> notifies(ServerProcess client) {
    return Pattern.compile("(?=NOTIFY sip:|SIP/2\\.0 \\d{3} )")
        .splitAsStream(String.join("\n", client.lines()))
        .filter(message -> message.startsWith("NOTIFY ") && message.contains("}}"))
        .toList();
  }

  /** Waits for the NOTIFY of this number, answers it, and returns it. */
  private static String answerNotify(ServerProcess client, int number) {
    client.awaitLine(0, line -> notifies(client).size() >= number, LIMIT);
    String notify = notifies(client).get(number - 1);
    client.send(
        notify
            .lines()
            .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
            .collect(Collectors.joining("\n", "SIP/2.0 200 OK\n", "\nContent-Length: 0\n")));
    return notify;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void client_with_certificate_subscribes(String version) throws IOException {
    int port = FreePorts.next();
    try (ServerProcess client = client(port, "upstream", version)) {
      client.send(subscribe(port, "<sip:esrp.example.org>", 1, 3600));
      client.awaitLine(0, line -> line.startsWith("SIP/2.0 200 "), LIMIT);
      String first = answerNotify(client, 1);
      String changed = first.contains("\"state\":\"Normal\"") ? "Overloaded" : "Normal";
      server.report(changed);
      assertThat(answerNotify(client, 2)).contains("\"state\":\"" + changed + "\"");
      Matcher notifier = Pattern.compile("From: (.*;tag=.*)").matcher(first);
      assertThat(notifier.find()).isTrue();
      client.send(subscribe(port, notifier.group(1), 2, 0));
      assertThat(answerNotify(client, 3))
          .contains("\"state\":\"" + changed + "\"", "Subscription-State: terminated");
    }
  }

  @Test
  void client_with_another_name_is_refused() throws IOException {
    int port = FreePorts.next();
    try (ServerProcess client = client(port, "stranger")) {
      client.send(subscribe(port, "<sip:esrp.example.org>", 1, 3600));
      String answer = client.awaitLine(0, line -> line.startsWith("SIP/2.0 "), LIMIT);
      assertThat(answer).containsAnyOf("403", "603");
      assertThat(client.lines()).noneMatch(line -> line.startsWith("NOTIFY "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "forged"})
  void client_without_trusted_certificate_gets_no_answer(String certificate) throws IOException {
    int port = FreePorts.next();
    try (ServerProcess client = client(port, certificate)) {
      try {
        client.send(subscribe(port, "<sip:esrp.example.org>", 1, 3600));
      } catch (java.io.UncheckedIOException ended) {
        assertThat(client.isAlive()).isFalse();
      }
      assertThatThrownBy(() -> client.awaitLine(0, line -> line.startsWith("SIP/2.0 "), LIMIT))
          .isInstanceOf(IllegalStateException.class);
      assertThat(client.awaitExit(LIMIT)).isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void old_tls_is_refused(String version) throws IOException {
    try (ServerProcess client =
        client(FreePorts.next(), "upstream", version, "-cipher", "ALL:@SECLEVEL=0")) {
      assertThat(client.awaitExit(LIMIT)).isNotZero();
      assertThat(client.log()).contains("alert");
    }
  }
}
