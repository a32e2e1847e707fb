package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * The UDP socket of a listening point. It receives no faster than its messages are parsed, and
 * hands over arrays of their size: the reference implementation keeps all that it receives, each in
 * an array for the largest message. The system drops the rest, as it may with datagrams.
 */
final class ReceivingSocket extends DatagramSocket {
  private final ListeningThread thread;
  private final Semaphore unparsed;

  /**
   * Binds a socket.
   *
   * @param unparsed has a permit for each message that may wait to be parsed
   */
  ReceivingSocket(InetAddress ip, int port, ListeningThread thread, Semaphore unparsed)
      throws IOException {
    super(port, ip);
    this.thread = thread;
    this.unparsed = unparsed;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    thread.waits();
    unparsed.acquireUninterruptibly();
    boolean received = false;
    try {
      super.receive(packet);
      packet.setData(Arrays.copyOf(packet.getData(), packet.getLength()));
      received = true;
    } finally {
      if (!received) {
        unparsed.release();
      }
      if (isClosed()) {
        thread.leaves();
      }
    }
  }
}
