package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.notify.Downstream;
import io.github.esrpcluster.i3.notify.EventPackage;
import io.github.esrpcluster.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the downstream subscriptions of a configuration. */
final class DownstreamConfigReader {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Set<ServiceId> services;

  /** Creates a reader for a server with these services. */
  DownstreamConfigReader(Set<ServiceId> services) {
    this.services = services;
  }

  /** Reads the member {@code downstream}. */
  List<Downstream> list(JsonObject json) {
    List<Downstream> read = new ArrayList<>();
    Set<NodeId> nodes = new HashSet<>();
    for (JsonObject each :
        json.has("downstream") ? json.objects("downstream") : List.<JsonObject>of()) {
      Downstream downstream = read(each);
      if (!nodes.add(downstream.node())) {
        throw each.refusal("node", "must not occur twice");
      }
      read.add(downstream);
    }
    return List.copyOf(read);
  }

  private Downstream read(JsonObject json) {
    NodeId node = json.text("node", NodeId::of);
    Downstream.Builder builder =
        json.optionalText("uri", uri -> Downstream.builder(node, uri))
            .orElseGet(() -> Downstream.builder(node, "sip:" + node));
    json.optionalText("elementId", NodeId::of).ifPresent(builder::elementId);
    json.optionalText("package", DownstreamConfigReader::eventPackage)
        .ifPresent(builder::eventPackage);
    ConfigValues.duration(json, "duration", LONGEST)
        .ifPresent(time -> ConfigValues.refusing(json, "duration", () -> builder.duration(time)));
    if (json.has("minRate")) {
      builder.minRate(ConfigValues.rate(json, "minRate"));
    }
    for (ServiceId service : services(json)) {
      Registration registration = registration(json, service, node);
      ConfigValues.refusing(json, "services", () -> builder.registration(registration));
    }
    json.refuseOthers("a downstream subscription");
    return builder.build();
  }

  private static EventPackage eventPackage(String token) {
    return switch (token) {
      case "ElementState" -> EventPackage.ELEMENT_STATE;
      case "ServiceState" -> EventPackage.SERVICE_STATE;
      default ->
          throw new IllegalArgumentException(
              "unknown package \"" + token + "\"; write ElementState or ServiceState");
    };
  }

  private List<ServiceId> services(JsonObject json) {
    List<ServiceId> joined =
        ConfigValues.list(
            json, "services", "services", uri -> ConfigValues.knownService(uri, services));
    if (joined.isEmpty()) {
      throw json.refusal("services", "is missing; it must be a list of one or more services");
    }
    return joined;
  }

  private static Registration registration(JsonObject json, ServiceId service, NodeId node) {
    Registration.Builder terms = Registration.builder(service, node);
    json.optionalText("contact", terms::contact);
    json.optionalText("site", terms::site);
    terms.weight(ConfigValues.positive(json, "weight", Registration.MAX_WEIGHT, 1));
    terms.preference(ConfigValues.positive(json, "preference", Registration.MAX_PREFERENCE, 1));
    ConfigValues.duration(json, "lease", Registration.MAX_LEASE).ifPresent(terms::lease);
    return terms.build();
  }
}
