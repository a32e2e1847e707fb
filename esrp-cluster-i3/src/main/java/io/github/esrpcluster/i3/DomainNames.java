package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.internal.SipUri;
import java.util.Optional;

/** Finds the domain name in a text that is one, or is a SIP URI with one. */
final class DomainNames {
  private DomainNames() {}

  static Optional<Fqdn> in(String nameOrUri) {
    return Fqdn.find(nameOrUri)
        .or(() -> SipUri.find(nameOrUri).flatMap(uri -> Fqdn.find(uri.host())));
  }
}
