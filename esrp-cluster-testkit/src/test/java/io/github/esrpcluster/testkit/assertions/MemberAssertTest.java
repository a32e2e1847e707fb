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
  void it_counts_in_a_state() {
    assertThat(live).inState(ElementState.NORMAL);
    failureOf(() -> assertThat(expired).inState(ElementState.NORMAL))
        .isEqualTo(
            "Expected esrp1 to be Normal, but it is Unreachable.\n"
                + "  member esrp1 Unreachable (EXPIRED, site east)");
  }

  @Test
  void it_waits_for_its_first_status() {
    assertThat(awaiting).isAwaitingStatus();
    failureOf(() -> assertThat(live).isAwaitingStatus())
        .startsWith("Expected esrp1 to be AWAITING_STATUS, but it is LIVE.");
  }

  @Test
  void it_is_live() {
    assertThat(live).isLive();
    failureOf(() -> assertThat(awaiting).isLive())
        .startsWith("Expected esrp1 to be LIVE, but it is AWAITING_STATUS.");
  }

  @Test
  void it_has_expired() {
    assertThat(expired).isExpired();
    failureOf(() -> assertThat(live).isExpired())
        .startsWith("Expected esrp1 to be EXPIRED, but it is LIVE.");
  }

  @Test
  void it_is_draining() {
    assertThat(draining).isDraining();
    failureOf(() -> assertThat(live).isDraining())
        .startsWith("Expected esrp1 to be DRAINING, but it is LIVE.");
  }

  @Test
  void it_takes_calls() {
    assertThat(live).takesCalls();
    failureOf(() -> assertThat(draining).takesCalls())
        .startsWith("Expected esrp1 to take calls, but it takes none, being GoingDown.");
  }

  @Test
  void it_is_overridden() {
    assertThat(overridden).isOverridden();
    failureOf(() -> assertThat(live).isOverridden())
        .startsWith("Expected esrp1 to be overridden by an operator, but it is left to itself.");
  }

  @Test
  void it_is_not_overridden() {
    assertThat(live).isNotOverridden();
    failureOf(() -> assertThat(overridden).isNotOverridden())
        .startsWith("Expected esrp1 to be left to itself, but an operator set ")
        .contains("by=alice")
        .endsWith("member esrp1 Down (LIVE, site east, load 0.8, overridden by alice)");
  }

  @Test
  void it_is_in_a_site() {
    assertThat(live).inSite("east");
    failureOf(() -> assertThat(live).inSite("west"))
        .startsWith("Expected esrp1 to be in site \"west\", but it is in \"east\".");
  }

  @Test
  void it_named_no_site() {
    Member nowhere =
        Member.builder(Registration.builder(registration.service(), Nodes.named("esrp2")).build())
            .build();
    failureOf(() -> assertThat(nowhere).inSite("west")).contains("but it named no site.");
  }

  @Test
  void it_registered_anew() {
    Member anew = Member.builder(registration).epoch(2).build();
    assertThat(anew).hasEpochAfter(live);
    failureOf(() -> assertThat(live).hasEpochAfter(live))
        .startsWith("Expected esrp1 to have an epoch after 1, but it has epoch 1.");
  }
}
