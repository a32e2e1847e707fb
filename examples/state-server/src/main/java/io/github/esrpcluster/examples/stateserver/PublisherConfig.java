package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A path from the manager to upstream.
 *
 * @param type the type
 * @param options the services, and the rates for each of them
 */
record PublisherConfig(PublisherKind type, PublisherOptions options) {
  /** The types of publishers. */
  enum PublisherKind {
    /** Sends NOTIFYs to all subscribers. */
    SIP("sip"),
    /** Prints each body on standard output, as the quick start does. */
    STANDARD_OUTPUT("standard-output");

    private final String token;

    PublisherKind(String token) {
      this.token = token;
    }

    private static PublisherKind of(String token) {
      for (PublisherKind type : values()) {
        if (type.token.equals(token)) {
          return type;
        }
      }
      throw new IllegalArgumentException(
          "unknown type \"" + token + "\"; write sip or standard-output");
    }
  }

  /** Returns the publishers of a server that configures none: subscribers alone. */
  static List<PublisherConfig> defaults() {
    return List.of(of(PublisherKind.SIP));
  }

  private static PublisherConfig of(PublisherKind type) {
    return new PublisherConfig(type, PublisherOptions.named(type.token).build());
  }

  /** Returns the options of the notifier, which are the defaults if none are configured. */
  static PublisherOptions sip(List<PublisherConfig> publishers) {
    return options(publishers, PublisherKind.SIP).orElseGet(() -> of(PublisherKind.SIP).options);
  }

  /** Returns the options of standard output; empty if nothing is printed there. */
  static Optional<PublisherOptions> standardOutput(List<PublisherConfig> publishers) {
    return options(publishers, PublisherKind.STANDARD_OUTPUT);
  }

  private static Optional<PublisherOptions> options(
      List<PublisherConfig> publishers, PublisherKind type) {
    return publishers.stream()
        .filter(each -> each.type == type)
        .map(PublisherConfig::options)
        .findFirst();
  }

  /** Reads the member {@code publishers}. */
  static List<PublisherConfig> list(JsonObject json, Set<ServiceId> services) {
    if (!json.has("publishers")) {
      return defaults();
    }
    List<PublisherConfig> publishers =
        json.objects("publishers").stream().map(each -> read(each, services)).toList();
    if (publishers.stream().map(PublisherConfig::type).distinct().count() < publishers.size()) {
      throw json.refusal("publishers", "must not have a type twice");
    }
    return publishers;
  }

  private static PublisherConfig read(JsonObject json, Set<ServiceId> services) {
    PublisherKind type = json.text("type", PublisherKind::of);
    PublisherOptions.Builder options = PublisherOptions.named(type.token).rates(rates(json));
    List<ServiceId> covered =
        ConfigValues.list(
            json, "services", "services", uri -> ConfigValues.knownService(uri, services));
    if (!covered.isEmpty()) {
      options.services(covered.toArray(ServiceId[]::new));
    }
    json.refuseOthers("a publisher");
    return new PublisherConfig(type, options.build());
  }

  private static NotificationRates rates(JsonObject json) {
    NotificationRates rates = NotificationRates.defaults();
    if (json.has("maxRate")) {
      rates = rates.maxRate(ConfigValues.rate(json, "maxRate"));
    }
    return json.has("minRate") ? rates.minRate(ConfigValues.rate(json, "minRate")) : rates;
  }
}
