package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.Admission;
import io.github.esrpcluster.api.AdmissionPolicy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/**
 * Hostile text comes in by every door of a manager; every text that leaves towards people or
 * upstream is looked at: log, events, explanations, published reasons, messages of exceptions.
 */
class LeavingTextTest {
  /** The ways in, each a call with a hostile text. A call may be refused. */
  private static final Map<String, BiConsumer<ClusterManager, String>> DOORS = doors();

  /** The admission policy of the manager behind the doors. */
  private static final AtomicReference<AdmissionPolicy> ADMISSION =
      new AtomicReference<>((asked, standing) -> Admission.accept(asked));

  private static Map<String, BiConsumer<ClusterManager, String>> doors() {
    Map<String, BiConsumer<ClusterManager, String>> doors = new LinkedHashMap<>();
    doors.put("first status", (m, t) -> m.register(first(down(t))));
    doors.put("report", (m, t) -> m.report(down(t)));
    doors.put("site", (m, t) -> m.register(Rig.registration(1).site(t).build()));
    doors.put("incarnation", (m, t) -> m.register(Rig.registration(1).incarnation(t).build()));
    doors.put("contact", (m, t) -> m.register(Rig.registration(1).contact("sip:" + t).build()));
    doors.put("contest", LeavingTextTest::contest);
    doors.put("lease", (m, t) -> lease(m).report(ElementState.DOWN, t));
    doors.put("member override", (m, t) -> m.override(Rig.SERVICE, Rig.node(1), down("jo", t)));
    doors.put("operator of a member", (m, t) -> m.override(Rig.SERVICE, Rig.node(1), down(t, "")));
    doors.put("clearing", LeavingTextTest::clear);
    doors.put("service override", (m, t) -> m.override(Rig.SERVICE, partial("jo", t)));
    doors.put("operator of a service", (m, t) -> m.override(Rig.SERVICE, partial(t, "")));
    doors.put("posture override", (m, t) -> m.overridePosture(Rig.SERVICE, red("jo", t)));
    doors.put("operator of a posture", (m, t) -> m.overridePosture(Rig.SERVICE, red(t, "")));
    doors.put("verdict", (m, t) -> m.setStatusPolicy(Rig.SERVICE, view -> partialVerdict(t)));
    doors.put("policy name", (m, t) -> m.setStatusPolicy(Rig.SERVICE, policyNamed(t)));
    doors.put("policy exception", (m, t) -> m.setStatusPolicy(Rig.SERVICE, view -> fail(t)));
    doors.put("balancer name", (m, t) -> m.setLoadBalancingPolicy(Rig.SERVICE, balancerNamed(t)));
    doors.put("balancer exception", LeavingTextTest::failBalancing);
    doors.put("publisher", (m, t) -> m.addPublisher(failing(t)));
    doors.put(
        "publisher name",
        (m, t) -> m.addPublisher(failing(""), PublisherOptions.named("p " + t).build()));
    doors.put("listener", (m, t) -> m.addListener(listener(t)));
    doors.put("key", (m, t) -> m.route(Rig.SERVICE, RoutingRequest.ofKey(t)));
    doors.put("admission reason", (m, t) -> deny(m, (asked, standing) -> Admission.refuse(t)));
    doors.put("admission exception", (m, t) -> deny(m, (asked, standing) -> failed(t)));
    doors.put("owner", (m, t) -> m.register(Rig.registration(1).owner(t).build()));
    doors.put("acting owner", LeavingTextTest::actAsAnother);
    doors.put("service id", (m, t) -> m.route(ServiceId.of("sip:" + t)));
    doors.put("node id", (m, t) -> m.renew(NodeId.of(t)));
    doors.put("domain", (m, t) -> Fqdn.of(t));
    doors.put("manager name", (m, t) -> InMemoryClusterManager.builder().name(t));
    return doors;
  }

  private static Registration first(NodeStatus status) {
    return Rig.registration(1).status(status).build();
  }

  private static NodeStatus down(String reason) {
    return NodeStatus.of(Rig.node(1), ElementState.DOWN, reason);
  }

