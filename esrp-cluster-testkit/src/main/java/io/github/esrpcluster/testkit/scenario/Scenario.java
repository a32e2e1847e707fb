package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A story of a cluster, played to a manager in virtual time: nodes join, report, fall silent, come
 * back; time passes; and between the steps it is said what is expected then.
 *
 * <ul>
 *   <li><b>Names.</b> A name without a dot is {@linkplain io.github.esrpcluster.testkit.Nodes
 *       short}: {@code esrp1} is the node {@code esrp1.example.org}.
 *   <li><b>Service.</b> {@link #service} comes first; what follows is about that service until
 *       another is named. A node may join several; it reports, falls silent and crashes in all of
 *       them.
 *   <li><b>Heartbeats.</b> While time passes, however it is moved, each node renews each of its
 *       leases three times in its length, unless it is silent or has crashed. A node whose renewal
 *       is refused stops, and the story says so.
 *   <li><b>Steps.</b> Where a step names several nodes they act one after the other at the same
 *       moment; then what is due is run ({@link VirtualTime#settle}), so that upstream is told what
 *       came of all of them. A step that makes no sense throws {@link IllegalArgumentException} or
 *       {@link IllegalStateException}, says what to write instead, and plays nothing.
 *   <li><b>Expectations.</b> One that is not met throws {@link AssertionError} with the story so
 *       far, what was transmitted, and why the manager holds the status it holds.
 * </ul>
 *
 * <p>The manager must live in the same virtual time: build it with {@code
 * .timeSource(time).executor(time).scheduler(time)}. A scenario adds one publisher and two
 * listeners to it. For the thread of the test.
 */
public final class Scenario extends ScenarioActions {
  private static final String OPERATOR = "operator";
  private static final String REASON = "by the scenario";

  private Scenario(ScenarioContext stage) {
    super(stage);
  }

  /** Begins a story, played to this manager in this time. */
  public static Scenario of(VirtualTime time, ClusterManager cluster) {
    ScenarioContext stage = new ScenarioContext(time, cluster);
    stage.open();
    return new Scenario(stage);
  }

  @Override
  Scenario self() {
    return this;
  }

  // ---- who

  /** What follows is about this service. */
  public Scenario service(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return play("service " + service, () -> stage.service(service));
  }

  /**
   * What follows is about this service.
   *
   * @throws IllegalArgumentException if the text is no service id
   */
  public Scenario service(String service) {
    return service(ServiceId.of(service));
  }

  /**
   * These nodes join the service; they have not reported yet.
   *
   * @throws IllegalArgumentException if one of them has joined already
   */
  public Scenario nodes(String... names) {
    return join("nodes " + String.join(", ", names), names, asks -> {});
  }

  /**
   * This node joins the service and asks for something: {@code asks ->
   * asks.site("east").weight(3)}.
   *
   * @throws IllegalArgumentException if it has joined already, or asks for an incarnation: that is
   *     the number of its run, which {@link #restart} counts
   */
  public Scenario node(String name, Consumer<Registration.Builder> asks) {
    Objects.requireNonNull(asks, "asks");
    return join("node " + name, new String[] {name}, asks);
  }

  private Scenario join(String line, String[] names, Consumer<Registration.Builder> asks) {
    ServiceId service = stage.service(line);
    List<NodeDriver> newcomers = cast.newcomers(service, names, line);
    registration(service, newcomers.get(0).node(), asks); // refuses what it will refuse for all
    return play(
        line,
        () -> {
          for (NodeDriver actor : newcomers) {
            IntFunction<Registration> ofRun =
                run -> registration(service, actor.node(), asks).incarnation("run " + run).build();
            actor.join(service, ofRun);
            cast.add(actor);
          }
        });
  }

  private static Registration.Builder registration(
      ServiceId service, NodeId node, Consumer<Registration.Builder> asks) {
    Registration.Builder registration = Registration.builder(service, node);
    asks.accept(registration);
    if (registration.build().incarnation().isPresent()) {
      throw new IllegalArgumentException(
          "node " + node + ": leave the incarnation out; a new run of it is restart(...)");
    }
    return registration;
  }

  // ---- what operators do

  /** An operator sets the state of the node in the service. */
  public Scenario override(String name, ElementState state) {
    String line = "override " + name + " " + state.token();
    ServiceId service = stage.service(line);
    NodeId node = cast.find(name, line).node();
    return play(line, () -> stage.cluster.override(service, node, byHand(state)));
  }

  /** What the operator set for the node is cleared. */
  public Scenario clearOverride(String name) {
    String line = "clearOverride " + name;
    ServiceId service = stage.service(line);
    NodeId node = cast.find(name, line).node();
    return play(line, () -> stage.cluster.clearOverride(service, node, OPERATOR, REASON));
  }

  /** An operator sets the published state of the service. */
  public Scenario override(ServiceState state) {
    String line = "override " + state.token();
    ServiceId service = stage.service(line);
    return play(line, () -> stage.cluster.override(service, byHand(state)));
  }

  /** What the operator set for the service is cleared. */
  public Scenario clearOverride() {
    ServiceId service = stage.service("clearOverride");
    return play("clearOverride", () -> stage.cluster.clearOverride(service, OPERATOR, REASON));
  }

  private static <S extends Enum<S>> OperatorOverride<S> byHand(S state) {
    return OperatorOverride.of(state, OPERATOR, REASON);
  }

  /** Anything else that is done to the manager: {@code then("closes", ClusterManager::close)}. */
  public Scenario then(String what, Consumer<ClusterManager> deed) {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(deed, "deed");
    return play("then " + what, () -> deed.accept(stage.cluster));
  }

  // ---- time

  /**
   * Time passes.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Scenario pass(Duration time) {
    requireForward("pass", time);
    return play("pass " + Transcript.readable(time), () -> stage.time.advance(time));
  }

  /**
   * Time passes without the manager, as in a long pause of the garbage collector: whatever fell due
   * runs late, and what the nodes sent arrives late.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Scenario stall(Duration time) {
    requireForward("stall", time);
    return play("stall " + Transcript.readable(time), () -> stage.time.stall(time));
  }

  private static void requireForward(String step, Duration time) {
    Objects.requireNonNull(time, () -> step + "(null): say how much time passes");
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          step + "(" + time + "): a story never runs back; write a time of zero or more");
    }
  }

  /** For people: the story so far. */
  @Override
  public String toString() {
    return stage.story.toString();
  }
}
