package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends what no client should send to the dequeue registration web service. */
class WebFuzzTest {
  private static final int REQUESTS = Integer.getInteger("wire.fuzz.requests", 1_000);
  private static final int BATCH = 100;
  private static final String PATH = "/DequeueRegistration/v1/Registrations";
  private static final String GOOD =
      "{\"queueUri\":\"sip:esrp.example.org\",\"dequeuerUri\":\"sip:esrp9.example.org\","
          + "\"expirationTime\":60,\"dequeuePreference\":3}";

  /** The codes of NENA's OpenAPI file, and those of HTTP for what is no request of it. */
  private static final Set<Integer> REFUSALS =
      Set.of(200, 400, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 431, 454, 456, 457, 458);

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "99999999999999999999",
          "1.5",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "\"sip:\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "NaN",
          "\"" + "a".repeat(50_000) + "\"",
          "[".repeat(20_000),
          "{\"a\":".repeat(20_000));

  private static TestServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    port = FreePorts.next();
    server =
        TestServer.startAt(
            FreePorts.next(),
            ",\"dequeueRegistration\":{\"listen\":\"http:127.0.0.1:" + port + "\"}",
            "-Xmx64m");
    server
        .process()
        .awaitLine(0, line -> line.startsWith("listening http"), Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void checkServer() throws IOException {
    server.assertSound();
    assertThat(HeapHistogram.bytesInUse(server.process().pid())).isLessThan(40L << 20);
  }

  private static byte[] request(String method, String path, String headers, byte[] body) {
    byte[] head =
        (method
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head);
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static byte[] put(byte[] body) {
    return request("PUT", PATH, "Content-Type: application/json\r\n", body);
  }

  /** Returns the status, or 0 if the server closed the connection without an answer. */
  private static int send(byte[] request, boolean complete) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(complete ? 5_000 : 50);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9));
      } catch (SocketTimeoutException waits) {
        if (complete) {
          throw new AssertionError(
              "No answer to\n" + new String(request, StandardCharsets.ISO_8859_1), waits);
        }
        return 0;
      } catch (SocketException closed) {
        return 0;
      }
    }
  }

  private static void assertServes() throws IOException {
    assertThat(send(put(GOOD.getBytes(StandardCharsets.UTF_8)), true)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void mutated_bodies_are_refused(long seed) throws IOException {
    System.err.println("bodies, seed " + seed);
    Random random = new Random(seed);
    for (int i = 1; i <= REQUESTS; i++) {
      byte[] body = body(random);
      int status = send(put(body), true);
      assertThat(REFUSALS).as(new String(body, StandardCharsets.ISO_8859_1)).contains(status);
      if (i % BATCH == 0) {
        assertServes();
      }
    }
  }

  private static byte[] body(Random random) {
    String[] members = GOOD.substring(1, GOOD.length() - 1).split(",", -1);
    int at = random.nextInt(members.length);
    String name = members[at].substring(0, members[at].indexOf(':') + 1);
    members[at] = name + VALUES.get(random.nextInt(VALUES.size()));
    byte[] bytes = ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42})
  void mutated_requests_leave_the_service_serving(long seed) throws IOException {
    System.err.println("requests, seed " + seed);
    Random random = new Random(seed);
    byte[] good = put(GOOD.getBytes(StandardCharsets.UTF_8));
    for (int i = 1; i <= REQUESTS / 4; i++) {
      byte[] bytes = good.clone();
      for (int change = 0; change < 1 + random.nextInt(4); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int status = send(bytes, false);
      assertThat(status < 500 || status == 501 || status == 505)
          .as(status + " to " + new String(bytes, StandardCharsets.ISO_8859_1))
          .isTrue();
      if (i % BATCH == 0) {
        assertServes();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /../../etc/passwd",
        "POST " + PATH,
        "DELETE " + PATH,
        "PUT " + PATH + "/x",
        "GET /DequeueRegistration/Versions/%00",
        "TRACE " + PATH,
        "PUT /DequeueRegistration/v2/Registrations"
      })
  void unknown_entry_point_is_refused(String line) throws IOException {
    String[] words = line.split(" ", -1);
    int status = send(request(words[0], words[1], "", GOOD.getBytes(StandardCharsets.UTF_8)), true);
    assertThat(List.of(400, 404, 405, 501)).contains(status);
    assertServes();
  }
}
