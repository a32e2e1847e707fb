package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal stops the state server: each subscriber gets a last state and the end. */
class ShutdownTest {
  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  void signal_sends_going_down_and_terminated(String transport) throws IOException {
    try (TestServer server = TestServer.start();
        Sipp sipp = Sipp.subscribe("shutdown", server, transport, TestServer.SERVICE_STATE)) {
      sipp.awaitAnsweredNotifies(1);
      assertThat(server.stop()).isZero();
      sipp.awaitSuccess();
      List<TracedMessage> notifies = sipp.notifies();
      assertThat(notifies).hasSize(3);
      assertThat(notifies.get(1).body().at("/serviceState/state").stringValue())
          .isEqualTo("GoingDown");
      assertThat(notifies.get(2).header("Subscription-State")).startsWith("terminated");
      server.assertPrintedNoException();
    }
  }
}
