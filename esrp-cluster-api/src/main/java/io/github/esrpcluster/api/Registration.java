package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes the membership that a node asks for: one service's cluster, for the time of a lease. A
 * node that serves several service URIs registers once for each.
 *
 * <p>i3 forbids SIP REGISTER for this (NENA-STA-010.3 section 3.1.3.1) and defines no other
 * protocol. The vendor's protocol carries registrations to the manager.
 *
 * <p>Vendors may implement this interface over a type of their own. The manager takes a {@link
 * #copyOf copy} and does not read the original again. No method returns null. Registrations that
 * {@link #builder} or {@link #copyOf} returned are immutable and equal if all values are.
 */
public interface Registration {
  /** Smallest weight, and the default. */
  int MIN_WEIGHT = 1;

  /** Largest weight: that of a DNS SRV record (RFC 2782). */
  int MAX_WEIGHT = 65_535;

  /** Least preferred tier, and the default (i3 {@code dequeuePreference}). */
  int MIN_PREFERENCE = 1;

  /** Most preferred tier (i3 {@code dequeuePreference}, NENA-STA-010.3 section 4.2.1.4). */
  int MAX_PREFERENCE = 5;

  /** Longest lease that a registration may ask for. */
  Duration MAX_LEASE = Duration.ofHours(24);

  /** Returns the service whose cluster the node joins. */
  ServiceId service();

  /** Returns the node. */
  NodeId node();

  /**
   * Returns the URI to which calls for the node go, as it was set: absolute, at most 1,024 visible
   * ASCII characters. By default {@code sip:} and the node's name.
   *
   * <p>A SIP or SIPS URI follows the grammar of RFC 3261 section 25.1, so that a malformed one is
   * refused here and not when a call comes. It has a port from 1 to 65535 if any, and no escape in
   * the host. A URI of another scheme, such as {@code tel:} or {@code https:}, only has to be one
   * for {@link java.net.URI}.
   */
  String contact();

  /**
   * Returns the weight of the node in load balancing and in weighted status policies, {@value
   * #MIN_WEIGHT} to {@value #MAX_WEIGHT}.
   */
  int weight();

  /**
   * Returns the preference tier, {@value #MIN_PREFERENCE} to {@value #MAX_PREFERENCE} (most
   * preferred).
   */
  int preference();

  /**
   * Returns the failure domain (data centre, region), at most 255 visible characters and plain
   * spaces between them; empty if the cluster has only one.
   */
  Optional<String> site();

  /**
   * Returns the lease asked for, above zero and at most {@link #MAX_LEASE}; empty to take the
   * manager's default. The manager grants the nearest lease within its bounds ({@link
   * Lease#granted()}).
   */
  Optional<Duration> lease();

  /**
   * Returns a text that distinguishes one run of the node's software from the next, for example a
   * boot time; at most 255 visible characters and plain spaces between them. Registering with
   * another incarnation starts a new epoch, so that status and sequence numbers of the old run do
   * not count for the new run. Empty if the node cannot tell its runs apart.
   */
  Optional<String> incarnation();

  /**
   * Returns a number that orders the runs of the node's software, 0 or more, for example a boot
   * time or a boot counter. While the lease of a run with a number holds, a registration with a
   * lower number is refused ({@link
   * RegistrationRefusedException.RegistrationRefusal#OLDER_INCARNATION}), so that a delayed
   * registration of an old run displaces nothing; one without a number is not. Empty, the default,
   * if the runs have no order.
   */
  default OptionalLong incarnationNumber() {
    return OptionalLong.empty();
  }

  /**
   * Returns the party that registers, as the vendor has authenticated it, for example the subject
   * of a TLS certificate; opaque to the manager, not blank and at most 255 characters. While the
   * lease runs, only the same owner may register, renew, release or report ({@link
   * NodeRegistry#actingAs}). Empty, the default, if each caller may.
   */
  default Optional<String> owner() {
    return Optional.empty();
  }

  /** Returns the first status of the node; empty if the node reports later. */
  Optional<NodeStatus> status();

  /** Returns a builder for a registration of the node for the service, with defaults. */
  static Builder builder(ServiceId service, NodeId node) {
    return new Builder(service, node);
  }

  /**
   * Returns an immutable, checked copy; the registration itself if it is one.
   *
   * @throws IllegalArgumentException if a value breaks a rule of this type; the message names both
   * @throws NullPointerException if a value is null
   */
  static Registration copyOf(Registration other) {
    Objects.requireNonNull(other, "registration");
    if (other instanceof SimpleRegistration) {
      return other;
    }
    return other.toBuilder().build();
  }

  /**
   * Returns a builder that starts with the values of this registration.
   *
   * @throws IllegalArgumentException if a value of a vendor's implementation breaks a rule
   */
  default Builder toBuilder() {
    Builder copy =
        builder(service(), node()).contact(contact()).weight(weight()).preference(preference());
    site().ifPresent(copy::site);
    lease().ifPresent(copy::lease);
    incarnation().ifPresent(copy::incarnation);
    incarnationNumber().ifPresent(copy::incarnation);
    owner().ifPresent(copy::owner);
    status().ifPresent(copy::status);
    return copy;
  }

  /** Builds a registration. Each setter checks its value at once. Not thread-safe. */
  final class Builder {
    private final SimpleRegistration.RegistrationDraft draft;

    private Builder(ServiceId service, NodeId node) {
      this(new SimpleRegistration.RegistrationDraft(service, node));
    }

    Builder(SimpleRegistration.RegistrationDraft draft) {
      this.draft = draft;
    }

    /**
     * Sets the URI to which calls for the node go; by default {@code sip:} and the node's name.
     *
     * @throws IllegalArgumentException if it breaks a rule of {@link Registration#contact()}; the
     *     message quotes it and names the rule
     */
    public Builder contact(String contact) {
      draft.contact(contact);
      return this;
    }

    /**
     * Sets the weight; {@value #MIN_WEIGHT} by default.
     *
     * @throws IllegalArgumentException if outside {@value #MIN_WEIGHT} to {@value #MAX_WEIGHT}
     */
    public Builder weight(int weight) {
      draft.weight(weight);
      return this;
    }

    /**
     * Sets the preference tier; {@value #MIN_PREFERENCE} by default.
     *
     * @throws IllegalArgumentException if outside {@value #MIN_PREFERENCE} to {@value
     *     #MAX_PREFERENCE}
     */
    public Builder preference(int preference) {
      draft.preference(preference);
      return this;
    }

    /**
     * Sets the failure domain; none by default.
     *
     * @throws IllegalArgumentException if blank or longer than 255 characters, or if it has a
     *     hidden character or a space at an end
     */
    public Builder site(String site) {
      draft.site(site);
      return this;
    }

    /**
     * Sets the lease to ask for; by default the manager's default.
     *
     * @throws IllegalArgumentException if zero or negative, or longer than {@link #MAX_LEASE}
     */
    public Builder lease(Duration lease) {
      draft.lease(lease);
      return this;
    }

    /**
     * Sets the text that distinguishes this run of the node from the next; none by default.
     *
     * @throws IllegalArgumentException if blank or longer than 255 characters, or if it has a
     *     hidden character or a space at an end
     */
    public Builder incarnation(String incarnation) {
      draft.incarnation(incarnation);
      return this;
    }

    /**
     * Sets the number that orders the runs of the node, and its decimal form as the text that
     * distinguishes them; none by default.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder incarnation(long number) {
      draft.incarnation(number);
      return this;
    }

    /**
     * Sets the party that registers, as the vendor has authenticated it; none by default.
     *
     * @throws IllegalArgumentException if blank, or longer than 255 characters
     */
    public Builder owner(String owner) {
      draft.owner(owner);
      return this;
    }

    /**
     * Sets the first status: this state, without a reason.
     *
     * @throws IllegalArgumentException if it is {@link ElementState#UNREACHABLE}
     */
    public Builder status(ElementState state) {
      return status(NodeStatus.of(draft.node, state));
    }

    /**
     * Sets the first status; none by default.
     *
     * @throws IllegalArgumentException if it is another node's, or about another service
     */
    public Builder status(NodeStatus status) {
      draft.status(status);
      return this;
    }

    /** Removes the first status. */
    public Builder noStatus() {
      draft.status = null;
      return this;
    }

    /** Returns the registration. */
    public Registration build() {
      return draft.toRegistration();
    }
  }
}
