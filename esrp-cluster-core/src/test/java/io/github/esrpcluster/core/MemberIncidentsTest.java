package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent.NodeContested;
import io.github.esrpcluster.api.ClusterEvent.ReportRefused;
import io.github.esrpcluster.api.ClusterEvent.ReportsAccepted;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports that are refused one after the other, and two processes that register one node. */
class MemberIncidentsTest {
  private final LogCapture log = LogCapture.open();
  private final Rig rig = new Rig();

  @AfterEach
  void close_log() {
    log.close();
  }

  private List<String> problems() {
    return rig.cluster.explain(Rig.SERVICE).orElseThrow().members().get(0).problems();
  }

  private ReportOutcome report(long sequence) {
    return rig.report(
        NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(sequence).build());
  }

  private void register(String incarnation, String contact) {
    rig.cluster.register(
        Registration.builder(Rig.SERVICE, Rig.node(1))
            .incarnation(incarnation)
            .contact(contact)
            .status(ElementState.NORMAL)
            .build());
    rig.time.settle();
  }

  @Test
  void refused_reports_are_a_warning_once_and_explained() {
    // Bug: a node that restarted without a new incarnation and counted from 1 again was refused for
    // ever; nothing was logged, and the explanation told only that its lease had expired.
    rig.join(1);
    report(800);
    for (int sequence = 1; sequence <= 20; sequence++) {
      assertThat(report(sequence)).isEqualTo(ReportOutcome.STALE);
      rig.passSeconds(10);
    }
    assertThat(log.eventWarnings())
        .filteredOn(line -> line.contains("a report of"))
        .singleElement()
        .asString()
        .contains("esrp1.state.pa.us was refused, 3 in a row", "new incarnation");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("20 reports in a row refused, the first 3 min 20 s ago: ")
        .endsWith("To do: after a restart the node must register with a new incarnation");
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains("      20 reports in a row refused");
    assertThat(rig.events(ReportRefused.class))
        .hasSize(20)
        .last()
        .satisfies(last -> assertThat(last.inARow()).isEqualTo(20));
  }

  @Test
  void accepted_report_ends_the_refusals_with_their_number() {
    rig.join(1);
    report(800);
    for (int sequence = 1; sequence <= 5; sequence++) {
      report(sequence);
    }
    report(801);
    assertThat(problems()).isEmpty();
    assertThat(rig.events(ReportsAccepted.class))
        .singleElement()
        .satisfies(end -> assertThat(end.refused()).isEqualTo(5));
    assertThat(log.eventWarnings()).last().asString().contains("accepted again; 5 were refused");
  }

  @Test
  void new_incarnation_ends_the_refusals() {
    rig.join(1);
    report(800);
    report(1);
    register("second", "sip:10.0.0.1");
    assertThat(problems()).isEmpty();
    assertThat(report(1)).isNotEqualTo(ReportOutcome.STALE);
  }

  @Test
  void single_overtaken_report_is_no_warning() {
    rig.join(1);
    report(2);
    report(1);
    report(3);
    assertThat(log.eventWarnings()).isEmpty();
  }

  @Test
  void two_processes_of_one_node_are_a_warning_once() {
    // Bug: two machines that were configured with one id displaced each other for hours, with a
    // notification each time and no warning.
    for (int turn = 0; turn < 30; turn++) {
      register(turn % 2 == 0 ? "a" : "b", "sip:10.0.0." + turn % 2);
      rig.passSeconds(10);
    }
    assertThat(rig.events(NodeContested.class)).hasSize(1);
    assertThat(log.eventWarnings()).hasSize(2);
    assertThat(log.eventWarnings().get(0)).contains("the contact of esrp1.state.pa.us changed");
    assertThat(log.eventWarnings().get(1))
        .contains("two processes register esrp1.state.pa.us in turn", "10.0.0.0", "10.0.0.1");
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("the last time 10 s ago", "incarnation a", "incarnation b", "To do: ");
    assertThat(rig.cluster.statistics().contestedRegistrations()).isEqualTo(27);
  }

  @Test
  void processes_without_incarnation_are_told_apart_by_contact() {
    for (int turn = 0; turn < 6; turn++) {
      rig.cluster.register(Rig.registration(1).contact("sip:10.0.0." + turn % 2).build());
      rig.passSeconds(10);
    }
    assertThat(rig.events(NodeContested.class)).hasSize(1);
  }

  @Test
  void rollback_of_a_node_is_no_contest() {
    register("old", "sip:10.0.0.1");
    register("new", "sip:10.0.0.1");
    register("old", "sip:10.0.0.1");
    rig.passSeconds(30);
    register("old", "sip:10.0.0.1");
    assertThat(rig.events(NodeContested.class)).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void contest_ends_after_two_leases_and_may_begin_again() {
    for (int turn = 0; turn < 8; turn++) {
      register(turn % 2 == 0 ? "a" : "b", "sip:10.0.0.1");
    }
    for (int renewal = 0; renewal < 5; renewal++) {
      rig.passSeconds(30);
      rig.cluster.renew(Rig.node(1));
    }
    assertThat(problems()).isEmpty();
    for (int turn = 0; turn < 8; turn++) {
      register(turn % 2 == 0 ? "a" : "b", "sip:10.0.0.1");
    }
    assertThat(rig.events(NodeContested.class)).hasSize(2);
  }

  @Test
  void node_that_left_takes_its_problems_with_it() {
    rig.join(1);
    report(5);
    report(1);
    rig.cluster.release(Rig.node(1));
    rig.join(1);
    assertThat(problems()).isEmpty();
  }
}
