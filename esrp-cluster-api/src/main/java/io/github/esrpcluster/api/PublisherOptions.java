package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one publisher is served. Immutable. */
public final class PublisherOptions {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final String name;
  private final @Nullable Set<ServiceId> services;
  private final NotificationRates rates;
  private final Duration timeout;
  private final Duration initialBackoff;
  private final Duration maxBackoff;
  private final int concurrency;

  private PublisherOptions(Builder builder) {
    name = builder.name;
    services = builder.services;
    rates = builder.rates;
    timeout = builder.timeout;
    initialBackoff = builder.initialBackoff;
    maxBackoff = builder.maxBackoff;
    concurrency = builder.concurrency;
  }

  /** Starts options for an upstream entity of this name, which events and logs will carry. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The name of the upstream entity. */
  public String name() {
    return name;
  }

  /** The services it is told about; empty for all. */
  public Optional<Set<ServiceId>> services() {
    return Optional.ofNullable(services);
  }

  /** Whether it is told about this service. */
  public boolean covers(ServiceId service) {
    return services == null || services.contains(service);
  }

  /** How often it may and must be told. */
  public NotificationRates rates() {
    return rates;
  }

  /** How long a transmission may take before it counts as failed. */
  public Duration timeout() {
    return timeout;
  }

  /** The pause before the first retry. */
  public Duration initialBackoff() {
    return initialBackoff;
  }

  /** The longest pause between retries. */
  public Duration maxBackoff() {
    return maxBackoff;
  }

  /** How many calls of the publisher, for different services, may be under way at a time. */
  public int concurrency() {
    return concurrency;
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private @Nullable Set<ServiceId> services;
    private NotificationRates rates = NotificationRates.unlimited();
    // 64*T1 of SIP: after that a NOTIFY is given up (RFC 3261 Timer F).
    private Duration timeout = Duration.ofSeconds(32);
    private Duration initialBackoff = Duration.ofMillis(500);
    private Duration maxBackoff = Duration.ofSeconds(30);
    private int concurrency = 16;

    private Builder(String name) {
      this.name = Checks.name("name", name);
    }

    /**
     * Restricts the publisher to these services; by default it is told about all.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Builder services(ServiceId... services) {
      if (Objects.requireNonNull(services, "services").length == 0) {
        throw new IllegalArgumentException("services: none given; leave it out for all of them");
      }
      List<ServiceId> given = Arrays.asList(services);
      given.forEach(service -> Objects.requireNonNull(service, "service"));
      this.services = Set.copyOf(given);
      return this;
    }

    /** How often the entity may and must be told; by default at each change, and only then. */
    public Builder rates(NotificationRates rates) {
      this.rates = Objects.requireNonNull(rates, "rates");
      return this;
    }

    /**
     * How long a transmission may take before it counts as failed; 32 s by default (64*T1, RFC 3261
     * timer F).
     *
     * @throws IllegalArgumentException if not above zero, or above 24 hours
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Checks.positive("timeout", timeout, LONGEST);
      return this;
    }

    /**
     * The pauses between retries: they start with the first and double up to the last, each
     * shortened at random by up to a half. By default 500 ms and 30 s.
     *
     * @throws IllegalArgumentException if one is not above zero or above 24 hours, or the first
     *     above the last
     */
    public Builder backoff(Duration initial, Duration max) {
      Checks.positive("initial backoff", initial, LONGEST);
      Checks.positive("max backoff", max, LONGEST);
      if (initial.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "initial backoff " + initial + " is longer than max " + max);
      }
      this.initialBackoff = initial;
      this.maxBackoff = max;
      return this;
    }

    /**
     * How many calls of the publisher, for different services, may be under way at a time; 16 by
     * default. A call ends when {@code publish} returns, not when its stage completes. More
     * services than that wait their turn without a thread; so a publisher that hangs holds up its
     * own entity only, and no more threads than this.
     *
     * @throws IllegalArgumentException if outside 1 to 65,535
     */
    public Builder concurrency(int calls) {
      this.concurrency = Checks.inRange("concurrency", calls, 1, 65_535);
      return this;
    }

    /** The options. */
    public PublisherOptions build() {
      return new PublisherOptions(this);
    }
  }
}
