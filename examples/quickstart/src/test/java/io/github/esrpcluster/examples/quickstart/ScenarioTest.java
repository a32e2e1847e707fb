package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final ProgramRun RUN = ProgramRun.with("--virtual-time");

  @Test
  void scenario_prints_the_recorded_bodies() throws IOException {
    assertThat(RUN.out()).isEqualTo(recorded());
  }

  private static List<String> recorded() throws IOException {
    try (InputStream in = ScenarioTest.class.getResourceAsStream("/incident.out.jsonl")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void every_run_prints_the_same() {
    assertThat(ProgramRun.with("--virtual-time")).isEqualTo(RUN);
  }

  @Test
  void scenario_has_no_bad_line() {
    assertThat(RUN.status()).isZero();
    assertThat(RUN.err()).noneMatch(line -> line.startsWith("line "));
  }

  @Test
  void states_include_all_four_and_end_with_going_down() {
    assertThat(RUN.states()).contains("Normal", "Partial", "Overloaded", "Down");
    assertThat(RUN.states()).last().isEqualTo("GoingDown");
  }

  @Test
  void events_are_printed_in_order() {
    assertThat(RUN.errorText())
        .containsSubsequence(
            "Incident of sip:esrp.example.org",
            "sip:esrp.example.org: esrp1.east.example.org joined, lease 1 min",
            "sip:esrp.example.org is Normal, was",
            "is Overloaded (cpu 97 %), was Normal",
            "is set to ScheduledMaintenance for 10 min by noc (power works)",
            "is Overloaded",
            "posture Orange",
            "state Overloaded, mode LAST_RESORT",
            "no node takes calls.",
            "was cleared by",
            "the manager did not run for 3 s",
            "6 leases were extended",
            "state Normal, mode NORMAL",
            "the lease of esrp2.north.example.org expired",
            "is Down (no node takes calls)",
            "posture Orange, 6 members: 4 Down, 2 Unreachable",
            "state Unreachable, mode LAST_RESORT",
            "the state is set to ScheduledMaintenanceDown",
            "the override of the state has expired",
            "the status policy is now any-up",
            "left: it released its lease",
            "the manager closes",
            "is GoingDown");
  }
}
