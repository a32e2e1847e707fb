package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.function.Consumer;

/** The actions of nodes that have joined; part of {@link Scenario}. */
abstract class ScenarioActions extends ScenarioExpectations {
  ScenarioActions(ScenarioContext context) {
    super(context);
  }

  /**
   * Lets every connected node of the service report {@link ElementState#NORMAL}.
   *
   * @throws IllegalStateException if no service is set, or no node of the service is connected
   */
  public Scenario allNormal() {
    return allReport(ElementState.NORMAL);
  }

  /**
   * Lets every connected node of the service report this state.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   * @throws IllegalStateException if no service is set, or no node of the service is connected
   */
  public Scenario allReport(ElementState state) {
    String step = "all report " + state.token();
    List<NodeDriver> connected = nodes.connectedMembers(context.service(step));
    if (connected.isEmpty()) {
      throw new IllegalStateException(
          step + ": no node is connected; write nodes(\"esrp1\", \"esrp2\") before it");
    }
    return perform(
        step, () -> connected.forEach(node -> node.report(NodeStatus.of(node.node(), state))));
  }

  /**
   * Lets the node report this state.
   *
   * @throws IllegalArgumentException if it has not joined, or the state is {@link
   *     ElementState#UNREACHABLE}
   * @throws IllegalStateException if it is disconnected or has crashed
   */
  public Scenario report(String name, ElementState state) {
    return report(name, state, options -> {});
  }

  /**
   * Lets the node report this state with further values: {@code options ->
   * options.load(0.9).posture(YELLOW)}.
   *
   * @throws IllegalArgumentException if it has not joined, or the state is {@link
   *     ElementState#UNREACHABLE}
   * @throws IllegalStateException if it is disconnected or has crashed
   */
  public Scenario report(String name, ElementState state, Consumer<NodeStatus.Builder> options) {
    String step = "report " + name + " " + state.token();
    NodeDriver node = nodes.find(name, step);
    node.requireIs(NodeDriver.Connection.CONNECTED, step);
    NodeStatus.Builder builder = NodeStatus.builder(node.node(), state);
    options.accept(builder);
    NodeStatus status = builder.build();
    return perform(step, () -> node.report(status));
  }

  /**
   * Lets these nodes report {@link ElementState#GOING_DOWN}: they keep their calls and take no new
   * ones.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws IllegalStateException if one of them is disconnected or has crashed
   */
  public Scenario drain(String... names) {
    return perform(
        "drain",
        names,
        NodeDriver.Connection.CONNECTED,
        node -> node.report(NodeStatus.of(node.node(), ElementState.GOING_DOWN)));
  }

  /**
   * Disconnects these nodes, as a network failure does: they run, but their renewals and reports do
   * not arrive.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws IllegalStateException if one of them is disconnected or has crashed
   */
  public Scenario disconnect(String... names) {
    return perform("disconnect", names, NodeDriver.Connection.CONNECTED, NodeDriver::disconnect);
  }

  /**
   * Reconnects these disconnected nodes: they renew the leases that they hold, at once and from
   * then on.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws IllegalStateException if one of them is not disconnected
   */
  public Scenario reconnect(String... names) {
    return perform("reconnect", names, NodeDriver.Connection.DISCONNECTED, NodeDriver::reconnect);
  }

  /**
   * Stops these nodes without a release.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws IllegalStateException if one of them has crashed already
   */
  public Scenario crash(String... names) {
    String step = "crash " + String.join(", ", names);
    List<NodeDriver> found = nodes.find(names, step);
    found.forEach(node -> node.requireRuns(step));
    return perform(step, () -> found.forEach(NodeDriver::crash));
  }

  /**
   * Registers these crashed nodes again as the same run: their incarnation stays.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws IllegalStateException if one of them has not crashed
   */
  public Scenario registerAgain(String... names) {
    return perform(
        "registerAgain", names, NodeDriver.Connection.CRASHED, NodeDriver::registerAgain);
  }

  /**
   * Registers these nodes, crashed or not, as a new run: with a new incarnation, so that reports of
   * the old run do not count for them.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   */
  public Scenario restart(String... names) {
    String step = "restart " + String.join(", ", names);
    List<NodeDriver> found = nodes.find(names, step);
    return perform(step, () -> found.forEach(NodeDriver::restart));
  }

  /**
   * Releases the leases of these nodes in the service.
   *
   * @throws IllegalArgumentException if no node is named, or one of them is not a member
   * @throws IllegalStateException if no service is set, or one of them is disconnected or has
   *     crashed
   */
  public Scenario release(String... names) {
    String step = "release " + String.join(", ", names);
    ServiceId service = context.service(step);
    List<NodeDriver> members = nodes.members(service, names, step);
    members.forEach(node -> node.requireIs(NodeDriver.Connection.CONNECTED, step));
    return perform(step, () -> members.forEach(node -> nodes.release(node, service)));
  }

  // ---- performing a step

  private Scenario perform(
      String verb, String[] names, NodeDriver.Connection needed, Consumer<NodeDriver> action) {
    String step = verb + " " + String.join(", ", names);
    List<NodeDriver> found = nodes.find(names, step);
    found.forEach(node -> node.requireIs(needed, step));
    return perform(step, () -> found.forEach(action));
  }

  final Scenario perform(String step, Runnable action) {
    context.transcript.step(step);
    action.run();
    context.time.settle();
    return self();
  }
}
