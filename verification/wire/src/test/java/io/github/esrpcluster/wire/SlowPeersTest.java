package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subscribers that read nothing delay no other one. */
class SlowPeersTest {
  private static final int PEERS = 10;
  private static final int DIALOGS = 200;

  private static String subscribe(int peer, int dialog, int port) {
    return """
        SUBSCRIBE sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/TCP 127.0.0.1:%1$d;branch=z9hG4bKslow%2$d
        Max-Forwards: 70
        From: <sip:slow@127.0.0.1>;tag=%2$d
        To: <sip:esrp.example.org>
        Call-ID: slow-%3$d-%2$d
        CSeq: 1 SUBSCRIBE
        Contact: <sip:slow@127.0.0.1:%1$d;transport=tcp>
        Event: emergency-ServiceState
        Expires: 3600
        Content-Length: 0

        """
        .formatted(port, dialog, peer)
        .replace("\n", "\r\n");
  }

  @Test
  void peers_that_do_not_read_delay_no_other() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (TestServer server =
        TestServer.startAt(
            FreePorts.next(),
            ",\"limits\":{\"maxSubscriptions\":10000,\"maxSubscriptionsPerPeer\":10000}",
            "-Xmx128m")) {
      server.send(
          "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
              .formatted(TestServer.SERVICE, TestServer.NODE));
      server.settle("Normal");
      for (int peer = 0; peer < PEERS; peer++) {
        Socket socket = new Socket();
        slow.add(socket);
        // So small that a few NOTIFYs fill it.
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        OutputStream out = socket.getOutputStream();
        for (int dialog = 0; dialog < DIALOGS; dialog++) {
          out.write(
              subscribe(peer, dialog, socket.getLocalPort()).getBytes(StandardCharsets.UTF_8));
        }
      }
      try (Sipp sipp =
          Sipp.subscribe(
              "change", server, "t1", TestServer.SERVICE_STATE, "-key", "changes", "20")) {
        sipp.awaitAnsweredNotifies(1);
        long start = System.nanoTime();
        for (int i = 1; i <= 20; i++) {
          server.report(i % 2 == 1 ? "Overloaded" : "Normal");
          sipp.awaitAnsweredNotifies(i + 1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        sipp.awaitSuccess();
      }
      server.assertSound();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
