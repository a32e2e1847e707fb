package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/** The assertions that verdicts and statuses share: on state and reason. */
abstract class StateAssert<S extends StateAssert<S, A>, A> extends DomainAssert<S, A> {
  StateAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  abstract Verdict verdict();

  /** Verifies that the state is this one. */
  public S hasState(ServiceState state) {
    Objects.requireNonNull(state, "state");
    return require(
        any -> verdict().state() == state, "be " + state.token(), () -> "it is " + verdict());
  }

  /** Verifies that the state is {@link ServiceState#NORMAL}. */
  public S isNormal() {
    return hasState(ServiceState.NORMAL);
  }

  /** Verifies that the state is {@link ServiceState#PARTIAL}. */
  public S isPartial() {
    return hasState(ServiceState.PARTIAL);
  }

  /** Verifies that the state is {@link ServiceState#OVERLOADED}. */
  public S isOverloaded() {
    return hasState(ServiceState.OVERLOADED);
  }

  /** Verifies that the state is {@link ServiceState#GOING_DOWN}. */
  public S isGoingDown() {
    return hasState(ServiceState.GOING_DOWN);
  }

  /** Verifies that the state is {@link ServiceState#SCHEDULED_MAINTENANCE_DOWN}. */
  public S isDownForMaintenance() {
    return hasState(ServiceState.SCHEDULED_MAINTENANCE_DOWN);
  }

  /** Verifies that the state is {@link ServiceState#DOWN}. */
  public S isDown() {
    return hasState(ServiceState.DOWN);
  }

  /** Verifies that the reason contains this text. */
  public S hasReasonContaining(String text) {
    Objects.requireNonNull(text, "text");
    return require(
        any -> verdict().reason().contains(text),
        "have a reason that contains \"" + text + "\"",
        this::reason);
  }

  /** Verifies that the reason is empty. */
  public S hasNoReason() {
    return require(any -> verdict().reason().isEmpty(), "have no reason", this::reason);
  }

  private String reason() {
    String reason = verdict().reason();
    return reason.isEmpty() ? "it has none" : "it is \"" + reason + "\"";
  }
}
