package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A checked, immutable status. A manager keeps no other kind. */
final class SimpleNodeStatus implements NodeStatus {
  /** Stands for an absent load, sequence or epoch: none of them can be negative. */
  private static final int ABSENT = -1;

  private final NodeId node;
  private final ElementState state;
  private final String reason;
  private final Details details;

  /** The values that most reports leave out; those share one object. */
  private record Details(
      @Nullable ServiceId service,
      @Nullable SecurityPosture posture,
      double load,
      long sequence,
      long epoch) {
    static final Details NONE = new Details(null, null, ABSENT, ABSENT, ABSENT);
  }

  private SimpleNodeStatus(NodeId node, ElementState state, String reason, Details details) {
    this.node = node;
    this.state = state;
    this.reason = reason;
    this.details = details;
  }

  /** Returns a status without details. */
  static NodeStatus of(NodeId node, ElementState state, String reason) {
    return new SimpleNodeStatus(node(node), reportable(state, node), reason(reason), Details.NONE);
  }

  private static NodeId node(NodeId node) {
    return Objects.requireNonNull(node, "node");
  }

  private static String reason(String reason) {
    return Texts.repaired(Objects.requireNonNull(reason, "reason"));
  }

  private static ElementState reportable(ElementState state, NodeId node) {
    if (Objects.requireNonNull(state, "state") == ElementState.UNREACHABLE) {
      throw new IllegalArgumentException(
          "status Unreachable of "
              + node
              + ": a node cannot report it; let its lease expire, or override the member");
    }
    return state;
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
    return Optional.ofNullable(details.service);
  }

  @Override
  public Optional<SecurityPosture> posture() {
    return Optional.ofNullable(details.posture);
  }

  @Override
  public OptionalDouble load() {
    return details.load < 0 ? OptionalDouble.empty() : OptionalDouble.of(details.load);
  }

  @Override
  public OptionalLong sequence() {
    return details.sequence < 0 ? OptionalLong.empty() : OptionalLong.of(details.sequence);
  }

  @Override
  public OptionalLong epoch() {
    return details.epoch < 0 ? OptionalLong.empty() : OptionalLong.of(details.epoch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimpleNodeStatus that
        && node.equals(that.node)
        && state == that.state
        && reason.equals(that.reason)
        && details.equals(that.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(node, state, reason, details.sequence);
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
  static final class StatusDraft {
    private final NodeId node;
    private final ElementState state;
    private String reason = "";
    @Nullable ServiceId service;
    @Nullable SecurityPosture posture;
    private double load = ABSENT;
    long sequence = ABSENT;
    long epoch = ABSENT;

    StatusDraft(NodeId node, ElementState state) {
      this.node = node(node);
      this.state = reportable(state, node);
    }

    void reason(String value) {
      reason = SimpleNodeStatus.reason(value);
    }

    void load(double value) {
      load = Checks.finiteNotNegative("load", value);
    }

    private Details details() {
      Details given = new Details(service, posture, load, sequence, epoch);
      return given.equals(Details.NONE) ? Details.NONE : given;
    }

    NodeStatus toStatus() {
      return new SimpleNodeStatus(node, state, reason, details());
    }
  }
}
