package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.util.Optional;

/** What i3 bodies call a service: the domain of its URI, or the one given for those without. */
final class ServiceNames {
  private final Optional<Fqdn> fallback;

  ServiceNames(Optional<Fqdn> fallback) {
    this.fallback = fallback;
  }

  ServiceIdentity of(ServiceId service) {
    return ServiceIdentity.esrp(
        service.defaultDomain().or(() -> fallback).orElseThrow(() -> nameless(service)));
  }

  /** Refuses a service that no body could name, before the manager knows it. */
  void require(ServiceId service) {
    of(service);
  }

  private static BadLineException nameless(ServiceId service) {
    return new BadLineException(
        service + " has no domain name for i3 bodies: start the program with --domain NAME");
  }
}
