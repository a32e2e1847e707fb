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

/** One node of a story: what it is told to do it does in every service in which it is a member. */
final class NodeDriver {
  /** Whether anything of the node arrives. */
  enum Condition {
    HEARD("is heard: write silent(%s) or crash(%s) before it"),
    SILENT("is silent: write heard(%s) before it, or instead"),
    CRASHED("has crashed: write comeBack(%s) or restart(%s) before it, or instead");

    private final String advice;

    Condition(String advice) {
      this.advice = advice;
    }
  }

  private final ScenarioContext stage;
  private final NodeId node;
  private final Map<ServiceId, NodeMembership> memberships = new LinkedHashMap<>();
  private Condition condition = Condition.HEARD;
  private int run = 1;

  NodeDriver(ScenarioContext stage, NodeId node) {
    this.stage = stage;
    this.node = node;
  }

  NodeId node() {
    return node;
  }

  boolean isIn(ServiceId service) {
    return memberships.containsKey(service);
  }

  boolean isHeard() {
    return condition == Condition.HEARD;
  }

  boolean hasLeft() {
    return memberships.isEmpty();
  }

  /** Refuses a line that makes no sense as things stand with the node. */
  void requireIs(Condition needed, String line) {
    if (condition != needed) {
      throw refusal(line);
    }
  }

  void requireRuns(String line) {
    if (condition == Condition.CRASHED) {
      throw refusal(line);
    }
  }

  private IllegalStateException refusal(String line) {
    String name = Nodes.shortName(node);
    String quoted = "\"" + name + "\"";
    return new IllegalStateException(
        line + ": " + name + " " + condition.advice.replace("%s", quoted));
  }

  // ---- what it does

  void join(ServiceId service, IntFunction<Registration> registrationOfRun) {
    memberships.put(service, new NodeMembership(stage, registrationOfRun, run));
  }

  void report(NodeStatus status) {
    ReportOutcome outcome = stage.cluster.report(status);
    if (outcome != ReportOutcome.APPLIED && outcome != ReportOutcome.UNCHANGED) {
      stage.story.reaction("the report of " + Nodes.shortName(node) + " was answered " + outcome);
    }
  }

  void fallSilent() {
    condition = Condition.SILENT;
    memberships.values().forEach(NodeMembership::stopHeartbeats);
  }

  void beHeard() {
    condition = Condition.HEARD;
    memberships.values().forEach(NodeMembership::hear);
  }

  void crash() {
    fallSilent();
    condition = Condition.CRASHED;
  }

  void comeBack() {
    condition = Condition.HEARD;
    memberships.values().forEach(membership -> membership.register(run));
  }

  void restart() {
    run++;
    comeBack();
  }

  void release(ServiceId service) {
    NodeMembership ended = memberships.remove(service);
    if (ended != null) {
      ended.release();
    }
  }
}