  private static Lease lease(ClusterManager manager) {
    return manager.lease(Rig.SERVICE, Rig.node(1)).orElseThrow();
  }

  private static OperatorOverride<ElementState> down(String operator, String reason) {
    return OperatorOverride.of(ElementState.DOWN, operator, reason);
  }

  private static OperatorOverride<ServiceState> partial(String operator, String reason) {
    return OperatorOverride.of(ServiceState.PARTIAL, operator, reason);
  }

  private static OperatorOverride<SecurityPosture> red(String operator, String reason) {
    return OperatorOverride.of(SecurityPosture.RED, operator, reason);
  }

  private static Verdict partialVerdict(String reason) {
    return Verdict.of(ServiceState.PARTIAL, reason);
  }

  private static Verdict fail(String text) {
    throw new IllegalStateException(text);
  }

  private static Admission failed(String text) {
    throw new IllegalStateException(text);
  }

  private static void deny(ClusterManager manager, AdmissionPolicy policy) {
    ADMISSION.set(policy);
    manager.register(Rig.registration(3).build());
  }

  private static void actAsAnother(ClusterManager manager, String text) {
    manager.actingAs("owner").register(Rig.registration(3).build());
    manager.actingAs(text).renew(Rig.node(3));
  }

  private static void contest(ClusterManager manager, String text) {
    for (String incarnation : new String[] {text, "other", text, "other", text}) {
      manager.register(Rig.registration(1).incarnation(incarnation).build());
    }
  }

  private static void clear(ClusterManager manager, String text) {
    manager.override(Rig.SERVICE, Rig.node(1), down("jo", ""));
    manager.clearOverride(Rig.SERVICE, Rig.node(1), "kim", text);
    manager.clearOverride(Rig.SERVICE, Rig.node(1), text, "");
  }

  private static void failBalancing(ClusterManager manager, String text) {
    manager.setLoadBalancingPolicy(
        Rig.SERVICE,
        (candidates, request) -> {
          throw new IllegalStateException(text + request);
        });
    manager.route(Rig.SERVICE, RoutingRequest.ofKey(text));
  }

