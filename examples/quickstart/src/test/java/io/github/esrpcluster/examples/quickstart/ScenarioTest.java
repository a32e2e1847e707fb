package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final Ran AFTERNOON = Ran.with("--virtual-time");

  @Test
  void transmitsWhatItAlwaysDid() throws IOException {
    assertThat(AFTERNOON.out()).isEqualTo(golden());
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = ScenarioTest.class.getResourceAsStream("/bad-afternoon.out.jsonl")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void isTheSameAtEveryRun() {
    assertThat(Ran.with("--virtual-time")).isEqualTo(AFTERNOON);
  }

  @Test
  void hasNoBadLine() {
    assertThat(AFTERNOON.status()).isZero();
    assertThat(AFTERNOON.err()).noneMatch(line -> line.startsWith("line "));
  }

  @Test
  void showsTheFourStatesAndEndsGoingDown() {
    assertThat(AFTERNOON.states()).contains("Normal", "Partial", "Overloaded", "Down");
    assertThat(AFTERNOON.states()).last().isEqualTo("GoingDown");
  }

  @Test
  void isToldFromTheStormToTheRecovery() {
    assertThat(AFTERNOON.story())
        .containsSubsequence(
            "A bad afternoon",
            "esrp1.east.example.org of sip:esrp.example.org joined, lease PT1M",
            "VERDICT sip:esrp.example.org is Normal",
            "Normal -> Overloaded (cpu 97 %)",
            "override set: ScheduledMaintenance by noc for PT10M (power works)",
            "is Overloaded",
            "posture Orange",
            "which is Overloaded (mode LAST_RESORT)",
            "override cleared",
            "its last pulse was PT3.4S ago; leases extended: 6",
            "which is Normal (mode NORMAL)",
            "esrp2.north.example.org of sip:esrp.example.org: the lease ran out",
            "is Down (needed: 4 of 6 nodes), posture Orange; 6 members: 4 Down, 2 Unreachable",
            "which is Unreachable (mode LAST_RESORT)",
            "override set: ScheduledMaintenanceDown",
            "override time over",
            "is judged by any-up",
            "left: released",
            "the manager closes",
            "is GoingDown");
  }
}
