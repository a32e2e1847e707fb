package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.Nodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Drives one node of a scenario: each action applies to all services of which it is a member. */
final class NodeDriver {
  /** Whether the manager receives anything from the node. */
  enum Connection {
    CONNECTED("is connected: write disconnect(%s) or crash(%s) before it"),
    DISCONNECTED("is disconnected: write reconnect(%s) before it, or instead"),
    CRASHED("has crashed: write registerAgain(%s) or restart(%s) before it, or instead");

    private final String advice;

    Connection(String advice) {
      this.advice = advice;
    }
  }

  private final ScenarioContext context;
  private final NodeId node;
  private final Map<ServiceId, NodeMembership> memberships = new LinkedHashMap<>();
  private Connection connection = Connection.CONNECTED;
  private int run = 1;

  NodeDriver(ScenarioContext context, NodeId node) {
    this.context = context;
    this.node = node;
  }

  NodeId node() {
    return node;
  }

  boolean isMemberOf(ServiceId service) {
    return memberships.containsKey(service);
  }

  boolean isConnected() {
    return connection == Connection.CONNECTED;
  }

  boolean hasLeft() {
    return memberships.isEmpty();
  }

  /**
   * Checks that a step is possible for the node.
   *
   * @throws IllegalStateException if the connection is another
   */
  void requireIs(Connection needed, String step) {
    if (connection != needed) {
      throw refusal(step);
    }
  }

  /**
   * Checks that the node runs.
   *
   * @throws IllegalStateException if it has crashed
   */
  void requireRuns(String step) {
    if (connection == Connection.CRASHED) {
      throw refusal(step);
    }
  }

  private IllegalStateException refusal(String step) {
    String name = Nodes.shortName(node);
    String quoted = "\"" + name + "\"";
    return new IllegalStateException(
        step + ": " + name + " " + connection.advice.replace("%s", quoted));
  }

  // ---- actions

  void join(ServiceId service, IntFunction<Registration> registrationOfRun) {
    memberships.put(service, new NodeMembership(context, registrationOfRun, run));
  }

  void report(NodeStatus status) {
    ReportOutcome outcome = context.cluster.report(status);
    if (outcome != ReportOutcome.APPLIED && outcome != ReportOutcome.UNCHANGED) {
      context.transcript.effect("the report of " + Nodes.shortName(node) + " returned " + outcome);
    }
  }

  void disconnect() {
    connection = Connection.DISCONNECTED;
    memberships.values().forEach(NodeMembership::stopRenewals);
  }

  void reconnect() {
    connection = Connection.CONNECTED;
    memberships.values().forEach(NodeMembership::resumeRenewals);
  }

  void crash() {
    disconnect();
    connection = Connection.CRASHED;
  }

  void registerAgain() {
    connection = Connection.CONNECTED;
    memberships.values().forEach(membership -> membership.register(run));
  }

  void restart() {
    run++;
    registerAgain();
  }

  void release(ServiceId service) {
    NodeMembership ended = memberships.remove(service);
    if (ended != null) {
      ended.release();
    }
  }
}
