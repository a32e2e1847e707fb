package io.github.esrpcluster.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The listening points of a stack. Immutable. */
record LocalEndpoints(List<LocalEndpoint> all) {
  LocalEndpoints {
    all = List.copyOf(all);
  }

  /**
   * Returns where a request to this address leaves: a loopback address is reached from a loopback
   * address, if there is a choice.
   */
  Optional<LocalEndpoint> reaching(String transport, InetAddress target) {
    LocalEndpoint found = null;
    for (LocalEndpoint local : all) {
      if (local.transport().equals(transport) && local.reaches(target)) {
        if (local.ip().isLoopbackAddress() == target.isLoopbackAddress()) {
          return Optional.of(local);
        }
        found = found == null ? local : found;
      }
    }
    return Optional.ofNullable(found);
  }
}
