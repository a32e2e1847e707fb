package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.json.JsonObject;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Peers that may subscribe or register: those at one of these addresses, and those whose TLS
 * certificate has one of these names.
 *
 * @param addresses the addresses
 * @param identities names in certificates, compared without regard to case
 */
record AccessList(List<AddressRange> addresses, List<String> identities) {
  AccessList {
    addresses = List.copyOf(addresses);
    identities = List.copyOf(identities);
  }

  static AccessList read(JsonObject json) {
    AccessList list =
        new AccessList(
            ConfigValues.list(json, "addresses", "address ranges", AddressRange::parse),
            ConfigValues.list(json, "identities", "names", Function.identity()));
    json.refuseOthers("a list of peers");
    if (list.addresses.isEmpty() && list.identities.isEmpty()) {
      throw json.refusal("must have addresses or identities; otherwise no peer would be permitted");
    }
    return list;
  }

  boolean permits(InetAddress address, Collection<String> verified) {
    return addresses.stream().anyMatch(range -> range.contains(address))
        || identities.stream().anyMatch(name -> verified.stream().anyMatch(name::equalsIgnoreCase));
  }
}
