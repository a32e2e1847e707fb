package io.github.esrpcluster.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A SIP element with a plain TCP or TLS connection. */
final class StreamPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream input;

  StreamPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  static StreamPeer tcp(TransportAddress stack) throws IOException {
    return new StreamPeer(new Socket(stack.host(), stack.port()));
  }

  /** Connects a peer that takes little data unless it reads. */
  static StreamPeer slow(TransportAddress stack) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8_192);
    socket.connect(new InetSocketAddress(stack.host(), stack.port()));
    return new StreamPeer(socket);
  }

  int port() {
    return socket.getLocalPort();
  }

  String hostAndPort() {
    return new TransportAddress("tcp", socket.getLocalAddress().getHostAddress(), port())
        .hostAndPort();
  }

  void send(String message) throws IOException {
    socket.getOutputStream().write(message.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** Returns the next message; fails if none arrives. */
  String receive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
      bytes.write(readByte());
    }
    String head = bytes.toString(UTF_8);
    String length = SipText.header(head, "Content-Length");
    byte[] body = input.readNBytes(Integer.parseInt(length));
    return head + new String(body, UTF_8);
  }

  private int readByte() throws IOException {
    int read = input.read();
    if (read < 0) {
      throw new EOFException("the stack closed the connection");
    }
    return read;
  }

  /** Fails unless the stack closes the connection. */
  void isClosed() {
    try {
      int read = input.read();
      while (read >= 0) {
        read = input.read();
      }
    } catch (SocketTimeoutException e) {
      assertThat(false).as("the stack closes the connection").isTrue();
    } catch (IOException e) {
      // Reset: closed too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
