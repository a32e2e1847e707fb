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
  void registersWithAllThereIs() {
    Ran ran =
        Ran.onLines(
            "{\"register\": {"
                + SERVICE
                + ", "
                + NODE
                + ", \"contact\": \"sip:10.0.0.1:5060\", \"weight\": 7, \"preference\": 5,"
                + " \"site\": \"east\", \"lease\": \"PT30S\"}}",
            NORMAL,
            ROUTE);

    assertThat(ran.status()).isZero();
    assertThat(ran.story())
        .contains("esrp1.example.org of sip:esrp.example.org joined, lease PT30S")
        .contains("CALL to sip:esrp.example.org: esrp1.example.org at sip:10.0.0.1:5060");
  }

  @Test
  void readsElementStatesInBothDialectsAndIgnoresWhatIsUnknown() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            "{\"elementState\": {\"elementDomain\": \"esrp1.example.org\", \"state\": \"Normal\"}}",
            "{\"elementId\": \"esrp1.example.org\", \"state\": \"Overloaded\", \"new\": [1]}");

    assertThat(ran.status()).isZero();
    assertThat(ran.states()).containsExactly("Down", "Normal", "Overloaded", "GoingDown");
  }

  @Test
  void keepsTheStateWhenThePostureChangesAndThePostureWhenTheStateDoes() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            "{\"elementId\": \"esrp1.example.org\", \"state\": \"Overloaded\", \"reason\":"
                + " \"full\"}",
            "{\"posture\": {" + NODE + ", \"posture\": \"Orange\"}}",
            NORMAL);

    assertThat(ran.bodies())
        .extracting(body -> body.stateToken() + " " + body.posture().orElseThrow().token())
        .containsExactly(
            "Down Green",
            "Overloaded Green",
            "Overloaded Orange",
            "Normal Orange",
            "GoingDown Orange");
  }

  @Test
  void letsAnOverrideEndByItself() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            NORMAL,
            "{\"override\": {"
                + SERVICE
                + ", \"state\": \"Partial\", \"reason\": \"works\", \"by\": \"noc\", \"for\":"
                + " \"PT10S\"}}",
            "{\"wait\": \"PT11S\"}",
            "{\"clearOverride\": {" + SERVICE + "}}");

    assertThat(ran.status()).isZero();
    assertThat(ran.states()).containsExactly("Down", "Normal", "Partial", "Normal", "GoingDown");
    assertThat(ran.story())
        .contains("override set: Partial by noc for PT10S (works)")
        .contains("no override to clear for sip:esrp.example.org");
  }

  @Test
  void clearsTheOverrideOfANode() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            NORMAL,
            "{\"override\": {" + SERVICE + ", " + NODE + ", \"state\": \"Down\"}}",
            ROUTE,
            "{\"clearOverride\": {" + SERVICE + ", " + NODE + "}}");

    assertThat(ran.states()).containsExactly("Down", "Normal", "Down", "Normal", "GoingDown");
    assertThat(ran.story()).contains("Down by operator").contains("refused, NONE_USABLE");
  }

  @Test
  void renewsALeaseAndLetsAnotherRunOut() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            NORMAL,
            "{\"wait\": \"PT40S\"}",
            "{\"renew\": {" + NODE + "}}",
            "{\"wait\": \"PT40S\"}",
            ROUTE,
            "{\"wait\": \"PT40S\"}",
            "{\"release\": {" + SERVICE + ", " + NODE + "}}",
            ROUTE);

    assertThat(ran.story())
        .containsSubsequence(
            "which is Normal (mode NORMAL)", "the lease ran out", "left: released", "NO_NODES");
  }

  @Test
  void doesNotBlameTheNodesForAStallOfItsOwn() {
    Ran ran = Ran.onLines(REGISTER, NORMAL, "{\"stall\": \"PT90S\"}", ROUTE);

    assertThat(ran.states()).containsExactly("Down", "Normal", "GoingDown");
    assertThat(ran.story()).contains("its last pulse was PT1M30S ago; leases extended: 1");
  }

  @Test
  void servesSeveralServicesAndClosesEach() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            "{\"register\": {\"service\": \"sip:county.example.org\", " + NODE + "}}",
            NORMAL);

    assertThat(ran.states())
        .containsExactlyInAnyOrder("Down", "Down", "Normal", "Normal", "GoingDown", "GoingDown");
  }

  @Test
  void judgesByAnotherPolicy() {
    Ran ran =
        Ran.onLines(
            REGISTER,
            REGISTER.replace("esrp1", "esrp2"),
            NORMAL,
            "{\"policy\": {" + SERVICE + ", \"policy\": {\"type\": \"any-up\"}}}");

    assertThat(ran.states()).containsExactly("Down", "Down", "Partial", "Normal", "GoingDown");
  }
}
