package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Checks;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A checked, immutable registration. A manager keeps no other kind. */
final class SimpleRegistration implements Registration {
  private final ServiceId service;
  private final NodeId node;
  private final @Nullable String contact;
  private final Terms terms;
  private final @Nullable NodeStatus status;

  /** The values that most registrations leave at their defaults; those share one object. */
  private record Terms(
      int weight,
      int preference,
      @Nullable String site,
      @Nullable Duration lease,
      @Nullable String incarnation,
      @Nullable Long incarnationNumber,
      @Nullable String owner) {
    static final Terms USUAL = new Terms(MIN_WEIGHT, MIN_PREFERENCE, null, null, null, null, null);

    Terms shared() {
      return equals(USUAL) ? USUAL : this;
    }
  }

  private SimpleRegistration(
      ServiceId service,
      NodeId node,
      @Nullable String contact,
      Terms terms,
      @Nullable NodeStatus status) {
    this.service = service;
    this.node = node;
    this.contact = contact;
    this.terms = terms;
    this.status = status;
  }

  @Override
  public ServiceId service() {
    return service;
  }

  @Override
  public NodeId node() {
    return node;
  }

  @Override
  public String contact() {
    return contact == null ? "sip:" + node : contact;
  }

  @Override
  public int weight() {
    return terms.weight;
  }

  @Override
  public int preference() {
    return terms.preference;
  }

  @Override
  public Optional<String> site() {
    return Optional.ofNullable(terms.site);
  }

  @Override
  public Optional<Duration> lease() {
    return Optional.ofNullable(terms.lease);
  }

  @Override
  public Optional<String> incarnation() {
    return Optional.ofNullable(terms.incarnation);
  }

  @Override
  public OptionalLong incarnationNumber() {
    Long number = terms.incarnationNumber;
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  @Override
  public Optional<String> owner() {
    return Optional.ofNullable(terms.owner);
  }

  @Override
  public Optional<NodeStatus> status() {
    return Optional.ofNullable(status);
  }

  /** Copies the values, which have been checked. */
  @Override
  public Builder toBuilder() {
    RegistrationDraft draft = new RegistrationDraft(service, node);
    draft.contact = contact;
    draft.weight = terms.weight;
    draft.preference = terms.preference;
    draft.site = terms.site;
    draft.lease = terms.lease;
    draft.incarnation = terms.incarnation;
    draft.incarnationNumber = terms.incarnationNumber;
    draft.owner = terms.owner;
    draft.status = status;
    return new Builder(draft);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimpleRegistration that
        && service.equals(that.service)
        && node.equals(that.node)
        && contact().equals(that.contact())
        && terms.equals(that.terms)
        && Objects.equals(status, that.status);
  }

  @Override
  public int hashCode() {
    return Objects.hash(service, node, terms.weight, terms.preference, terms.site);
  }

  @Override
  public String toString() {
    return "Registration[" + node + " for " + service + " at " + contact() + "]";
  }

  /**
   * Returns a copy of a status that this node may report for this service.
   *
   * @throws IllegalArgumentException if it is another node's, or about another service
   */
  static NodeStatus own(NodeStatus value, ServiceId service, NodeId node) {
    NodeStatus copy = NodeStatus.copyOf(value);
    if (!copy.node().equals(node)) {
      throw new IllegalArgumentException(
          "status of "
              + copy.node()
              + " in a registration of "
              + node
              + ": use a status of "
              + node);
    }
    ServiceId about = copy.service().orElse(service);
    if (!about.equals(service)) {
      throw new IllegalArgumentException(
          "status about "
              + about
              + " in a registration for "
              + service
              + ": leave its service out, or register for "
              + about);
    }
    return copy;
  }

  /** The values so far, each checked when it is set. */
  static final class RegistrationDraft {
    final ServiceId service;
    final NodeId node;
    private @Nullable String contact;
    private int weight = MIN_WEIGHT;
    private int preference = MIN_PREFERENCE;
    private @Nullable String site;
    private @Nullable Duration lease;
    private @Nullable String incarnation;
    private @Nullable Long incarnationNumber;
    private @Nullable String owner;
    @Nullable NodeStatus status;

    RegistrationDraft(ServiceId service, NodeId node) {
      this.service = Objects.requireNonNull(service, "service");
      this.node = Objects.requireNonNull(node, "node");
    }

    void contact(String value) {
      contact = Checks.contactUri("contact", value);
    }

    void weight(int value) {
      weight = Checks.inRange("weight", value, MIN_WEIGHT, MAX_WEIGHT);
    }

    void preference(int value) {
      preference = Checks.inRange("preference", value, MIN_PREFERENCE, MAX_PREFERENCE);
    }

    void site(String value) {
      site = Checks.name("site", value);
    }

    void lease(Duration value) {
      lease = Checks.positive("lease", value, MAX_LEASE);
    }

    void incarnation(String value) {
      incarnation = Checks.name("incarnation", value);
      incarnationNumber = null;
    }

    void incarnation(long number) {
      incarnationNumber = Checks.notNegative("incarnation", number);
      incarnation = Long.toString(number);
    }

    void owner(String value) {
      owner = Checks.name("owner", value);
    }

    void status(NodeStatus value) {
      status = own(value, service, node);
    }

    Registration toRegistration() {
      Terms terms =
          new Terms(weight, preference, site, lease, incarnation, incarnationNumber, owner)
              .shared();
      return new SimpleRegistration(service, node, contact, terms, status);
    }
  }
}
