package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.util.Optional;

/** Names services in i3 bodies: by the domain of the URI, or by a default domain. */
final class ServiceNames {
  private final Optional<Fqdn> fallback;

  ServiceNames(Optional<Fqdn> fallback) {
    this.fallback = fallback;
  }

  ServiceIdentity of(ServiceId service) {
    return ServiceIdentity.esrp(
        service.defaultDomain().or(() -> fallback).orElseThrow(() -> nameless(service)));
  }

  /** Refuses a service without a name, before the manager creates it. */
  void require(ServiceId service) {
    of(service);
  }

  private static BadLineException nameless(ServiceId service) {
    return new BadLineException(
        service + " has no domain name for i3 bodies: start the program with --domain NAME");
  }
}
