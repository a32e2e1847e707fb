package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceIdentity;
import io.github.esrpcluster.i3.ServiceStateBody;
import io.github.esrpcluster.i3.sip.SipBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services that are notified about, with the last status of each. */
final class NotifiedServices {
  private final Function<ServiceId, ServiceIdentity> identities;
  private final @Nullable ServiceId defaultService;

  /** Guards the map, and keeps the order of statuses on their way to the table. */
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<ServiceId, Published> services = new HashMap<>();

  NotifiedServices(
      Function<ServiceId, ServiceIdentity> identities, @Nullable ServiceId defaultService) {
    this.identities = identities;
    this.defaultService = defaultService;
  }

  /**
   * A status that was published.
   *
   * @param status the status
   * @param identity the service in bodies
   */
  record Published(ServiceStatus status, ServiceIdentity identity) {}

  /**
   * The effect of a status.
   *
   * @param now what is published now
   * @param before what was published before; null if nothing
   * @param work what is to be sent
   */
  record Change(Published now, @Nullable Published before, NotifierWork work) {
    /** Returns whether state or posture differ; the first status is no change. */
    boolean isChange() {
      return before != null && (before.status().state() != now.status().state() || hasNewPosture());
    }

    boolean hasNewPosture() {
      return before != null && before.status().posture() != now.status().posture();
    }
  }

  /** Takes a status over; empty if a later one is known. */
  Optional<Change> publish(ServiceStatus status, NotifierTable table, long time) {
    ServiceIdentity identity = identities.apply(status.service());
    SipBody body = body(status, identity);
    Published now = new Published(status, identity);
    synchronized (lock) {
      Published before = services.get(status.service());
      if (before != null && before.status().version() > status.version()) {
        return Optional.empty();
      }
      services.put(status.service(), now);
      return Optional.of(new Change(now, before, table.change(id(status.service()), body, time)));
    }
  }

  private static SipBody body(ServiceStatus status, ServiceIdentity identity) {
    return SipBody.of(
        EventPackage.SERVICE_STATE.bodyType(),
        I3Json.standard().serviceState().write(ServiceStateBody.of(status, identity)));
  }

  /** Removes a service, if it is really gone at that moment. */
  NotifierWork remove(ServiceId service, BooleanSupplier gone, NotifierTable table, long time) {
    synchronized (lock) {
      if (!gone.getAsBoolean() || services.remove(service) == null) {
        return new NotifierWork();
      }
      return table.removeResource(id(service), time);
    }
  }

  static ResourceId id(ServiceId service) {
    return new ResourceId(EventPackage.SERVICE_STATE, service.toString());
  }

  Optional<ServiceStatus> status(ServiceId service) {
    synchronized (lock) {
      return Optional.ofNullable(services.get(service)).map(Published::status);
    }
  }

  List<ServiceId> all() {
    synchronized (lock) {
      return List.copyOf(services.keySet());
    }
  }

  /**
   * Returns the service that a Request-URI names: the service of that URI; otherwise the only one
   * with the domain of the URI; otherwise the default service; otherwise the only one.
   */
  Optional<ResourceId> find(String uri) {
    Optional<ServiceId> named = serviceId(uri);
    Optional<Fqdn> domain = SipUri.find(uri).flatMap(parsed -> Fqdn.find(parsed.host()));
    synchronized (lock) {
      return named
          .filter(services::containsKey)
          .or(() -> domain.flatMap(this::onlyOneOf))
          .or(() -> Optional.ofNullable(defaultService).filter(services::containsKey))
          .or(() -> onlyOne(List.copyOf(services.keySet())))
          .map(NotifiedServices::id);
    }
  }

  static Optional<ServiceId> serviceId(String uri) {
    try {
      return Optional.of(ServiceId.of(uri));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  @GuardedBy("lock")
  private Optional<ServiceId> onlyOneOf(Fqdn domain) {
    return onlyOne(
        services.entrySet().stream()
            .filter(entry -> entry.getValue().identity().domain().equals(domain))
            .map(Map.Entry::getKey)
            .limit(2)
            .toList());
  }

  private static Optional<ServiceId> onlyOne(List<ServiceId> services) {
    return services.size() == 1 ? Optional.of(services.get(0)) : Optional.empty();
  }
}
