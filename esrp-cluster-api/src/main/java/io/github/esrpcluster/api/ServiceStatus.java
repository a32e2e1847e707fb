package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * The service status message: what upstream entities are told about one service. Always the full
 * state, as the i3 ServiceState package wants it (NENA-STA-010.3 section 2.4.2).
 *
 * <p>A new message is made whenever state, reason or posture change, and not for the counts alone.
 * So the reasons of the built-in policies do not count members, and the tally stands beside them. A
 * vendor's reason that does makes a message of every member that changes; {@link
 * NotificationRates#maxRate} bounds how many are transmitted.
 *
 * <p>Immutable. Made by the manager, or by {@link #builder} for a test of a publisher.
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

  /** The service. */
  public ServiceId service() {
    return service;
  }

  /** Strictly increasing from one message of the service to the next; there may be gaps. */
  public long version() {
    return version;
  }

  /** When it was found, by the wall clock: for people and logs, never for ordering. */
  public Instant at() {
    return at;
  }

  /** State and reason. */
  public Verdict verdict() {
    return verdict;
  }

  /** The state. */
  public ServiceState state() {
    return verdict.state();
  }

  /** Why; an empty text where there is nothing to say. */
  public String reason() {
    return verdict.reason();
  }

  /** The posture of the service. */
  public SecurityPosture posture() {
    return posture;
  }

  /**
   * The members that were counted when the message was made. While the message stands they may
   * change; {@link ClusterManager#explain} counts those of now.
   */
  public Tally tally() {
    return tally;
  }

  /** Starts a message about the service: version 1, at the epoch, green, nobody counted. */
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

  /** For people and logs, with the tally: a reason need not count. */
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

  /** Builds a message. Not thread-safe. */
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
     * The version.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder version(long version) {
      this.version = Checks.notNegative("version", version);
      return this;
    }

    /** The time. */
    public Builder at(Instant at) {
      this.at = Objects.requireNonNull(at, "at");
      return this;
    }

    /** The posture. */
    public Builder posture(SecurityPosture posture) {
      this.posture = Objects.requireNonNull(posture, "posture");
      return this;
    }

    /** The members counted. */
    public Builder tally(Tally tally) {
      this.tally = Objects.requireNonNull(tally, "tally");
      return this;
    }

    /** The message. */
    public ServiceStatus build() {
      return new ServiceStatus(this);
    }
  }
}
