package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status policy that may misbehave, and hands views and verdicts to the simulation. */
final class FaultyPolicy implements StatusPolicy {
  /** How it behaves. */
  enum PolicyBehavior {
    WORKS,
    THROWS,
    RETURNS_NULL,
    CALLS_BACK
  }

  private final Simulation simulation;
  private final StatusPolicy policy;
  private PolicyBehavior mode = PolicyBehavior.WORKS;
  private long worksSince;

  FaultyPolicy(Simulation simulation, StatusPolicy policy) {
    this.simulation = simulation;
    this.policy = policy;
  }

  void behave(PolicyBehavior newMode) {
    mode = newMode;
    worksSince = simulation.now();
  }

  /** Returns how it fails now. */
  String failure() {
    return mode == PolicyBehavior.THROWS ? "threw" : "returned null";
  }

  boolean works() {
    return mode == PolicyBehavior.WORKS;
  }

  long worksSince() {
    return worksSince;
  }

  @Override
  @SuppressWarnings("NullAway") // null is one of its faults
  public Verdict evaluate(ClusterView view) {
    ServiceModel asked = simulation.model.find(view.service());
    Verdict verdict = answer(view);
    if (asked == null || asked == simulation.model.find(view.service())) {
      simulation.evaluated(this, view, verdict);
    } // otherwise its own call has created the service again: the verdict is ignored
    if (verdict == null && mode == PolicyBehavior.THROWS) {
      simulation.ledger.injected(Fault.POLICY_THREW);
      throw new IllegalStateException("the policy of the simulation throws");
    }
    return verdict;
  }

  private @Nullable Verdict answer(ClusterView view) {
    switch (mode) {
      case THROWS -> {
        return null;
      }
      case RETURNS_NULL -> {
        simulation.ledger.injected(Fault.POLICY_RETURNED_NULL);
        return null;
      }
      case CALLS_BACK -> {
        mode = PolicyBehavior.WORKS;
        simulation.callBack(Fault.POLICY_CALLED_BACK, view.service());
      }
      case WORKS -> {}
    }
    return policy.evaluate(view);
  }

  /** Returns its verdict about these members, without a record of it. */
  Verdict find(ServiceId service, List<Member> members, Optional<Verdict> previous) {
    ClusterView view =
        previous.isPresent()
            ? ClusterView.of(service, members, previous.get())
            : ClusterView.of(service, members);
    return policy.evaluate(view);
  }

  @Override
  public String toString() {
    return policy.toString();
  }
}
