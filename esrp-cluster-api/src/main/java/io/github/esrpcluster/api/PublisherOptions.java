package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configures the notifications to one publisher. Immutable and thread-safe. */
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

  /**
   * Returns a builder for options of a publisher with this name. Events and logs carry the name.
   *
   * @throws IllegalArgumentException if the name is blank or longer than 255 characters, or has a
   *     hidden character or a space at an end
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns the name of the publisher. */
  public String name() {
    return name;
  }

  /** Returns the services that the publisher covers, an immutable set; empty for all services. */
  public Optional<Set<ServiceId>> services() {
    return Optional.ofNullable(services);
  }

  /** Returns whether the publisher covers this service. */
  public boolean covers(ServiceId service) {
    return services == null || services.contains(service);
  }

  /** Returns the bounds on the rate of notifications for each service. */
  public NotificationRates rates() {
    return rates;
  }

  /**
   * Returns the time after which a notification in flight counts as failed, above zero and at most
   * 24 h.
   */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the longest pause before the first retry, above zero and at most 24 h. */
  public Duration initialBackoff() {
    return initialBackoff;
  }

  /** Returns the longest pause between retries, above zero and at most 24 h. */
  public Duration maxBackoff() {
    return maxBackoff;
  }

  /**
   * Returns how many calls of the publisher may run at the same time, for different services; 1 to
   * 65,535.
   */
  public int concurrency() {
    return concurrency;
  }

  /** Builds options. Each setter checks its value at once. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private @Nullable Set<ServiceId> services;
    private NotificationRates rates = NotificationRates.defaults();
    // 64*T1 of SIP: the lifetime of a NOTIFY transaction (RFC 3261 timer F).
    private Duration timeout = Duration.ofSeconds(32);
    private Duration initialBackoff = Duration.ofMillis(500);
    private Duration maxBackoff = Duration.ofSeconds(30);
    private int concurrency = 16;

    private Builder(String name) {
      this.name = Checks.name("name", name);
    }

    /**
     * Sets the services that the publisher covers; all services by default.
     *
     * @throws IllegalArgumentException if the array is empty
     */
    public Builder services(ServiceId... services) {
      if (Objects.requireNonNull(services, "services").length == 0) {
        throw new IllegalArgumentException(
            "0 services: name at least one, or leave services out for all of them");
      }
      List<ServiceId> given = Arrays.asList(services);
      given.forEach(service -> Objects.requireNonNull(service, "service"));
      this.services = Collections.unmodifiableSet(new HashSet<>(given));
      return this;
    }

    /**
     * Sets the bounds on the rate of notifications for each service; {@link
     * NotificationRates#defaults()} if not set.
     */
    public Builder rates(NotificationRates rates) {
      this.rates = Objects.requireNonNull(rates, "rates");
      return this;
    }

    /**
     * Sets the time after which a notification in flight counts as failed; 32 s by default (64*T1,
     * RFC 3261 timer F). The manager checks it at each sweep, so a notification may take up to one
     * sweep interval longer. A call of {@code publish} that does not return is not given up: {@link
     * ClusterEvent.NotificationStalled} reports it.
     *
     * @throws IllegalArgumentException if it is not above zero, or above 24 h
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Checks.positive("timeout", timeout, LONGEST);
      return this;
    }

    /**
     * Sets the pauses between retries. The first pause is {@code initial}; each next one is twice
     * as long, up to {@code max}. Each pause is shortened at random by up to a half. By default 500
     * ms and 30 s.
     *
     * @throws IllegalArgumentException if a pause is not above zero or above 24 h, or if {@code
     *     initial} is longer than {@code max}
     */
    public Builder backoff(Duration initial, Duration max) {
      Checks.positive("initial backoff", initial, LONGEST);
      Checks.positive("max backoff", max, LONGEST);
      if (initial.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "initial backoff "
                + Texts.duration(initial)
                + " is longer than the max backoff: use at most "
                + Texts.duration(max));
      }
      this.initialBackoff = initial;
      this.maxBackoff = max;
      return this;
    }

    /**
     * Sets how many calls of the publisher may run at the same time, for different services; 16 by
     * default. A call ends when {@code publish} returns, not when its stage completes. Further
     * services wait without a thread. So a publisher that blocks keeps at most this number of
     * threads, and delays no other publisher as long as the executor has another thread.
     *
     * @throws IllegalArgumentException if outside 1 to 65,535
     */
    public Builder concurrency(int calls) {
      this.concurrency = Checks.inRange("concurrency", calls, 1, 65_535);
      return this;
    }

    /** Returns the options. */
    public PublisherOptions build() {
      return new PublisherOptions(this);
    }
  }
}
