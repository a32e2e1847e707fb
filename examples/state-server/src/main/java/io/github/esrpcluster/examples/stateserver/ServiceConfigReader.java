package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.i3.I3;
import io.github.esrpcluster.i3.ServiceIdentity;
import io.github.esrpcluster.json.JsonObject;
import io.github.esrpcluster.policies.PolicyJson;
import io.github.esrpcluster.policies.PolicyJsonException;
import io.github.esrpcluster.policies.StatusPolicies;
import tools.jackson.databind.JsonNode;

/** Reads the services of a configuration. */
final class ServiceConfigReader {
  private static final int MOST_CALLS = 1_000_000;

  private ServiceConfigReader() {}

  static ServiceConfig read(JsonObject json) {
    ServiceId uri = json.text("uri", ServiceId::of);
    ServiceConfig service =
        new ServiceConfig(
            uri,
            new ServiceIdentity(
                json.optionalToken("name").orElse(I3.ESRP_SERVICE_NAME), domain(json, uri)),
            policy(json),
            ConfigValues.objects(json, "queues", ServiceConfigReader::queue));
    json.refuseOthers("a service");
    return service;
  }

  private static Fqdn domain(JsonObject json, ServiceId uri) {
    return json.optionalText("domain", Fqdn::of)
        .or(uri::defaultDomain)
        .orElseThrow(
            () ->
                json.refusal(
                    "domain", "is missing; it must be a domain name, since the URI has none"));
  }

  private static StatusPolicy policy(JsonObject json) {
    if (!json.has("policy")) {
      return StatusPolicies.majority();
    }
    String text = json.value("policy", JsonNode::isObject, "must be an object").toString();
    try {
      return PolicyJson.standard().read(text);
    } catch (PolicyJsonException e) {
      throw ConfigException.at(json.at("policy") + e.path(), e.value(), e.rule());
    }
  }

  private static QueueConfig queue(JsonObject json) {
    QueueConfig queue =
        new QueueConfig(json.text("uri", ServiceId::of), json.integer("maxLength", 1, MOST_CALLS));
    json.refuseOthers("a queue");
    return queue;
  }
}
