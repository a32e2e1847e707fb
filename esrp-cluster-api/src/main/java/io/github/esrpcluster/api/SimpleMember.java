package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.EffectiveState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member as a value. State and liveness are computed, so they cannot contradict the rest. */
final class SimpleMember extends Member {
  private final Registration registration;
  private final long epoch;
  private final @Nullable NodeStatus report;
  private final @Nullable OperatorOverride<ElementState> override;
  private final ElementState state;
  private final Liveness liveness;

  SimpleMember(
      Registration registration,
      long epoch,
      boolean expired,
      @Nullable NodeStatus report,
      @Nullable OperatorOverride<ElementState> override) {
    this.registration = registration;
    this.epoch = epoch;
    this.report = report;
    this.override = override;
    this.state =
        EffectiveState.of(
            expired,
            override == null ? null : override.state(),
            report == null ? null : report.state());
    this.liveness = EffectiveState.liveness(expired, report != null, state);
  }

  @Override
  public Registration registration() {
    return registration;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public ElementState state() {
    return state;
  }

  @Override
  public Liveness liveness() {
    return liveness;
  }

  @Override
  public Optional<NodeStatus> report() {
    return Optional.ofNullable(report);
  }

  @Override
  public Optional<OperatorOverride<ElementState>> override() {
    return Optional.ofNullable(override);
  }
}
