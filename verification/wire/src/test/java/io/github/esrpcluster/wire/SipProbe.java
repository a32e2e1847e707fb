package io.github.esrpcluster.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A subscriber of few lines, on UDP: it fetches the state once, to see whether the server serves.
 */
final class SipProbe implements AutoCloseable {
  private final DatagramSocket socket;
  private final int server;
  private int fetches;

  SipProbe(int server) throws IOException {
    this.server = server;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Fetches the state.
   *
   * @return the NOTIFY
   * @throws AssertionError if the server does not serve within 8 s
   */
  String fetch() throws IOException {
    fetches++;
    String callId = "probe-" + port() + "-" + fetches;
    String request =
        """
        SUBSCRIBE sip:esrp.example.org SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bK%2$s
        Max-Forwards: 70
        From: <sip:probe@127.0.0.1>;tag=p%3$d
        To: <sip:esrp.example.org>
        Call-ID: %2$s
        CSeq: 1 SUBSCRIBE
        Contact: <sip:probe@127.0.0.1:%1$d>
        Event: emergency-ServiceState
        Expires: 0
        Content-Length: 0

        """
            .formatted(port(), callId, fetches)
            .replace("\n", "\r\n");
    boolean accepted = false;
    for (int tries = 0; tries < 8; tries++) {
      send(request);
      for (String message = receive(); !message.isEmpty(); message = receive()) {
        if (message.startsWith("NOTIFY ")) {
          answer(message);
          if (message.contains(callId)) {
            return message;
          }
        } else if (message.contains(callId)) {
          if (!message.startsWith("SIP/2.0 200 ")) {
            throw new AssertionError("Refused: " + message);
          }
          accepted = true;
        }
      }
    }
    throw new AssertionError(
        "The server does not serve: " + (accepted ? "no NOTIFY after the 200" : "no answer"));
  }

  private void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), server));
  }

  private void answer(String request) throws IOException {
    send(
        request
            .lines()
            .takeWhile(line -> !line.isEmpty())
            .filter(
                line -> line.toLowerCase(Locale.ROOT).matches("(via|from|to|call-id|cseq) *:.*"))
            .collect(
                Collectors.joining("\r\n", "SIP/2.0 200 OK\r\n", "\r\nContent-Length: 0\r\n\r\n")));
  }

  /** Returns the next message, or an empty text after 1 s. */
  private String receive() throws IOException {
    socket.setSoTimeout(1_000);
    byte[] bytes = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      socket.receive(packet);
      return new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException none) {
      return "";
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
