package io.github.esrpcluster.wire;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends lines to the standard input of the server that no program should send. */
class LinesFuzzTest {
  private static final int LINES = Integer.getInteger("wire.fuzz.lines", 2_000);
  private static final List<String> GOOD =
      List.of(
          "{\"register\":{\"service\":\"sip:esrp.example.org\",\"node\":\"esrp2.example.org\"}}",
          "{\"elementId\":\"esrp2.example.org\",\"state\":\"Normal\",\"reason\":\"r\"}",
          "{\"posture\":{\"node\":\"esrp2.example.org\",\"posture\":\"Orange\"}}",
          "{\"renew\":{\"node\":\"esrp2.example.org\"}}",
          "{\"override\":{\"service\":\"sip:esrp.example.org\",\"state\":\"Normal\",\"for\":\"PT1S\"}}",
          "{\"policy\":{\"service\":\"sip:esrp.example.org\",\"policy\":{\"type\":\"any-up\"}}}",
          "{\"route\":{\"service\":\"sip:esrp.example.org\"}}",
          "{\"release\":{\"service\":\"sip:esrp.example.org\",\"node\":\"esrp2.example.org\"}}");
  private static final List<String> PIECES =
      List.of(
          "null",
          "-1",
          "{}",
          "[]",
          "\"\"",
          "1e999",
          "[".repeat(10_000),
          "{\"a\":".repeat(10_000),
          "\"" + "x".repeat(100_000) + "\"",
          "\\u0000",
          "\ud83d\ude00",
          "\u0007");

  @ParameterizedTest
  @ValueSource(longs = {51, 52})
  void mutated_lines_leave_the_server_serving(long seed) throws IOException {
    System.err.println("lines, seed " + seed);
    Random random = new Random(seed);
    try (TestServer server = TestServer.start()) {
      for (int i = 0; i < LINES; i++) {
        StringBuilder line = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
        int at = random.nextInt(line.length());
        switch (random.nextInt(4)) {
          case 0 -> line.deleteCharAt(at);
          case 1 -> line.setCharAt(at, (char) (32 + random.nextInt(96)));
          case 2 -> line.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          default -> line.setLength(at);
        }
        server.send(line.toString());
      }
      server.send(
          "{\"override\":{\"service\":\"sip:esrp.example.org\",\"state\":\"ScheduledMaintenanceDown\"}}");
      server.awaitServed("ScheduledMaintenanceDown");
      server.assertSound();
    }
  }
}
