package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.esrpcluster.api.Admission;
import io.github.esrpcluster.api.AdmissionPolicy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.RegistrationRefusedException.RegistrationRefusal;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private AdmissionPolicy policy = (asked, standing) -> Admission.accept(asked);
  private final Rig rig =
      new Rig(builder -> builder.admission((asked, standing) -> policy.admit(asked, standing)));
  private final Rig open = new Rig();

  private static AbstractObjectAssert<?, RegistrationRefusal> assertRefusal(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .asInstanceOf(type(RegistrationRefusedException.class))
        .extracting(RegistrationRefusedException::refusal);
  }

  // Bug: a second registration took over the contact of a running node, without a word.
  @Test
  void policy_sees_the_standing_member_and_refuses() {
    rig.join(1, ElementState.NORMAL);
    List<Optional<Member>> seen = new ArrayList<>();
    policy =
        (asked, standing) -> {
          seen.add(standing);
          return Admission.refuse("not yours");
        };
    Registration stolen = Rig.registration(1).contact("sip:evil.example.com").build();
    assertThatThrownBy(() -> rig.cluster.register(stolen))
        .hasMessage("esrp1.state.pa.us was not registered for sip:esrp.state.pa.us: not yours");
    assertThat(seen.get(0).orElseThrow().state()).isEqualTo(ElementState.NORMAL);
    assertThat(rig.cluster.members(Rig.node(1)).get(0).contact())
        .isEqualTo("sip:esrp1.state.pa.us");
    assertThat(rig.cluster.statistics().registrationsRefused()).isEqualTo(1);
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.RegistrationRefused.class))
        .singleElement()
        .satisfies(event -> assertThat(event.registration()).isEqualTo(stolen))
        .extracting(ClusterEvent.RegistrationRefused::refusal)
        .isEqualTo(RegistrationRefusal.ADMISSION);
  }

  @Test
  void policy_changes_the_terms() {
    policy = (asked, standing) -> Admission.accept(asked.toBuilder().weight(7).build());
    rig.cluster.register(Rig.registration(1).weight(65_535).status(ElementState.NORMAL).build());
    assertThat(rig.cluster.members(Rig.node(1)).get(0).weight()).isEqualTo(7);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void policy_that_changes_the_node_is_refused() {
    policy = (asked, standing) -> Admission.accept(Rig.registration(2).build());
    assertRefusal(() -> rig.join(1)).isEqualTo(RegistrationRefusal.ADMISSION);
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a vendor may do
  void policy_that_fails_refuses_and_harms_no_member() {
    rig.join(1, ElementState.NORMAL);
    policy =
        (asked, standing) -> {
          throw new IllegalStateException("directory is down");
        };
    assertThatThrownBy(() -> rig.join(1)).hasMessageContaining("directory is down");
    policy = (asked, standing) -> null;
    assertThatThrownBy(() -> rig.join(2)).hasMessageContaining("returned null");
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
  }

  /** A decision counts for the membership that it was made for only. */
  @Test
  void change_during_the_decision_is_decided_again() {
    List<Optional<Member>> seen = new ArrayList<>();
    policy =
        (asked, standing) -> {
          seen.add(standing);
          if (seen.size() == 1) { // another process registers meanwhile
            rig.cluster.register(
                Rig.registration(1).incarnation("other").status(ElementState.NORMAL).build());
          }
          boolean mine = asked.incarnation().equals(Optional.of("other"));
          return standing.isEmpty() || mine ? Admission.accept(asked) : Admission.refuse("taken");
        };
    assertRefusal(() -> rig.cluster.register(Rig.registration(1).incarnation("mine").build()))
        .isEqualTo(RegistrationRefusal.ADMISSION);
    assertThat(seen).hasSize(3);
    assertThat(rig.cluster.members(Rig.node(1)).get(0).registration().incarnation())
        .contains("other");
  }

  @Test
  void membership_that_always_changes_is_refused_in_the_end() {
    policy =
        (asked, standing) -> {
          if (asked.incarnation().isEmpty()) {
            rig.cluster.register(
                asked.toBuilder().incarnation(standing.map(Member::epoch).orElse(0L)).build());
          }
          return Admission.accept(asked);
        };
    assertRefusal(() -> rig.join(1)).isEqualTo(RegistrationRefusal.ADMISSION);
  }

  @Test
  void only_declared_nodes_are_admitted() {
    policy = AdmissionPolicy.onlyNodes(Set.of(Rig.node(1)));
    rig.join(1, ElementState.NORMAL);
    for (int ghost = 2; ghost <= 5; ghost++) {
      int node = ghost;
      assertRefusal(() -> rig.join(node)).isEqualTo(RegistrationRefusal.ADMISSION);
    }
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).hasSize(1);
  }

  // ---- owners

  // Bug: each caller that knew the name of a node could renew, release and report for it.
  @Test
  void other_owner_can_do_nothing_to_a_member() {
    NodeRegistry mine = open.cluster.actingAs("CN=esrp1");
    NodeRegistry other = open.cluster.actingAs("CN=evil");
    Lease lease = mine.register(Rig.registration(1).status(ElementState.NORMAL).build());
    NodeStatus down = NodeStatus.of(Rig.node(1), ElementState.DOWN);
    for (NodeRegistry caller : List.of(other, open.cluster)) {
      assertThat(caller.renew(Rig.node(1))).isEqualTo(RenewalOutcome.NOT_PERMITTED);
      assertThat(caller.renew(Rig.SERVICE, Rig.node(1), lease.epoch()))
          .isEqualTo(RenewalOutcome.NOT_PERMITTED);
      assertThat(caller.report(down)).isEqualTo(ReportOutcome.NOT_PERMITTED);
      assertThat(caller.report(down.toBuilder().epoch(lease.epoch()).build()))
          .isEqualTo(ReportOutcome.NOT_PERMITTED);
      assertThat(caller.release(Rig.node(1))).isEqualTo(ReleaseOutcome.NOT_PERMITTED);
      assertThat(caller.release(Rig.SERVICE, Rig.node(1))).isEqualTo(ReleaseOutcome.NOT_PERMITTED);
      assertThat(caller.release(Rig.SERVICE, Rig.node(1), lease.epoch()))
          .isEqualTo(ReleaseOutcome.NOT_PERMITTED);
      assertThat(caller.expire(Rig.SERVICE, Rig.node(1), lease.epoch()))
          .isEqualTo(ExpiryOutcome.NOT_PERMITTED);
      assertThat(caller.renew(Rig.SERVICE, Rig.node(1), lease.epoch() + 1))
          .as("whether an epoch is right is told to the owner only")
          .isEqualTo(RenewalOutcome.NOT_PERMITTED);
      assertRefusal(() -> caller.register(Rig.registration(1).build()))
          .isEqualTo(RegistrationRefusal.NOT_OWNER);
    }
    assertThat(open.cluster.statistics().callsNotPermitted()).isEqualTo(18);
    assertThat(open.memberState(1)).isEqualTo(ElementState.NORMAL);
    open.time.settle();
    assertThat(open.events(ClusterEvent.CallNotPermitted.class)).hasSize(18);
  }

  @Test
  void view_of_an_owner_leads_to_no_other_member() {
    NodeRegistry mine = open.cluster.actingAs("CN=esrp1");
    mine.register(Rig.registration(1).build());
    NodeRegistry other = open.cluster.actingAs("CN=evil");
    assertThat(other.lease(Rig.SERVICE, Rig.node(1))).isEmpty();
    assertThat(mine.lease(Rig.SERVICE, Rig.node(1))).isPresent();
    assertThatThrownBy(() -> other.actingAs("CN=esrp1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "owner \"CN=esrp1\" is not \"CN=evil\", for which this registry acts: call actingAs of"
                + " the manager");
  }

  @Test
  void policy_that_drops_the_owner_is_refused() {
    policy = (asked, standing) -> Admission.accept(Rig.registration(1).build());
    NodeRegistry mine = rig.cluster.actingAs("CN=esrp1");
    assertRefusal(() -> mine.register(Rig.registration(1).build()))
        .isEqualTo(RegistrationRefusal.ADMISSION);
  }

  // Bug: a member without an owner, or whose lease had expired, changed hands without a word.
  @Test
  void other_owner_of_a_known_node_raises_an_alarm() {
    open.join(1);
    open.cluster.actingAs("CN=esrp1").register(Rig.registration(1).build());
    open.passSeconds(61);
    open.cluster.actingAs("CN=new").register(Rig.registration(1).build());
    open.cluster.actingAs("CN=new").register(Rig.registration(1).weight(2).build());
    open.time.settle();
    assertThat(open.events(ClusterEvent.OwnerChanged.class))
        .extracting(event -> event.before().owner(), event -> event.after().owner())
        .containsExactly(
            tuple(Optional.empty(), Optional.of("CN=esrp1")),
            tuple(Optional.of("CN=esrp1"), Optional.of("CN=new")));
  }

  @Test
  void same_owner_and_its_lease_can_do_everything() {
    NodeRegistry mine = open.cluster.actingAs("CN=esrp1");
    Lease lease = mine.register(Rig.registration(1).build());
    assertThat(mine.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(lease.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.APPLIED);
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(mine.register(Rig.registration(1).weight(2).build()).epoch())
        .isEqualTo(lease.epoch());
    assertThat(mine.release(Rig.node(1))).isEqualTo(ReleaseOutcome.RELEASED);
  }

  @Test
  void lease_acts_for_the_owner_that_registered() {
    Lease lease = open.cluster.register(Rig.registration(1).owner("CN=esrp1").build());
    assertThat(lease.report(ElementState.NORMAL, "")).isEqualTo(ReportOutcome.APPLIED);
    assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
  }

  @Test
  void other_owner_may_register_after_the_lease_expired() {
    open.cluster.actingAs("CN=esrp1").register(Rig.registration(1).build());
    open.passSeconds(61);
    Lease lease = open.cluster.actingAs("CN=new").register(Rig.registration(1).build());
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
  }

  @Test
  void node_of_several_owners_is_renewed_where_the_caller_may() {
    NodeRegistry mine = open.cluster.actingAs("CN=esrp1");
    mine.register(Rig.registration(1).build());
    open.cluster.actingAs("CN=other").register(Rig.registration(Rig.OTHER, 1).build());
    assertThat(mine.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(mine.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL)))
        .isEqualTo(ReportOutcome.APPLIED);
    assertThat(mine.release(Rig.node(1))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(open.cluster.members(Rig.node(1)))
        .singleElement()
        .extracting(member -> member.registration().service())
        .isEqualTo(Rig.OTHER);
  }

  @Test
  void registration_of_another_owner_is_refused_by_the_view() {
    Registration others = Rig.registration(1).owner("CN=other").build();
    assertThatThrownBy(() -> open.cluster.actingAs("CN=esrp1").register(others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "registration of owner \"CN=other\", but the caller acts for owner \"CN=esrp1\": leave"
                + " the owner out");
  }

  // ---- epochs and incarnations

  @Test
  void registration_with_a_wrong_expected_epoch_is_refused() {
    assertRefusal(() -> open.cluster.register(Rig.registration(1).build(), 7))
        .isEqualTo(RegistrationRefusal.SUPERSEDED);
    assertThat(open.cluster.services()).isEmpty();
    Lease lease = open.cluster.register(Rig.registration(1).build(), 0);
    assertRefusal(() -> open.cluster.register(Rig.registration(1).build(), 0))
        .isEqualTo(RegistrationRefusal.SUPERSEDED);
    Registration next = Rig.registration(1).incarnation("next").build();
    Lease second = open.cluster.register(next, lease.epoch());
    assertThat(second.epoch()).isGreaterThan(lease.epoch());
    assertRefusal(() -> open.cluster.register(next, lease.epoch()))
        .isEqualTo(RegistrationRefusal.SUPERSEDED);
    assertThatThrownBy(() -> open.cluster.register(next, -1))
        .hasMessage("expected epoch -1 is negative: use 0 or more");
  }

  @Test
  void manager_that_requires_epochs_refuses_calls_without() {
    Rig strict = new Rig(builder -> builder.requireEpochs(true));
    Lease lease = strict.join(1, ElementState.NORMAL);
    NodeId node = Rig.node(1);
    assertThat(strict.cluster.renew(node)).isEqualTo(RenewalOutcome.NOT_PERMITTED);
    assertThat(strict.cluster.release(node)).isEqualTo(ReleaseOutcome.NOT_PERMITTED);
    assertThat(strict.cluster.release(Rig.SERVICE, node)).isEqualTo(ReleaseOutcome.NOT_PERMITTED);
    assertThat(strict.report(1, ElementState.DOWN)).isEqualTo(ReportOutcome.NOT_PERMITTED);
    assertThat(strict.cluster.statistics().callsNotPermitted()).isEqualTo(4);
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(lease.report(ElementState.DOWN, "")).isEqualTo(ReportOutcome.APPLIED);
    assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(strict.cluster.renew(node)).isEqualTo(RenewalOutcome.UNKNOWN);
  }

  // Bug: a delayed registration of an old run displaced the run that had replaced it.
  @Test
  void older_run_does_not_displace_a_newer_one() {
    open.cluster.register(Rig.registration(1).incarnation(8).build());
    assertRefusal(() -> open.cluster.register(Rig.registration(1).incarnation(7).build()))
        .isEqualTo(RegistrationRefusal.OLDER_INCARNATION);
    open.cluster.register(Rig.registration(1).incarnation(9).build());
    open.passSeconds(61);
    Lease lease = open.cluster.register(Rig.registration(1).incarnation(7).build());
    assertThat(lease.renew()).as("after the lease").isEqualTo(RenewalOutcome.RENEWED);
  }

  @Test
  void run_without_a_number_displaces_as_before() {
    open.cluster.register(Rig.registration(1).incarnation(8).build());
    Lease lease = open.cluster.register(Rig.registration(1).incarnation("blue").build());
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RENEWED);
  }

  // ---- what reports must carry

  // Bug: a report without epoch and sequence was accepted although the member used both, so a late
  // or forged one could overwrite a newer state.
  @Test
  void report_that_lacks_what_the_member_uses_is_stale() {
    Lease lease = open.join(1);
    open.report(NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(1).build());
    assertThat(open.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.STALE);
    assertThat(lease.report(ElementState.DOWN, "")).isEqualTo(ReportOutcome.STALE);

    Lease second = open.join(2);
    second.report(ElementState.NORMAL, "");
    assertThat(open.report(2, ElementState.NORMAL)).isEqualTo(ReportOutcome.STALE);
    assertThat(open.report(2, ElementState.DOWN)).isEqualTo(ReportOutcome.STALE);
    assertThat(second.report(ElementState.DOWN, "")).isEqualTo(ReportOutcome.APPLIED);
  }

  @Test
  void new_terms_keep_what_reports_must_carry() {
    Lease lease = open.join(1);
    lease.report(ElementState.NORMAL, "");
    open.cluster.register(Rig.registration(1).weight(2).build());
    assertThat(open.report(1, ElementState.DOWN)).isEqualTo(ReportOutcome.STALE);
  }

  // Bug: a report with the highest sequence made all later ones stale.
  @Test
  void far_sequence_does_not_lock_a_node_out() {
    assertThatThrownBy(() -> sequence(Long.MAX_VALUE))
        .hasMessageStartingWith("sequence 9223372036854775807 is out of range: use 0 to ");
    open.join(1);
    assertThat(open.report(sequence(5))).isEqualTo(ReportOutcome.APPLIED);
    long far = 5 + NodeStatus.MAX_SEQUENCE_STEP;
    assertThat(open.report(sequence(far + 1))).isEqualTo(ReportOutcome.STALE);
    assertThat(open.report(sequence(6))).isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(open.report(sequence(far))).isEqualTo(ReportOutcome.UNCHANGED);
    open.cluster.register(Rig.registration(1).incarnation("next").build());
    assertThat(open.report(sequence(0))).isEqualTo(ReportOutcome.APPLIED);
    assertThat(open.report(sequence(NodeStatus.MAX_SEQUENCE))).isEqualTo(ReportOutcome.STALE);
  }

  private static NodeStatus sequence(long number) {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL).sequence(number).build();
  }

  // ---- events

  @Test
  void join_event_carries_old_and_new_terms() {
    Registration first = Rig.registration(1).incarnation("a").build();
    Registration second = Rig.registration(1).incarnation("b").contact("sip:b.example.com").build();
    open.cluster.register(first);
    open.cluster.register(second);
    open.time.settle();
    List<ClusterEvent.MemberJoined> joined = open.events(ClusterEvent.MemberJoined.class);
    assertThat(joined.get(0).registration()).isEqualTo(first);
    assertThat(joined.get(0).replaced()).isEmpty();
    assertThat(joined.get(1).registration()).isEqualTo(second);
    assertThat(joined.get(1).replaced()).contains(first);
    assertThat(open.events(ClusterEvent.ContactChanged.class))
        .singleElement()
        .extracting(ClusterEvent::text)
        .asString()
        .contains("from sip:esrp1.state.pa.us to sip:b.example.com");
  }

  @Test
  void contact_that_changes_by_new_terms_fires_an_event() {
    open.join(1);
    open.cluster.register(Rig.registration(1).contact("sip:b.example.com").build());
    open.time.settle();
    assertThat(open.events(ClusterEvent.ContactChanged.class)).hasSize(1);
    open.passSeconds(61);
    open.cluster.register(Rig.registration(1).contact("sip:c.example.com").build());
    open.time.settle();
    assertThat(open.events(ClusterEvent.ContactChanged.class)).as("after an expiry").hasSize(1);
  }

  // Bug: a process could try all epochs without a line in the log.
  @Test
  void guessed_epochs_raise_an_alarm() {
    open.join(1);
    for (long guess = 1; guess <= 3; guess++) {
      open.cluster.release(Rig.SERVICE, Rig.node(1), guess);
    }
    open.time.settle();
    assertThat(open.events(ClusterEvent.LeaseRefused.class))
        .extracting(ClusterEvent.LeaseRefused::refusals)
        .containsExactly(1L, 2L, 3L);
  }
}
