package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.stream.IntStream;

/** The identifiers and contacts of a shape, created once and not measured. */
final class Names {
  final ServiceId[] services;
  final NodeId[] nodes;
  final String[] contacts;

  Names(Shape shape) {
    services =
        IntStream.range(0, shape.services())
            .mapToObj(n -> ServiceId.of("sip:esrp" + n + ".example.org"))
            .toArray(ServiceId[]::new);
    nodes =
        IntStream.range(0, shape.nodes())
            .mapToObj(n -> NodeId.of("node" + n + ".example.org"))
            .toArray(NodeId[]::new);
    contacts =
        IntStream.range(0, shape.nodes())
            .mapToObj(n -> "sip:node" + n + ".example.org:5061")
            .toArray(String[]::new);
  }
}
