package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.i3.I3Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks to a server whose peers need certificates. */
class CertifiedPeersTest {
  private static final ByteArrayOutputStream ERRORS = new ByteArrayOutputStream();

  @TempDir static Path folder;

  private static StateServer server;
  private static Path known;
  private static Path stranger;
  private static Path trusted;

  @BeforeAll
  static void start() throws Exception {
    KeytoolCertificates certificates = new KeytoolCertificates(folder);
    List<Path> keys = certificates.create("localhost", "n1.example.org", "n2.example.org");
    known = keys.get(1);
    stranger = keys.get(2);
    trusted = certificates.trusting(keys);
    Files.writeString(folder.resolve("password"), KeytoolCertificates.PASSWORD + "\n");
    String config =
        """
        {
          "listen": ["tls:127.0.0.1:0"],
          "services": [{"uri": "sip:esrp.example.org", "policy": {"type": "any-up"}}],
          "dequeueRegistration": {"listen": "https:127.0.0.1:0", "stateOfNewNodes": "Normal"},
          "subscribers": {"identities": ["n1.example.org"]},
          "registrants": {"identities": ["n1.example.org"]},
          "tls": {
            "keyStore": "localhost.p12",
            "keyStorePassword": {"file": "password"},
            "trustStore": "trusted.p12",
            "trustStorePassword": {"env": "TRUST"}
          }
        }
        """;
    server =
        StateServer.start(
            new ServerConfigReader(folder, Map.of("TRUST", KeytoolCertificates.PASSWORD))
                .read(config, List.of()),
            System.out,
            new PrintStream(ERRORS, true, UTF_8));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static int port(String transport) {
    Matcher line =
        Pattern.compile("listening " + transport + ":.*:(\\d+)").matcher(ERRORS.toString(UTF_8));
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  private static HttpResponse<String> register(SSLContext context, String dequeuer)
      throws IOException, InterruptedException {
    String body =
        "{\"queueUri\":\"sip:esrp.example.org\",\"dequeuerUri\":\"%s\",\"expirationTime\":30}"
            .formatted(dequeuer);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create("https://localhost:" + port("https") + WebHandler.REGISTRATIONS))
                .PUT(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void registrant_is_known_by_its_certificate() throws Exception {
    SSLContext n1 = KeytoolCertificates.client(known, trusted);
    SSLContext n2 = KeytoolCertificates.client(stranger, trusted);

    assertThat(register(n1, "sip:n1.example.org").statusCode()).isEqualTo(200);
    assertThat(register(n2, "sip:n2.example.org").statusCode()).isEqualTo(458);
    assertThat(server.commands().manager().members(NodeId.of("n1.example.org"))).hasSize(1);
  }

  @Test
  void registrant_without_certificate_is_refused() throws Exception {
    SSLContext none = SSLContext.getInstance("TLS");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeytoolCertificates.load(trusted));
    none.init(null, trust.getTrustManagers(), null);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> register(none, "sip:n1.example.org"));
  }

  @Test
  void subscriber_is_known_by_its_certificate() throws Exception {
    try (SSLSocket socket = connect(known)) {
      socket.getOutputStream().write(fetch(socket.getLocalPort()).getBytes(UTF_8));
      InputStream in = new BufferedInputStream(socket.getInputStream());

      assertThat(read(in).startLine()).isEqualTo("SIP/2.0 200 OK");
      MessageText notify = read(in);
      socket.getOutputStream().write(notify.answer("200 OK").getBytes(UTF_8));
      assertThat(notify.startLine()).startsWith("NOTIFY ");
      assertThat(I3Json.standard().serviceState().read(notify.body()).service().domain())
          .hasToString("esrp.example.org");
    }
  }

  @Test
  void subscriber_outside_the_list_is_refused() throws Exception {
    try (SSLSocket socket = connect(stranger)) {
      socket.getOutputStream().write(fetch(socket.getLocalPort()).getBytes(UTF_8));

      assertThat(read(new BufferedInputStream(socket.getInputStream())).startLine())
          .startsWith("SIP/2.0 403 ");
    }
  }

  private static SSLSocket connect(Path keys) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            KeytoolCertificates.client(keys, trusted)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port("tls"));
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String fetch(int port) {
    return """
        SUBSCRIBE sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/TLS 127.0.0.1:%1$d;branch=z9hG4bK-%1$d
        Max-Forwards: 70
        From: <sip:n1.example.org>;tag=a
        To: <sip:esrp.example.org>
        Call-ID: call-%1$d
        CSeq: 1 SUBSCRIBE
        Contact: <sip:n1@127.0.0.1:%1$d;transport=tls>
        Event: emergency-ServiceState
        Expires: 0
        Content-Length: 0

        """
        .formatted(port)
        .replace("\n", "\r\n");
  }

  private static MessageText read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int each = in.read();
      assertThat(each).as("end after %s", head).isNotNegative();
      head.append((char) each);
    }
    int length = Integer.parseInt(new MessageText(head.toString()).header("Content-Length"));
    return new MessageText(head + new String(in.readNBytes(length), UTF_8));
  }
}
