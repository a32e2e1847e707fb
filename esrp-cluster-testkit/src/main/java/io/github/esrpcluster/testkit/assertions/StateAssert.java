package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/** The words for what a verdict and the message made of it have in common: state and reason. */
abstract class StateAssert<S extends StateAssert<S, A>, A> extends DomainAssert<S, A> {
  StateAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  abstract Verdict verdict();

  /** The state is this one. */
  public S hasState(ServiceState state) {
    Objects.requireNonNull(state, "state");
    return require(
        any -> verdict().state() == state, "be " + state.token(), () -> "it is " + verdict());
  }

  /** The state is {@link ServiceState#NORMAL}. */
  public S isNormal() {
    return hasState(ServiceState.NORMAL);
  }

  /** The state is {@link ServiceState#PARTIAL}. */
  public S isPartial() {
    return hasState(ServiceState.PARTIAL);
  }

  /** The state is {@link ServiceState#OVERLOADED}. */
  public S isOverloaded() {
    return hasState(ServiceState.OVERLOADED);
  }

  /** The state is {@link ServiceState#GOING_DOWN}. */
  public S isGoingDown() {
    return hasState(ServiceState.GOING_DOWN);
  }

  /** The state is {@link ServiceState#SCHEDULED_MAINTENANCE_DOWN}. */
  public S isDownForMaintenance() {
    return hasState(ServiceState.SCHEDULED_MAINTENANCE_DOWN);
  }

  /** The state is {@link ServiceState#DOWN}. */
  public S isDown() {
    return hasState(ServiceState.DOWN);
  }

  /** The reason contains this text. */
  public S hasReasonContaining(String text) {
    Objects.requireNonNull(text, "text");
    return require(
        any -> verdict().reason().contains(text),
        "have a reason that contains \"" + text + "\"",
        this::reason);
  }

  /** There is nothing to say: the reason is empty. */
  public S hasNoReason() {
    return require(any -> verdict().reason().isEmpty(), "have no reason", this::reason);
  }

  private String reason() {
    String reason = verdict().reason();
    return reason.isEmpty() ? "it has none" : "it is \"" + reason + "\"";
  }
}
