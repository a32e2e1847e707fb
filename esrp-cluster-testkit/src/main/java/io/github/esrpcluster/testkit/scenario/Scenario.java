package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Runs a sequence of steps against a manager in virtual time: nodes join, report, lose contact and
 * restart; time passes; expectations between the steps check the result.
 *
 * <ul>
 *   <li><b>Names.</b> A name without a dot is {@linkplain io.github.esrpcluster.testkit.Nodes
 *       short}: {@code esrp1} is the node {@code esrp1.example.org}.
 *   <li><b>Service.</b> {@link #service} comes first; the steps that follow apply to that service
 *       until another is set. A node may join several services; it reports, disconnects and crashes
 *       in all of them.
 *   <li><b>Renewals.</b> While virtual time passes, each node renews each of its leases three times
 *       per lease duration, unless it is disconnected or has crashed. A node whose renewal is
 *       refused stops renewing; the transcript shows the outcome.
 *   <li><b>Steps.</b> If a step names several nodes, they act one after the other at the same
 *       instant; then everything that is due runs ({@link VirtualTime#settle}), so that publishers
 *       get one status for all of them. A step that is impossible throws {@link
 *       IllegalArgumentException} or {@link IllegalStateException} with the correct step, and
 *       changes nothing.
 *   <li><b>Expectations.</b> An expectation that is not met throws {@link AssertionError} with the
 *       transcript, the notifications and the manager's explanation of the status.
 * </ul>
 *
 * <p>The manager must use the same virtual time: build it with {@code
 * .timeSource(time).executor(time).scheduler(time)}. Not thread-safe; for the thread of the test.
 */
public final class Scenario extends ScenarioActions {
  private static final String OPERATOR = "operator";
  private static final String REASON = "by the scenario";

  private Scenario(ScenarioContext context) {
    super(context);
  }

  /**
   * Starts a scenario against this manager in this time. Adds two listeners and a publisher with
   * the name {@code scenario} to the manager, and runs every task that is due.
   *
   * @throws IllegalArgumentException if the manager has a publisher of that name, for example
   *     because another scenario was started against it
   * @throws IllegalStateException if the manager is closed, or another thread moves time
   */
  public static Scenario of(VirtualTime time, ClusterManager cluster) {
    ScenarioContext context = new ScenarioContext(time, cluster);
    context.open();
    return new Scenario(context);
  }

  @Override
  Scenario self() {
    return this;
  }

  // ---- services and nodes

  /** Sets the service to which the following steps apply. */
  public Scenario service(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return perform("service " + service, () -> context.service(service));
  }

  /**
   * Sets the service to which the following steps apply.
   *
   * @throws IllegalArgumentException if the text is not a service id
   */
  public Scenario service(String service) {
    return service(ServiceId.of(service));
  }

  /**
   * Registers these nodes for the service; they have not reported yet.
   *
   * @throws IllegalArgumentException if no node is named, a name is not a node id or is repeated,
   *     or one of the nodes has joined already
   * @throws IllegalStateException if no service is set, or one of the nodes is disconnected or has
   *     crashed
   */
  public Scenario nodes(String... names) {
    return join("nodes " + String.join(", ", names), names, options -> {});
  }

  /**
   * Registers this node for the service with terms of its own: {@code options ->
   * options.site("east").weight(3)}.
   *
   * @throws IllegalArgumentException if the node has joined already, or the terms have an
   *     incarnation: the scenario sets it to the number of the run, which {@link #restart}
   *     increments
   * @throws IllegalStateException if no service is set, or the node is disconnected or has crashed
   */
  public Scenario node(String name, Consumer<Registration.Builder> options) {
    Objects.requireNonNull(options, "options");
    return join("node " + name, new String[] {name}, options);
  }

  private Scenario join(String step, String[] names, Consumer<Registration.Builder> options) {
    ServiceId service = context.service(step);
    List<NodeDriver> newcomers = nodes.newcomers(service, names, step);
    registration(service, newcomers.get(0).node(), options); // throws before the first node joins
    return perform(
        step,
        () -> {
          for (NodeDriver node : newcomers) {
            IntFunction<Registration> ofRun =
                run ->
                    registration(service, node.node(), options).incarnation("run " + run).build();
            node.join(service, ofRun);
            nodes.add(node);
          }
        });
  }

  private static Registration.Builder registration(
      ServiceId service, NodeId node, Consumer<Registration.Builder> options) {
    Registration.Builder registration = Registration.builder(service, node);
    options.accept(registration);
    if (registration.build().incarnation().isPresent()) {
      throw new IllegalArgumentException(
          "node " + node + ": remove the incarnation; for a new run write restart(...)");
    }
    return registration;
  }

  // ---- operators

  /**
   * Overrides the state of the node in the service, until {@link #clearOverride(String)}.
   *
   * @throws IllegalArgumentException if the node has not joined
   * @throws IllegalStateException if no service is set
   */
  public Scenario override(String name, ElementState state) {
    String step = "override " + name + " " + state.token();
    ServiceId service = context.service(step);
    NodeId node = nodes.find(name, step).node();
    return perform(step, () -> context.cluster.override(service, node, operatorOverride(state)));
  }

  /**
   * Clears the override of the node in the service.
   *
   * @throws IllegalArgumentException if the node has not joined
   * @throws IllegalStateException if no service is set
   */
  public Scenario clearOverride(String name) {
    String step = "clearOverride " + name;
    ServiceId service = context.service(step);
    NodeId node = nodes.find(name, step).node();
    return perform(step, () -> context.cluster.clearOverride(service, node, OPERATOR, REASON));
  }

  /**
   * Overrides the published state of the service, until {@link #clearOverride()}.
   *
   * @throws IllegalArgumentException if a service may not publish the state about itself, or no
   *     node has joined the service and it is not declared
   * @throws IllegalStateException if no service is set
   */
  public Scenario override(ServiceState state) {
    String step = "override " + state.token();
    ServiceId service = context.service(step);
    return perform(step, () -> context.cluster.override(service, operatorOverride(state)));
  }

  /**
   * Clears the override of the published state of the service.
   *
   * @throws IllegalStateException if no service is set
   */
  public Scenario clearOverride() {
    ServiceId service = context.service("clearOverride");
    return perform("clearOverride", () -> context.cluster.clearOverride(service, OPERATOR, REASON));
  }

  private static <S extends Enum<S>> OperatorOverride<S> operatorOverride(S state) {
    return OperatorOverride.of(state, OPERATOR, REASON);
  }

  /**
   * Runs any other action on the manager: {@code then("close", ClusterManager::close)}.
   *
   * @param what describes the action, for the transcript
   */
  public Scenario then(String what, Consumer<ClusterManager> action) {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(action, "action");
    return perform("then " + what, () -> action.accept(context.cluster));
  }

  // ---- time

  /**
   * Lets this much virtual time pass; see {@link VirtualTime#advance}.
   *
   * @throws IllegalArgumentException if the duration is negative, or ends after 292 years
   */
  public Scenario pass(Duration duration) {
    requireNotNegative("pass", duration);
    return perform("pass " + ReadableDuration.of(duration), () -> context.time.advance(duration));
  }

  /**
   * Lets this much virtual time pass while nothing runs, as in a long pause of the garbage
   * collector: tasks that fall due run late, and renewals of nodes arrive late. See {@link
   * VirtualTime#stall}.
   *
   * @throws IllegalArgumentException if the duration is negative, or ends after 292 years
   */
  public Scenario stall(Duration duration) {
    requireNotNegative("stall", duration);
    return perform("stall " + ReadableDuration.of(duration), () -> context.time.stall(duration));
  }

  private static void requireNotNegative(String step, Duration duration) {
    Objects.requireNonNull(duration, () -> step + "(null): give the time that passes");
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          step
              + "("
              + ReadableDuration.of(duration)
              + "): time never runs back; give a duration of zero or more");
    }
  }

  /** Returns the transcript, for people. */
  @Override
  public String toString() {
    return context.transcript.toString();
  }
}
