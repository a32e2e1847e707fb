package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends what no peer should send to the SIP doors of a server with little memory. After each batch
 * the server must serve a subscriber; at the end it must have printed no exception and given its
 * memory back. The seed is part of the name of each run.
 */
class SipFuzzTest {
  private static final int MESSAGES = Integer.getInteger("wire.fuzz.messages", 2_000);
  private static final int BATCH = 100;

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    int port = FreePorts.next();
    server =
        TestServer.startAt(
            port,
            ",\"limits\":{\"maxSubscriptions\":500,\"maxSubscriptionsPerPeer\":300}",
            "-Xmx64m");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertServes() throws IOException {
    server.assertSound();
    try (SipProbe probe = new SipProbe(server.port())) {
      assertThat(probe.fetch()).contains("terminated");
    }
  }

  private static void say(String test, long seed) {
    // Printed beforehand, because a run that hangs must also show its seed.
    System.err.println(test + ", seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutated_datagrams_leave_the_server_serving(long seed) throws IOException {
    say("datagrams", seed);
    SipMutator mutator = new SipMutator(seed);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 1; i <= MESSAGES; i++) {
        byte[] bytes = mutator.next(socket.getLocalPort());
        socket.send(
            new DatagramPacket(
                bytes,
                Math.min(bytes.length, 65_000),
                InetAddress.getLoopbackAddress(),
                server.port()));
        if (i % BATCH == 0) {
          assertServes();
        }
      }
    }
    assertMemoryIsBounded();
  }

  private void assertMemoryIsBounded() throws IOException {
    assertServes();
    assertThat(HeapHistogram.bytesInUse(server.process().pid())).isLessThan(48L << 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void mutated_streams_leave_the_server_serving(long seed) throws IOException {
    say("streams", seed);
    SipMutator mutator = new SipMutator(seed);
    Random random = new Random(seed);
    List<Socket> open = new ArrayList<>();
    for (int i = 1; i <= MESSAGES / 4; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      open.add(socket);
      int messages = 1 + random.nextInt(4);
      for (int m = 0; m < messages; m++) {
        write(socket, mutator.next(socket.getLocalPort()));
      }
      if (random.nextBoolean()) {
        open.remove(socket);
        socket.close();
      }
      if (i % BATCH == 0) {
        assertServes();
        for (Socket each : open) {
          each.close();
        }
        open.clear();
      }
    }
    assertMemoryIsBounded();
  }

  /** Writes, unless the server has closed the connection, which is its right. */
  private static void write(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException closed) {
      assertThat(closed).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void endless_header_is_cut_off() throws IOException {
    byte[] piece = "X".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(
          socket,
          "SUBSCRIBE sip:esrp.example.org SIP/2.0\r\nSubject: ".getBytes(StandardCharsets.UTF_8));
      assertThat(writesUntilClosed(socket, piece, 2_000)).isLessThan(2_000);
    }
    assertMemoryIsBounded();
  }

  @Test
  void endless_headers_are_cut_off() throws IOException {
    byte[] piece = "X: y\r\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(socket, "SUBSCRIBE sip:esrp.example.org SIP/2.0\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(writesUntilClosed(socket, piece, 2_000)).isLessThan(2_000);
    }
    assertMemoryIsBounded();
  }

  /** Returns how many pieces were taken until the server closed the connection. */
  private static int writesUntilClosed(Socket socket, byte[] piece, int most) {
    for (int i = 0; i < most; i++) {
      try {
        socket.getOutputStream().write(piece);
      } catch (IOException closed) {
        return i;
      }
    }
    return most;
  }

  @Test
  void body_longer_than_memory_is_refused() throws IOException {
    String head =
        """
        SUBSCRIBE sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKlong
        Max-Forwards: 70
        From: <sip:fuzz@127.0.0.1>;tag=long
        To: <sip:esrp.example.org>
        Call-ID: long
        CSeq: 1 SUBSCRIBE
        Contact: <sip:fuzz@127.0.0.1:9>
        Event: emergency-ServiceState
        Content-Length: 2000000000

        """
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(socket, head.getBytes(StandardCharsets.UTF_8));
      assertThat(writesUntilClosed(socket, new byte[100_000], 2_000)).isLessThan(2_000);
    }
    assertMemoryIsBounded();
  }

  @Test
  void idle_connections_keep_others_out_for_seconds_only() throws IOException {
    InetAddress otherHost = InetAddress.getByAddress(new byte[] {127, 0, 3, 1});
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_500; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(), otherHost, 0);
        idle.add(socket);
        write(socket, "SUBSCRIBE sip:esrp.ex".getBytes(StandardCharsets.UTF_8));
      }
      assertServes();
      assertThat(optionsAnsweredWithin(45)).isTrue();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    assertMemoryIsBounded();
  }

  /** Asks over a new TCP connection each second. */
  private boolean optionsAnsweredWithin(int seconds) throws IOException {
    byte[] options =
        """
        OPTIONS sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKidle
        Max-Forwards: 70
        From: <sip:probe@127.0.0.1>;tag=idle
        To: <sip:esrp.example.org>
        Call-ID: idle
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < seconds; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout(1_000);
        write(socket, options);
        byte[] start = socket.getInputStream().readNBytes(11);
        if (new String(start, StandardCharsets.UTF_8).equals("SIP/2.0 200")) {
          return true;
        }
      } catch (SocketException | SocketTimeoutException refused) {
        // Not yet.
      }
      Sipp.pause(Duration.ofSeconds(1));
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void node_that_answers_nonsense_harms_nothing(long seed) throws IOException {
    say("node", seed);
    try (DatagramSocket node = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        TestServer subscriber =
            TestServer.startAt(
                FreePorts.next(),
                """
                ,"keepAlive":"PT1S","downstream":[{"node":"%s","uri":"sip:127.0.0.1:%d",
                 "package":"ElementState","services":["%s"]}]"""
                    .formatted(TestServer.NODE, node.getLocalPort(), TestServer.SERVICE),
                "-Xmx64m")) {
      SipMutator mutator = new SipMutator(seed);
      node.setSoTimeout(50);
      String last = "";
      for (int i = 1; i <= MESSAGES / 4; i++) {
        last = receive(node, last);
        byte[] answer =
            i % 2 == 0 && !last.isEmpty()
                ? mutator.changed(answerTo(last, i))
                : mutator.next(node.getLocalPort());
        node.send(
            new DatagramPacket(
                answer,
                Math.min(answer.length, 65_000),
                InetAddress.getLoopbackAddress(),
                subscriber.port()));
        if (i % BATCH == 0) {
          subscriber.assertSound();
          try (SipProbe probe = new SipProbe(subscriber.port())) {
            assertThat(probe.fetch()).contains("terminated");
          }
        }
      }
    }
  }

  private static String receive(DatagramSocket node, String last) throws IOException {
    byte[] bytes = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      node.receive(packet);
      return new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException none) {
      return last;
    }
  }

  /** Returns an answer to the request of the server, or a NOTIFY in its dialog. */
  private static List<String> answerTo(String request, int number) {
    List<String> copied =
        request
            .lines()
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.matches("(Via|From|Call-ID|CSeq):.*"))
            .toList();
    String to =
        request.lines().filter(line -> line.startsWith("To:")).findFirst().orElse("To: <sip:x>");
    List<String> lines = new ArrayList<>();
    if (number % 4 == 0) {
      lines.add("SIP/2.0 " + List.of("200 OK", "180 x", "302 x", "481 x", "503 x").get(number % 5));
      lines.addAll(copied);
      lines.add(to + (to.contains("tag=") ? "" : ";tag=node"));
      lines.add("Expires: 60");
    } else {
      String from = copied.stream().filter(line -> line.startsWith("From:")).findFirst().orElse("");
      lines.add("NOTIFY sip:127.0.0.1 SIP/2.0");
      lines.add("Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKn" + number);
      lines.add("Max-Forwards: 70");
      lines.add(to.replace("To:", "From:") + (to.contains("tag=") ? "" : ";tag=node"));
      lines.add(from.replace("From:", "To:"));
      copied.stream().filter(line -> line.startsWith("Call-ID:")).forEach(lines::add);
      lines.add("CSeq: " + number + " NOTIFY");
      lines.add("Event: emergency-ElementState");
      lines.add("Subscription-State: active;expires=60");
      lines.add("Content-Type: application/EmergencyCallData.ElementState+json");
    }
    lines.add("Contact: <sip:node@127.0.0.1:9>");
    String body = "{\"elementId\":\"esrp1.example.org\",\"state\":\"Normal\"}";
    lines.add("Content-Length: " + body.length());
    lines.add("");
    lines.add(body);
    return lines;
  }
}
