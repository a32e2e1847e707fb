package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.grpc.CallOptions;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The picker of gRPC's round robin balancer, one per service, found by the identifier of the
 * service. Measured is the look-up and the pick.
 *
 * <p>Not measured are the call, the connections, and how the balancer learns of a node: all nodes
 * are ready, and stay so.
 */
final class GrpcFixture extends Fixture {
  private static final PickSubchannelArgs ANY_CALL = new AnyCall();

  private final ServiceId[] services;
  private final Map<ServiceId, SubchannelPicker> pickers = new HashMap<>();

  GrpcFixture(Shape shape, Names names) {
    super(shape);
    services = names.services;
    for (int service = 0; service < shape.services(); service++) {
      pickers.put(services[service], GrpcRoundRobin.over(addresses(service, names)));
    }
  }

  private List<EquivalentAddressGroup> addresses(int service, Names names) {
    int first = service * shape.nodesEach();
    return Arrays.stream(names.nodes, first, first + shape.nodesEach())
        .map(GrpcFixture::address)
        .toList();
  }

  private static EquivalentAddressGroup address(NodeId node) {
    return new EquivalentAddressGroup(InetSocketAddress.createUnresolved(node.toString(), 8080));
  }

  /** Finds the picker of the service and has it pick. */
  @Override
  Subchannel route(int service) {
    return pickers.get(services[service]).pickSubchannel(ANY_CALL).getSubchannel();
  }

  /** Round robin asks nothing about the call. */
  private static final class AnyCall extends PickSubchannelArgs {
    private final Metadata headers = new Metadata();

    @Override
    public CallOptions getCallOptions() {
      return CallOptions.DEFAULT;
    }

    @Override
    public Metadata getHeaders() {
      return headers;
    }

    @Override
    public MethodDescriptor<?, ?> getMethodDescriptor() {
      throw new UnsupportedOperationException("no method is called");
    }
  }
}
