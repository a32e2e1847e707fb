package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final String SERVICE = "\"service\": \"sip:esrp.example.org\"";
  private static final String NODE = "\"node\": \"esrp1.example.org\"";
  private static final String REGISTER = "{\"register\": {" + SERVICE + ", " + NODE + "}}";
  private static final String NORMAL =
      "{\"elementId\": \"esrp1.example.org\", \"state\": \"Normal\"}";
  private static final String ROUTE = "{\"route\": {" + SERVICE + "}}";

  @Test
  void registration_takes_all_members() {
    ProgramRun run =
        ProgramRun.onLines(
            "{\"register\": {"
                + SERVICE
                + ", "
                + NODE
                + ", \"contact\": \"sip:10.0.0.1:5060\", \"weight\": 7, \"preference\": 5,"
                + " \"site\": \"east\", \"lease\": \"PT30S\"}}",
            NORMAL,
            ROUTE);

    assertThat(run.status()).isZero();
    assertThat(run.errorText())
        .contains("sip:esrp.example.org: esrp1.example.org joined, lease 30 s")
        .contains("call to sip:esrp.example.org: esrp1.example.org at sip:10.0.0.1:5060");
  }

  @Test
  void element_state_is_read_in_both_dialects() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            "{\"elementState\": {\"elementDomain\": \"esrp1.example.org\", \"state\": \"Normal\"}}",
            "{\"elementId\": \"esrp1.example.org\", \"state\": \"Overloaded\", \"new\": [1]}");

    assertThat(run.status()).isZero();
    assertThat(run.states()).containsExactly("Down", "Normal", "Overloaded", "GoingDown");
  }

  @Test
  void state_and_posture_change_independently() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            "{\"elementId\": \"esrp1.example.org\", \"state\": \"Overloaded\", \"reason\":"
                + " \"full\"}",
            "{\"posture\": {" + NODE + ", \"posture\": \"Orange\"}}",
            NORMAL);

    assertThat(run.bodies())
        .extracting(body -> body.stateToken() + " " + body.posture().orElseThrow().token())
        .containsExactly(
            "Down Green",
            "Overloaded Green",
            "Overloaded Orange",
            "Normal Orange",
            "GoingDown Orange");
  }

  @Test
  void override_ends_after_its_duration() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            NORMAL,
            "{\"override\": {"
                + SERVICE
                + ", \"state\": \"Partial\", \"reason\": \"works\", \"by\": \"noc\", \"for\":"
                + " \"PT10S\"}}",
            "{\"wait\": \"PT11S\"}",
            "{\"clearOverride\": {" + SERVICE + "}}");

    assertThat(run.status()).isZero();
    assertThat(run.states()).containsExactly("Down", "Normal", "Partial", "Normal", "GoingDown");
    assertThat(run.errorText())
        .contains("the state is set to Partial for 10 s by noc (works)")
        .contains("no override to clear for sip:esrp.example.org");
  }

  @Test
  void override_of_a_node_is_cleared() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            NORMAL,
            "{\"override\": {" + SERVICE + ", " + NODE + ", \"state\": \"Down\"}}",
            ROUTE,
            "{\"clearOverride\": {" + SERVICE + ", " + NODE + "}}");

    assertThat(run.states()).containsExactly("Down", "Normal", "Down", "Normal", "GoingDown");
    assertThat(run.errorText())
        .contains("is set to Down by operator")
        .contains("refused: NONE_USABLE");
  }

  @Test
  void override_of_an_unknown_name_is_told() {
    ProgramRun run =
        ProgramRun.onLines(
            "{\"override\": {" + SERVICE + ", \"state\": \"Down\"}}",
            REGISTER,
            "{\"override\": {"
                + SERVICE
                + ", \"node\": \"esrp9.example.org\", \"state\": \"Down\"}}");

    assertThat(run.errorText())
        .contains("unknown service sip:esrp.example.org")
        .contains("esrp9.example.org is no member of sip:esrp.example.org");
  }

  @Test
  void lease_is_renewed_and_expires() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            NORMAL,
            "{\"wait\": \"PT40S\"}",
            "{\"renew\": {" + NODE + "}}",
            "{\"wait\": \"PT40S\"}",
            ROUTE,
            "{\"wait\": \"PT40S\"}",
            "{\"release\": {" + SERVICE + ", " + NODE + "}}",
            ROUTE);

    assertThat(run.errorText())
        .containsSubsequence(
            "state Normal, mode NORMAL",
            "the lease of esrp1.example.org expired",
            "left: it released its lease",
            "NO_NODES");
  }

  @Test
  void stall_of_the_manager_extends_leases() {
    ProgramRun run = ProgramRun.onLines(REGISTER, NORMAL, "{\"stall\": \"PT90S\"}", ROUTE);

    assertThat(run.states()).containsExactly("Down", "Normal", "GoingDown");
    assertThat(run.errorText())
        .contains("the manager did not run for 1 min 30 s", "1 lease was extended");
  }

  @Test
  void several_services_are_served_and_closed() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            "{\"register\": {\"service\": \"sip:county.example.org\", " + NODE + "}}",
            NORMAL);

    assertThat(run.states())
        .containsExactlyInAnyOrder("Down", "Down", "Normal", "Normal", "GoingDown", "GoingDown");
  }

  @Test
  void policy_of_a_service_is_replaced() {
    ProgramRun run =
        ProgramRun.onLines(
            REGISTER,
            REGISTER.replace("esrp1", "esrp2"),
            NORMAL,
            "{\"policy\": {" + SERVICE + ", \"policy\": {\"type\": \"any-up\"}}}");

    assertThat(run.states()).containsExactly("Down", "Partial", "Normal", "GoingDown");
  }
}
