package io.github.esrpcluster.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/** Ports of the loopback interface that no program uses, for UDP or TCP. */
public final class FreePorts {
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();

  private FreePorts() {}

  /**
   * Returns a port that is free for both UDP and TCP, and that no earlier call returned. Another
   * program may take it before the caller does.
   */
  public static synchronized int next() throws IOException {
    for (int tries = 0; tries < 1_000; tries++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()))) {
        if (GIVEN.add(udp.getLocalPort())) {
          return udp.getLocalPort();
        }
      } catch (BindException taken) {
        // Free for TCP alone: the next one is tried.
      }
    }
    throw new IOException("No port is free for both UDP and TCP.");
  }
}
