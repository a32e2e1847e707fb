package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.json.JsonLimits;
import io.github.esrpcluster.json.JsonObject;
import io.github.esrpcluster.json.JsonReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a configuration: strict JSON with comments. Refuses a member that it does not know, so that
 * a misspelt setting is not taken for one that was left out.
 */
final class ServerConfigReader {
  private static final int LONGEST = 16_000_000;
  private static final JsonReader READER =
      new JsonReader(new JsonLimits(LONGEST, 100, 65_536, 100, 256));

  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(1);

  private final Path folder;
  private final Map<String, String> environment;

  /** Creates a reader for a configuration in this folder, from which its paths begin. */
  ServerConfigReader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Reads a configuration.
   *
   * @param listeners replace those of the configuration, unless there are none
   * @throws ConfigException if it is wrong
   */
  ServerConfig read(String text, List<ListenAddress> listeners) {
    JsonObject json = READER.readObject(JsonComments.blanked(text), ConfigException::at);
    List<ServiceConfig> services =
        json.objects("services").stream().map(ServiceConfigReader::read).toList();
    Set<ServiceId> uris = uris(json, services);
    Optional<JsonObject> limits = json.optionalObject("limits");
    SecretReader secrets = new SecretReader(folder, environment);
    List<ListenAddress> configured =
        ConfigValues.list(json, "listen", "listeners", ListenAddress::sip);
    NodeId element =
        json.optionalText("element", NodeId::of).orElseGet(() -> ServerConfig.elementOf(services));
    ServerConfig config =
        new ServerConfig(
            ListenAddress.orDefaults(listeners.isEmpty() ? configured : listeners),
            json.optionalText("advertisedHost", ServerConfigReader::host),
            element,
            services,
            defaultService(json, uris),
            PublisherConfig.list(json, uris),
            new DownstreamConfigReader(uris).list(json),
            ManagerConfig.read(json, limits),
            limits.map(SipLimits::read).orElseGet(SipLimits::defaults),
            json.optionalObject("tls").map(tls -> TlsConfig.read(tls, folder, secrets)),
            json.optionalObject("subscribers").map(AccessList::read),
            json.optionalObject("registrants").map(AccessList::read),
            json.optionalObject("dequeueRegistration").map(WebConfig::read),
            json.optionalObject("logEvents").map(log -> LogEventConfig.read(log, element, folder)),
            ConfigValues.duration(json, "keepAlive", LONGEST_KEEP_ALIVE)
                .orElse(ServerConfig.DEFAULT_KEEP_ALIVE));
    limits.ifPresent(each -> requireRoom(each, services.size()));
    limits.ifPresent(each -> each.refuseOthers("limits"));
    json.refuseOthers("a configuration");
    SafeListeners.require(config);
    return config;
  }

  private static void requireRoom(JsonObject limits, int services) {
    if (limits.has("maxServices")) {
      int unused = limits.integer("maxServices", services, Integer.MAX_VALUE);
    }
  }

  private static Set<ServiceId> uris(JsonObject json, List<ServiceConfig> services) {
    if (services.isEmpty()) {
      throw json.refusal("services", "must have at least one service");
    }
    Set<ServiceId> uris = new LinkedHashSet<>();
    Set<ServiceId> all = new HashSet<>();
    for (ServiceConfig service : services) {
      uris.add(service.uri());
      requireNew(json, all, service.uri());
      service.queues().forEach(queue -> requireNew(json, all, queue.uri()));
    }
    return uris;
  }

  private static void requireNew(JsonObject json, Set<ServiceId> all, ServiceId uri) {
    if (!all.add(uri)) {
      throw ConfigException.at(
          json.at("services"),
          "",
          "has " + uri + " twice; services and queues need URIs of their own");
    }
  }

  /** Returns the host, which a SIP URI may have. */
  private static String host(String text) {
    ServiceId.of("sip:" + text);
    return text;
  }

  private static Optional<ServiceId> defaultService(JsonObject json, Set<ServiceId> uris) {
    Optional<ServiceId> service = json.optionalText("defaultService", ServiceId::of);
    if (service.isPresent() && !uris.contains(service.get())) {
      throw json.refusal("defaultService", "must be the uri of one of the services");
    }
    return service;
  }
}
