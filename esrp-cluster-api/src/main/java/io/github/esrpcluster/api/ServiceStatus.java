package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Holds the published status of one service: always the full status, as the i3 ServiceState package
 * requires (NENA-STA-010.3 section 2.4.2).
 *
 * <p>A change of state, reason or posture makes a new status; a change of the counts alone does
 * not. If a vendor's reason contains counts, every change of a member makes a new status; {@link
 * NotificationRates#maxRate} then bounds the notifications.
 *
 * <p>Immutable; equal if all values are. Made by the manager, or by {@link #builder} for tests.
 */
public final class ServiceStatus {
  private final ServiceId service;
  private final long version;
  private final Instant at;
  private final Verdict verdict;
  private final SecurityPosture posture;
  private final Tally tally;

  private ServiceStatus(Builder builder) {
    service = builder.service;
    version = builder.version;
    at = builder.at;
    verdict = builder.verdict;
    posture = builder.posture;
    tally = builder.tally;
  }

  /** Returns the service. */
  public ServiceId service() {
    return service;
  }

  /**
   * Returns the version: 1 or more if a manager made the status. Within a service of one manager
   * the version strictly increases, with gaps, also after the service was removed and created
   * again, and after a restart of the manager.
   */
  public long version() {
    return version;
  }

  /** Returns the wall-clock time of the status. For people and logs; order by version instead. */
  public Instant at() {
    return at;
  }

  /** Returns state and reason. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns the state; never {@code Unreachable} or {@code Unstaffed}. */
  public ServiceState state() {
    return verdict.state();
  }

  /**
   * Returns the reason, for people; may be empty. In a status that a manager made, line breaks and
   * hidden characters are written as escapes, and a reason longer than its limit ({@code
   * maxReasonLength}, by default 1,024 characters) is cut visibly.
   */
  public String reason() {
    return verdict.reason();
  }

  /** Returns the security posture of the service. */
  public SecurityPosture posture() {
    return posture;
  }

  /**
   * Returns the counts of members at the time of the status. A later change of the counts that does
   * not change the status does not show here; {@link ClusterMonitor#explain} has the current
   * counts.
   */
  public Tally tally() {
    return tally;
  }

  /**
   * Returns a builder for a status of the service, by default of version 1, at {@link
   * Instant#EPOCH}, with posture {@code Green} and an empty tally.
   */
  public static Builder builder(ServiceId service, Verdict verdict) {
    return new Builder(service, verdict);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceStatus that
        && service.equals(that.service)
        && version == that.version
        && at.equals(that.at)
        && verdict.equals(that.verdict)
        && posture == that.posture
        && tally.equals(that.tally);
  }

  @Override
  public int hashCode() {
    return Objects.hash(service, version, verdict, posture);
  }

  /** Returns text for people and logs, with the tally, because a reason has no counts. */
  @Override
  public String toString() {
    return "ServiceStatus["
        + service
        + " v"
        + version
        + " "
        + verdict
        + (posture == SecurityPosture.GREEN ? "" : " posture " + posture.token())
        + ", "
        + tally
        + "]";
  }

  /** Builds a status. Not thread-safe. */
  public static final class Builder {
    private final ServiceId service;
    private final Verdict verdict;
    private long version = 1;
    private Instant at = Instant.EPOCH;
    private SecurityPosture posture = SecurityPosture.GREEN;
    private Tally tally = Tally.empty();

    private Builder(ServiceId service, Verdict verdict) {
      this.service = Objects.requireNonNull(service, "service");
      this.verdict = Objects.requireNonNull(verdict, "verdict");
    }

    /**
     * Sets the version; 1 by default.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder version(long version) {
      this.version = Checks.notNegative("version", version);
      return this;
    }

    /** Sets the wall-clock time; {@link Instant#EPOCH} by default. */
    public Builder at(Instant at) {
      this.at = Objects.requireNonNull(at, "at");
      return this;
    }

    /** Sets the security posture; {@code Green} by default. */
    public Builder posture(SecurityPosture posture) {
      this.posture = Objects.requireNonNull(posture, "posture");
      return this;
    }

    /** Sets the counts of members; none by default. */
    public Builder tally(Tally tally) {
      this.tally = Objects.requireNonNull(tally, "tally");
      return this;
    }

    /** Returns the status. */
    public ServiceStatus build() {
      return new ServiceStatus(this);
    }
  }
}
