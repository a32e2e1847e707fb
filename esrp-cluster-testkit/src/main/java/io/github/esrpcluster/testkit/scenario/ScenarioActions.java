package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.function.Consumer;

/** The part of {@link Scenario} in which nodes act that have joined. */
abstract class ScenarioActions extends Expectations {
  ScenarioActions(ScenarioContext stage) {
    super(stage);
  }

  /** Every node of the service that is heard reports {@link ElementState#NORMAL}. */
  public Scenario allNormal() {
    return allReport(ElementState.NORMAL);
  }

  /**
   * Every node of the service that is heard reports this state.
   *
   * @throws IllegalStateException if there is none
   */
  public Scenario allReport(ElementState state) {
    String line = "all report " + state.token();
    List<NodeDriver> heard = cast.heardIn(stage.service(line));
    if (heard.isEmpty()) {
      throw new IllegalStateException(
          line + ": no node is heard; write nodes(\"esrp1\", \"esrp2\") before it");
    }
    return play(
        line, () -> heard.forEach(actor -> actor.report(NodeStatus.of(actor.node(), state))));
  }

  /**
   * The node reports this state.
   *
   * @throws IllegalArgumentException if it has not joined, or no node says that of itself
   * @throws IllegalStateException if it is not heard
   */
  public Scenario report(String name, ElementState state) {
    return report(name, state, says -> {});
  }

  /**
   * The node reports this state and more: {@code says -> says.load(0.9).posture(YELLOW)}.
   *
   * @throws IllegalArgumentException if it has not joined, or no node says that of itself
   * @throws IllegalStateException if it is not heard
   */
  public Scenario report(String name, ElementState state, Consumer<NodeStatus.Builder> says) {
    String line = "report " + name + " " + state.token();
    NodeDriver actor = cast.find(name, line);
    actor.requireIs(NodeDriver.Condition.HEARD, line);
    NodeStatus.Builder status = NodeStatus.builder(actor.node(), state);
    says.accept(status);
    NodeStatus said = status.build();
    return play(line, () -> actor.report(said));
  }

  /**
   * These nodes report {@link ElementState#GOING_DOWN}: they keep their calls, take no new ones.
   */
  public Scenario drain(String... names) {
    return play(
        "drain",
        names,
        NodeDriver.Condition.HEARD,
        actor -> actor.report(NodeStatus.of(actor.node(), ElementState.GOING_DOWN)));
  }

  /** Nothing of these nodes arrives from now on, though they run: the network, perhaps. */
  public Scenario silent(String... names) {
    return play("silent", names, NodeDriver.Condition.HEARD, NodeDriver::fallSilent);
  }

  /** These nodes, silent so far, are heard again: under the leases they hold. */
  public Scenario heard(String... names) {
    return play("heard", names, NodeDriver.Condition.SILENT, NodeDriver::beHeard);
  }

  /** These nodes stop without a word. */
  public Scenario crash(String... names) {
    String line = "crash " + String.join(", ", names);
    List<NodeDriver> actors = cast.find(names, line);
    actors.forEach(actor -> actor.requireRuns(line));
    return play(line, () -> actors.forEach(NodeDriver::crash));
  }

  /** These nodes, crashed, register again as the same run: their incarnation is the old one. */
  public Scenario comeBack(String... names) {
    return play("comeBack", names, NodeDriver.Condition.CRASHED, NodeDriver::comeBack);
  }

  /**
   * These nodes, crashed or not, register as a new run: with a new incarnation, so that the old
   * run's reports do not speak for them.
   */
  public Scenario restart(String... names) {
    String line = "restart " + String.join(", ", names);
    List<NodeDriver> actors = cast.find(names, line);
    return play(line, () -> actors.forEach(NodeDriver::restart));
  }

  /** These nodes leave the service. */
  public Scenario release(String... names) {
    String line = "release " + String.join(", ", names);
    ServiceId service = stage.service(line);
    List<NodeDriver> actors = cast.members(service, names, line);
    actors.forEach(actor -> actor.requireIs(NodeDriver.Condition.HEARD, line));
    return play(line, () -> actors.forEach(actor -> cast.release(actor, service)));
  }

  // ---- playing

  private Scenario play(
      String verb, String[] names, NodeDriver.Condition needed, Consumer<NodeDriver> deed) {
    String line = verb + " " + String.join(", ", names);
    List<NodeDriver> actors = cast.find(names, line);
    actors.forEach(actor -> actor.requireIs(needed, line));
    return play(line, () -> actors.forEach(deed));
  }

  final Scenario play(String line, Runnable deed) {
    stage.story.step(line);
    deed.run();
    stage.time.settle();
    return self();
  }
}
