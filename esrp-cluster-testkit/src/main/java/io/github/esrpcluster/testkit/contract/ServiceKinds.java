package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.stream.Stream;

/** Services with ids of every kind; most of them have no domain. */
final class ServiceKinds {
  static final List<ServiceId> ALL =
      Stream.of(
              "sip:esrp.example.org",
              "sips:police@esrp.example.org:5061;transport=tcp",
              "sip:192.0.2.7",
              "sip:[2001:db8::7]:5060",
              "sip:esrp",
              "urn:service:sos.police",
              "urn:emergency:service:sos.level_2_esrp",
              "urn:example:A/b")
          .map(ServiceId::of)
          .toList();

  private ServiceKinds() {}
}
