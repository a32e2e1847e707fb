package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** A subscriber on a plain UDP socket. Answers each NOTIFY, and has no state to subscribe to. */
final class UdpSubscriber implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final DatagramSocket socket =
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final Deque<MessageText> received = new ArrayDeque<>();
  private final InetSocketAddress server;
  private int sequence;

  UdpSubscriber(int serverPort) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /**
   * Sends a SUBSCRIBE outside of a dialog.
   *
   * @param more further headers, each with its line end
   */
  void subscribe(String uri, String event, String more) throws IOException {
    sequence++;
    String me = "127.0.0.1:" + socket.getLocalPort();
    send(
        """
        SUBSCRIBE %1$s SIP/2.0
        Via: SIP/2.0/UDP %2$s;branch=z9hG4bK-%3$d-%4$d;rport
        Max-Forwards: 70
        From: <sip:upstream@%2$s>;tag=up%4$d
        To: <%1$s>
        Call-ID: call-%4$d@127.0.0.1
        CSeq: %4$d SUBSCRIBE
        Contact: <sip:upstream@%2$s>
        Event: %5$s
        %6$sContent-Length: 0

        """
            .formatted(uri, me, socket.getLocalPort(), sequence, event, more)
            .replace("\n", "\r\n"));
  }

  private void send(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  MessageText awaitResponse() throws IOException {
    return await(MessageText::isResponse);
  }

  MessageText awaitNotify() throws IOException {
    return awaitRequest("NOTIFY");
  }

  MessageText awaitRequest(String method) throws IOException {
    return await(message -> message.isRequest(method));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns the first message of that kind that was not returned before. */
  private MessageText await(Predicate<MessageText> kind) throws IOException {
    for (MessageText message : received) {
      if (kind.test(message)) {
        received.remove(message);
        return message;
      }
    }
    MessageText message = receive();
    while (!kind.test(message)) {
      received.add(message);
      message = receive();
    }
    return message;
  }

  private MessageText receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    MessageText message =
        new MessageText(new String(packet.getData(), 0, packet.getLength(), UTF_8));
    assertThat(message.text()).contains("\r\n\r\n");
    if (message.isRequest("NOTIFY") || message.isRequest("OPTIONS")) {
      send(message.answer("200 OK"));
    } else if (message.isRequest("SUBSCRIBE")) {
      send(message.answer("404 Not Found"));
    }
    return message;
  }

  @Override
  public void close() {
    socket.close();
  }
}
