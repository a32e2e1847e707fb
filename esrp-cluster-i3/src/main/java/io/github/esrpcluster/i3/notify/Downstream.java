package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A node that joins by configuration: the manager subscribes to its state, and the node need not
 * register (NENA-STA-010.3 section 4.2.2.6: an ESRP subscribes to every downstream element and
 * service). Immutable.
 *
 * <p>A nested ESRP service is a downstream too: its state becomes that of a node, by the table of
 * {@link Subscriber}.
 */
public final class Downstream {
  /** The lease of a registration that asks for none. A contact is due three times in it. */
  public static final Duration DEFAULT_LEASE = Duration.ofMinutes(5);

  private final NodeId node;
  private final String uri;
  private final EventPackage eventPackage;
  private final NodeId elementId;
  private final List<Registration> registrations;
  private final Duration duration;
  private final @Nullable Rate minRate;

  private Downstream(Builder builder) {
    node = builder.node;
    uri = builder.uri;
    eventPackage = builder.eventPackage;
    elementId = builder.elementId;
    registrations = List.copyOf(builder.registrations);
    duration = builder.duration;
    minRate = builder.minRate;
  }

  /**
   * Returns a builder for a downstream.
   *
   * @param node the node of the cluster
   * @param uri the SIP or SIPS URI to subscribe to
   * @throws IllegalArgumentException if the URI is no SIP or SIPS URI of RFC 3261
   */
  public static Builder builder(NodeId node, String uri) {
    return new Builder(node, uri);
  }

  /** Returns the node of the cluster. */
  public NodeId node() {
    return node;
  }

  /** Returns the URI to subscribe to. */
  public String uri() {
    return uri;
  }

  /** Returns the event package: that of elements, or that of services. */
  public EventPackage eventPackage() {
    return eventPackage;
  }

  /** Returns the element that the bodies of an element must name; the node by default. */
  public NodeId elementId() {
    return elementId;
  }

  /** Returns the registrations with which the node joins, one for each service; immutable. */
  public List<Registration> registrations() {
    return registrations;
  }

  /** Returns the duration of the subscription that is asked for. */
  public Duration duration() {
    return duration;
  }

  /** Returns the {@code min-rate} that is asked for, in NOTIFYs per second; empty if none. */
  public OptionalDouble minRate() {
    return minRate == null ? OptionalDouble.empty() : OptionalDouble.of(minRate.perSecond());
  }

  /** Returns the rates that are asked for. */
  SubscriptionRates rates() {
    return new SubscriptionRates(null, minRate, null);
  }

  @Override
  public String toString() {
    return "Downstream[" + node + " at " + Texts.line(uri) + ", " + eventPackage.token() + "]";
  }

  /** Builds a downstream. Each setter checks its value at once. Not thread-safe. */
  public static final class Builder {
    private final NodeId node;
    private final String uri;
    private final List<Registration> registrations = new ArrayList<>();
    private EventPackage eventPackage = EventPackage.ELEMENT_STATE;
    private NodeId elementId;
    private Duration duration = Duration.ofSeconds(SubscriptionDurations.USUAL);
    private @Nullable Rate minRate;

    private Builder(NodeId node, String uri) {
      this.node = Objects.requireNonNull(node, "node");
      this.uri = Checks.sipUri("URI", uri);
      this.elementId = node;
    }

    /**
     * Sets the event package; {@link EventPackage#ELEMENT_STATE} by default.
     *
     * @throws IllegalArgumentException if it is that of queues
     */
    public Builder eventPackage(EventPackage eventPackage) {
      if (eventPackage == EventPackage.QUEUE_STATE) {
        throw new IllegalArgumentException(
            "a queue is no node: use "
                + EventPackage.ELEMENT_STATE
                + " or "
                + EventPackage.SERVICE_STATE);
      }
      this.eventPackage = Objects.requireNonNull(eventPackage, "eventPackage");
      return this;
    }

    /**
     * Sets the element that the bodies of an element must name; the node by default. A body about
     * another element is refused, because the URI is probably wrong. Not used for a service.
     */
    public Builder elementId(NodeId elementId) {
      this.elementId = Objects.requireNonNull(elementId, "elementId");
      return this;
    }

    /** Adds a registration for this service, with defaults. */
    public Builder service(ServiceId service) {
      return registration(Registration.builder(service, node).build());
    }

    /**
     * Adds a registration: the service, and the contact, weight, preference, site, lease and owner
     * of the node there. A registration without a lease asks for {@link #DEFAULT_LEASE}.
     *
     * @throws IllegalArgumentException if it is of another node, has a status, or is the second one
     *     for its service
     */
    public Builder registration(Registration registration) {
      Registration added = Registration.copyOf(registration);
      if (!added.node().equals(node)) {
        throw new IllegalArgumentException(
            "registration of " + added.node() + ": use one of " + node);
      }
      if (added.status().isPresent()) {
        throw new IllegalArgumentException(
            "registration of " + node + " has a status: leave it out, a NOTIFY has it");
      }
      if (registrations.stream().anyMatch(each -> each.service().equals(added.service()))) {
        throw new IllegalArgumentException(
            "second registration of " + node + " for " + added.service() + ": use one");
      }
      registrations.add(
          added.lease().isPresent() ? added : added.toBuilder().lease(DEFAULT_LEASE).build());
      return this;
    }

    /**
     * Sets the duration of the subscription to ask for; 1 h by default. The notifier may shorten
     * it. The subscriber refreshes more often than that if the lease of the node needs it.
     *
     * @throws IllegalArgumentException if outside 1 min to 24 h (NENA-STA-010.3 section 2.4)
     */
    public Builder duration(Duration duration) {
      Checks.inRange(
          "duration in seconds",
          duration.toSeconds(),
          SubscriptionDurations.SHORTEST,
          SubscriptionDurations.LONGEST);
      this.duration = duration;
      return this;
    }

    /**
     * Asks for NOTIFYs at this rate also while no state changes ({@code min-rate} of RFC 6446), so
     * that a node that fails silently is found soon. Without a NOTIFY for one and a half of its
     * intervals the subscriber refreshes, and so finds out.
     *
     * @param perSecond NOTIFYs per second
     * @throws IllegalArgumentException if outside {@link NotificationRates#LOWEST} to {@link
     *     NotificationRates#HIGHEST}
     */
    public Builder minRate(double perSecond) {
      NotificationRates.unlimited().minRate(perSecond); // checks it
      minRate = Rate.ofPerSecond(perSecond);
      return this;
    }

    /**
     * Returns the downstream.
     *
     * @throws IllegalStateException if it has no registration
     */
    public Downstream build() {
      if (registrations.isEmpty()) {
        throw new IllegalStateException(
            "downstream " + node + " joins no service: call service(..) or registration(..)");
      }
      return new Downstream(this);
    }
  }
}
