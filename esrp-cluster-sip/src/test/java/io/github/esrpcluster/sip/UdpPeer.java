package io.github.esrpcluster.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A SIP element with a plain UDP socket. */
final class UdpPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final DatagramSocket socket;
  private final TransportAddress stack;

  UdpPeer(TransportAddress stack) throws IOException {
    this.stack = stack;
    socket = new DatagramSocket(0, InetAddress.getByName(stack.host()));
  }

  int port() {
    return socket.getLocalPort();
  }

  String hostAndPort() {
    return new TransportAddress("udp", stack.host(), port()).hostAndPort();
  }

  void send(String message) throws IOException {
    send(message.getBytes(UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.send(
        new DatagramPacket(bytes, bytes.length, InetAddress.getByName(stack.host()), stack.port()));
  }

  /** Returns the next message; fails if none arrives. */
  String receive() throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return read();
  }

  /** Returns the next message with this text; an empty text if none arrives within a time. */
  String receiveWith(String text, Duration within) throws IOException {
    socket.setSoTimeout((int) within.toMillis());
    try {
      String message = read();
      while (!message.contains(text)) {
        message = read();
      }
      return message;
    } catch (SocketTimeoutException e) {
      return "";
    }
  }

  private String read() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }
}
