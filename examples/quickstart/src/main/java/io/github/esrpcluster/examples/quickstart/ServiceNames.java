package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.util.Optional;

/** Names services in i3 bodies. */
@FunctionalInterface
public interface ServiceNames {
  /**
   * Returns the name of a service.
   *
   * @throws BadLineException if the service has no name, or the program does not serve it
   */
  ServiceIdentity of(ServiceId service);

  /** Refuses a service without a name, before the manager creates it. */
  default void require(ServiceId service) {
    of(service);
  }

  /** Names services by the domain of the URI, or by a default domain. */
  static ServiceNames byDomain(Optional<Fqdn> fallback) {
    return service ->
        ServiceIdentity.esrp(
            service.defaultDomain().or(() -> fallback).orElseThrow(() -> nameless(service)));
  }

  private static BadLineException nameless(ServiceId service) {
    return new BadLineException(
        service + " has no domain name for i3 bodies: start the program with --domain NAME");
  }
}
