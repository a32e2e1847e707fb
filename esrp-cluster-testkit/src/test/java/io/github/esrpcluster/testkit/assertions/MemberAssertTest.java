package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.Nodes;
import org.junit.jupiter.api.Test;

class MemberAssertTest {
  private final Registration registration =
      Registration.builder(ServiceId.of("sip:esrp.example.org"), Nodes.named("esrp1"))
          .site("east")
          .build();
  private final Member awaiting = Member.builder(registration).build();
  private final Member live = Member.builder(registration).report(ElementState.NORMAL).build();
  private final Member expired =
      Member.builder(registration).report(ElementState.NORMAL).expired().build();
  private final Member draining =
      Member.builder(registration).report(ElementState.GOING_DOWN).build();
  private final Member overridden =
      Member.builder(registration)
          .report(NodeStatus.builder(Nodes.named("esrp1"), ElementState.NORMAL).load(0.8).build())
          .override(OperatorOverride.of(ElementState.DOWN, "alice", "disk"))
          .build();

  @Test
  void in_state_checks_the_state() {
    assertThat(live).inState(ElementState.NORMAL);
    failureOf(() -> assertThat(expired).inState(ElementState.NORMAL))
        .isEqualTo(
            "Expected esrp1 to be Normal, but it is Unreachable.\n"
                + "  member esrp1 Unreachable (EXPIRED, site east)");
  }

  @Test
  void is_awaiting_status_checks_liveness() {
    assertThat(awaiting).isAwaitingStatus();
    failureOf(() -> assertThat(live).isAwaitingStatus())
        .startsWith("Expected esrp1 to be AWAITING_STATUS, but it is LIVE.");
  }

  @Test
  void is_live_checks_liveness() {
    assertThat(live).isLive();
    failureOf(() -> assertThat(awaiting).isLive())
        .startsWith("Expected esrp1 to be LIVE, but it is AWAITING_STATUS.");
  }

  @Test
  void is_expired_checks_liveness() {
    assertThat(expired).isExpired();
    failureOf(() -> assertThat(live).isExpired())
        .startsWith("Expected esrp1 to be EXPIRED, but it is LIVE.");
  }

  @Test
  void is_draining_checks_liveness() {
    assertThat(draining).isDraining();
    failureOf(() -> assertThat(live).isDraining())
        .startsWith("Expected esrp1 to be DRAINING, but it is LIVE.");
  }

  @Test
  void takes_calls_checks_the_state() {
    assertThat(live).takesCalls();
    failureOf(() -> assertThat(draining).takesCalls())
        .startsWith("Expected esrp1 to take calls, but it takes none in state GoingDown.");
  }

  @Test
  void is_overridden_needs_an_override() {
    assertThat(overridden).isOverridden();
    failureOf(() -> assertThat(live).isOverridden())
        .startsWith("Expected esrp1 to be overridden by an operator, but it is not.");
  }

  @Test
  void is_not_overridden_refuses_an_override() {
    assertThat(live).isNotOverridden();
    failureOf(() -> assertThat(overridden).isNotOverridden())
        .startsWith("Expected esrp1 to not be overridden by an operator, but the override is ")
        .contains("alice")
        .endsWith("member esrp1 Down (LIVE, site east, load 0.8, overridden by alice)");
  }

  @Test
  void in_site_checks_the_site() {
    assertThat(live).inSite("east");
    failureOf(() -> assertThat(live).inSite("west"))
        .startsWith("Expected esrp1 to be in site \"west\", but it is in \"east\".");
  }

  @Test
  void in_site_refuses_a_member_without_site() {
    Member withoutSite =
        Member.builder(Registration.builder(registration.service(), Nodes.named("esrp2")).build())
            .build();
    failureOf(() -> assertThat(withoutSite).inSite("west")).contains("but it has no site.");
  }

  @Test
  void has_epoch_after_checks_the_epoch() {
    Member registeredAgain = Member.builder(registration).epoch(2).build();
    assertThat(registeredAgain).hasEpochAfter(live);
    failureOf(() -> assertThat(live).hasEpochAfter(live))
        .startsWith("Expected esrp1 to have an epoch after 1, but it has epoch 1.");
  }
}
