package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import java.util.Optional;

/** Finds the domain name in a text that is one, or is a SIP URI with one. */
final class DomainNames {
  private DomainNames() {}

  static Optional<Fqdn> in(String nameOrUri) {
    Optional<Fqdn> name = Fqdn.find(nameOrUri);
    return name.isPresent() ? name : hostOf(nameOrUri);
  }

  private static Optional<Fqdn> hostOf(String uri) {
    try {
      return ServiceId.of(uri).defaultDomain();
    } catch (IllegalArgumentException notSip) {
      return Optional.empty();
    }
  }
}
