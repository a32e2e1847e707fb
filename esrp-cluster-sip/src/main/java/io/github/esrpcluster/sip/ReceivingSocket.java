package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** A UDP socket of a listening point. */
final class ReceivingSocket extends DatagramSocket {
  private final ListeningThread thread;

  ReceivingSocket(InetAddress ip, int port, ListeningThread thread) throws IOException {
    super(port, ip);
    this.thread = thread;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    thread.waits();
    try {
      super.receive(packet);
    } finally {
      if (isClosed()) {
        thread.leaves();
      }
    }
  }
}
