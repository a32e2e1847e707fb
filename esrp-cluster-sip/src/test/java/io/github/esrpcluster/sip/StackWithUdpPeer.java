package io.github.esrpcluster.sip;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stack that listens for UDP and TCP, and a peer that speaks to it over UDP. */
abstract class StackWithUdpPeer extends StartedStack {
  UdpPeer peer;

  @Override
  JainSipStackBuilder settings() {
    return JainSipStack.builder().listen("udp", "127.0.0.1", 0).listen("tcp", "127.0.0.1", 0);
  }

  @BeforeEach
  void connect() throws IOException {
    peer = new UdpPeer(address);
  }

  @AfterEach
  void disconnect() {
    peer.close();
  }
}
