package io.github.esrpcluster.sip;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts a stack before each test, and closes it afterwards. */
abstract class StartedStack {
  final ScriptedReceiver receiver = new ScriptedReceiver();
  final OutcomeQueue outcomes = new OutcomeQueue();
  JainSipStack stack;

  /** The first listening point. */
  TransportAddress address;

  /** Returns the settings of the stack. */
  abstract JainSipStackBuilder settings();

  @BeforeEach
  void start() throws IOException {
    stack = settings().build();
    stack.start(receiver);
    address = stack.listeningAddresses().get(0);
  }

  @AfterEach
  void stop() {
    stack.close();
  }
}