  private static StatusPolicy policyNamed(String name) {
    return new StatusPolicy() {
      @Override
      public Verdict evaluate(ClusterView view) {
        return Rig.MAJORITY.evaluate(view);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private static LoadBalancingPolicy balancerNamed(String name) {
    return new LoadBalancingPolicy() {
      @Override
      public io.github.esrpcluster.api.Member pick(
          io.github.esrpcluster.api.Candidates candidates, RoutingRequest request) {
        return candidates.get(0);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private static ServiceStatusPublisher failing(String text) {
    return status -> CompletableFuture.failedFuture(new IllegalStateException(text));
  }

  private static ClusterListener listener(String text) {
    return new ClusterListener() {
      @Override
      public void onEvent(ClusterEvent event) {
        throw new IllegalStateException(text);
      }

      @Override
      public String toString() {
        return text;
      }
    };
  }

  /** Everything that left, each with where it came from. */
  private static Map<String, String> leaving(Consumer<ClusterManager> door) {
    Map<String, String> leaving = new LinkedHashMap<>();
    try (LogCapture log = LogCapture.open(Level.DEBUG)) {
      ADMISSION.set((asked, standing) -> Admission.accept(asked));
      Rig rig =
          new Rig(
              builder ->
                  builder.admission((asked, standing) -> ADMISSION.get().admit(asked, standing)));
      rig.join(1, ElementState.NORMAL);
      rig.join(2, ElementState.NORMAL);
      try {
        door.accept(rig.cluster);
      } catch (RuntimeException e) {
        addException(leaving, e);
      }
      rig.time.settle();
      rig.cluster.route(Rig.SERVICE);
      addExplanation(leaving, rig.cluster.explain(Rig.SERVICE).orElseThrow());
      rig.passSeconds(2);
      rig.cluster.close();
      rig.time.settle();
      for (ServiceStatus status : rig.sent) {
        leaving.put("reason upstream " + status.version(), status.reason());
        leaving.put("status " + status.version(), status.toString());
      }
      for (int i = 0; i < rig.events.size(); i++) {
        leaving.put("text of event " + i, rig.events.get(i).text());
        leaving.put("toString of event " + i, rig.events.get(i).toString());
      }
      for (int i = 0; i < log.lines().size(); i++) {
        leaving.put("log " + i, log.lines().get(i).text());
      }
    }
    return leaving;
  }

  private static void addException(Map<String, String> leaving, Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      leaving.put("exception " + leaving.size(), each.toString());
    }
  }

  private static void addExplanation(Map<String, String> leaving, StatusExplanation explanation) {
    String text = explanation.text();
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    assertThat(lines.remove(lines.size() - 1)).isEmpty();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).as("a forged line").matches("(sip:|  ).*");
      leaving.put("line " + i + " of the explanation", lines.get(i));
    }
    leaving.put("explanation", explanation.toString());
    leaving.put("policy", explanation.policy());
    explanation.fallback().ifPresent(fallback -> leaving.put("fallback", fallback));
    for (StatusExplanation.MemberExplanation member : explanation.members()) {
      leaving.put("member " + member.member().node(), member.toString());
      leaving.put("reason of " + member.member().node(), member.reason());
      leaving.put("problems of " + member.member().node(), member.problems().toString());
    }
  }

  private static void assertPlain(String door, String text) {
    Map<String, String> leaving = leaving(manager -> DOORS.get(door).accept(manager, text));
    assertThat(leaving)
        .as("by the door %s", door)
        .allSatisfy((from, left) -> assertThat(left.codePoints()).as(from).allMatch(c -> plain(c)));
  }

  private static boolean plain(int c) {
    return !new String(Character.toChars(c))
        .matches("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]");
  }

  @Property(tries = 300)
  void hidden_characters_leave_as_escapes(
      @ForAll("doorNames") String door, @ForAll("texts") String text) {
    assertPlain(door, text);
  }

  @Provide
  Arbitrary<String> doorNames() {
    return Arbitraries.of(DOORS.keySet());
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
                "\n  sip:forged.example is Normal\n",
                "\r\n",
                "\0",
                "\u001b[2J",
                "\u0085",
                "\u061c",
                "\u200b",
                "\u200d",
                "\u200e",
                "\u200f",
                "\u2028",
                "\u2029",
                "\u202a",
                "\u202e",
                "\u2060",
                "\u2066",
                "\u2069",
                "\ufeff",
                "\ue000",
                "\u0378",
                "\ud83d",
                "\ude00",
                "\udb40\udc41",
                "\"",
                "\\",
                "plain ")
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(parts -> "x" + String.join("", parts) + "x");
    return Arbitraries.oneOf(pieces, pieces, Arbitraries.strings().all().ofMaxLength(40));
  }

  // Bug: line breaks of nodes' reasons went upstream, and the toString of events had them raw.
  @Test
  void each_door_escapes_each_kind_of_hidden_character() {
    for (String door : DOORS.keySet()) {
      assertPlain(door, "x\n\u001b[2J\u202e\u200b\ufeff\ud83d\u2028\ue000\u0378x");
    }
  }

  /** A door whose text never leaves would pass for one that escapes. */
  @Test
  void plain_text_leaves_by_almost_every_door() {
    List<String> silent = new ArrayList<>();
    for (String door : DOORS.keySet()) {
      Map<String, String> leaving = leaving(manager -> DOORS.get(door).accept(manager, "mark 7_"));
      if (leaving.values().stream().noneMatch(left -> left.contains("mark 7_"))) {
        silent.add(door);
      }
    }
    assertThat(silent).containsOnly("incarnation", "key", "manager name");
  }

  @Test
  void published_reason_is_escaped_before_it_is_cut() {
    Rig rig =
        new Rig(builder -> builder.maxReasonLength(60), view -> partialVerdict("\n".repeat(50)));
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.sent)
        .last()
        .extracting(ServiceStatus::reason)
        .asString()
        .hasSize(60)
        .startsWith("\\u000a\\u000a")
        .endsWith("... (300 characters)");
  }
}
