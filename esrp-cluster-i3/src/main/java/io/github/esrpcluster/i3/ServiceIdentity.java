package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;

/**
 * Names a service in i3 bodies. A cluster identifies its service by a routing URI; a body names it
 * by a registered name and a Service Identifier, which is a domain name of the service, not of an
 * element (NENA-STA-010.3 sections 2.1.5 and 10.11). Several URIs may share one domain.
 *
 * @param name token of the serviceNames registry, such as {@code ESRP}; a token that this library
 *     does not know is kept
 * @param domain the Service Identifier
 */
public record ServiceIdentity(String name, Fqdn domain) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public ServiceIdentity {
    Checks.token("service name", name);
    Objects.requireNonNull(domain, "domain");
  }

  /** Returns the identity of an ESRP service with this Service Identifier. */
  public static ServiceIdentity esrp(Fqdn domain) {
    return new ServiceIdentity(I3.ESRP_SERVICE_NAME, domain);
  }

  /**
   * Returns the identity of an ESRP service named after the host of its routing URI ({@link
   * ServiceId#defaultDomain()}).
   *
   * @throws IllegalArgumentException if the URI has no host that is a fully qualified domain name;
   *     such a service needs {@link #esrp(Fqdn)}
   */
  public static ServiceIdentity esrp(ServiceId service) {
    return esrp(
        service
            .defaultDomain()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "service "
                            + service
                            + " has no host that is a fully qualified domain name, so no default"
                            + " domain: give one with ServiceIdentity.esrp(Fqdn)")));
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
