package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A checked, immutable status: the only kind a manager keeps. */
final class SimpleNodeStatus implements NodeStatus {
  /** Stands for an absent load, sequence or epoch: none of them can be negative. */
  private static final int ABSENT = -1;

  private final NodeId node;
  private final ElementState state;
  private final String reason;
  private final @Nullable ServiceId service;
  private final @Nullable SecurityPosture posture;
  private final double load;
  private final long sequence;
  private final long epoch;

  private SimpleNodeStatus(Draft draft) {
    node = draft.node;
    state = draft.state;
    reason = draft.reason;
    service = draft.service;
    posture = draft.posture;
    load = draft.load;
    sequence = draft.sequence;
    epoch = draft.epoch;
  }

  @Override
  public NodeId node() {
    return node;
  }

  @Override
  public ElementState state() {
    return state;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Optional<ServiceId> service() {
    return Optional.ofNullable(service);
  }

  @Override
  public Optional<SecurityPosture> posture() {
    return Optional.ofNullable(posture);
  }

  @Override
  public OptionalDouble load() {
    return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
  }

  @Override
  public OptionalLong sequence() {
    return sequence < 0 ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  @Override
  public OptionalLong epoch() {
    return epoch < 0 ? OptionalLong.empty() : OptionalLong.of(epoch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimpleNodeStatus that
        && node.equals(that.node)
        && state == that.state
        && reason.equals(that.reason)
        && Objects.equals(service, that.service)
        && posture == that.posture
        && Double.compare(load, that.load) == 0
        && sequence == that.sequence
        && epoch == that.epoch;
  }

  @Override
  public int hashCode() {
    return Objects.hash(node, state, reason, sequence);
  }

  @Override
  public String toString() {
    return "NodeStatus["
        + node
        + " "
        + state.token()
        + (reason.isEmpty() ? "" : " " + Texts.quote(reason))
        + "]";
  }

  /** The values so far. */
  static final class Draft {
    private final NodeId node;
    private final ElementState state;
    String reason = "";
    @Nullable ServiceId service;
    @Nullable SecurityPosture posture;
    private double load = ABSENT;
    long sequence = ABSENT;
    long epoch = ABSENT;

    Draft(NodeId node, ElementState state) {
      this.node = Objects.requireNonNull(node, "node");
      this.state = Objects.requireNonNull(state, "state");
      if (state == ElementState.UNREACHABLE) {
        throw new IllegalArgumentException(
            "status Unreachable of "
                + node
                + ": no node can say it of itself; let its lease run out, or override the member");
      }
    }

    void load(double value) {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "load " + value + " is not a finite number of 0 or more");
      }
      load = value + 0.0; // -0.0 becomes 0.0
    }

    NodeStatus toStatus() {
      return new SimpleNodeStatus(this);
    }
  }
}
