package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that stretch RFC 3261 are served all the same. */
class LooseClientsTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void checkServer() {
    server.assertSound();
  }

  private static Sipp sipp(String scenario, String transport, String event) throws IOException {
    return Sipp.subscribe(scenario, server, transport, event);
  }

  @ParameterizedTest
  @CsvSource({
    "via-without-branch,u1",
    "via-without-branch,t1",
    "no-angle-brackets,u1",
    "no-angle-brackets,t1",
    "compact-headers,u1",
    "compact-headers,t1",
    "blanks-in-event,u1",
    "length-too-long,u1"
  })
  void loose_peer_is_served(String scenario, String transport) throws IOException {
    try (Sipp sipp = sipp(scenario, transport, TestServer.SERVICE_STATE)) {
      sipp.awaitSuccess();
    }
  }

  @ParameterizedTest
  @CsvSource({"second-tag,u1", "second-tag,t1", "answers-too-long,u1"})
  void loose_answer_to_notify_counts(String scenario, String transport) throws IOException {
    try (Sipp sipp = sipp(scenario, transport, TestServer.SERVICE_STATE + ";min-rate=1")) {
      sipp.awaitSuccess();
      assertThat(sipp.notifies()).hasSize(4);
      // A NOTIFY whose answer did not count is sent again.
      assertThat(sipp.messages()).filteredOn(message -> message.isReceived("NOTIFY")).hasSize(4);
    }
  }

  @Test
  void unknown_service_is_refused() throws IOException {
    try (Sipp sipp = sipp("unknown-service", "u1", TestServer.SERVICE_STATE)) {
      sipp.awaitSuccess();
    }
  }
}
