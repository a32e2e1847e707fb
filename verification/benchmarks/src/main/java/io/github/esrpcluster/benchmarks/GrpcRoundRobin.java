package io.github.esrpcluster.benchmarks;

import io.grpc.Attributes;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Helper;
import io.grpc.LoadBalancer.ResolvedAddresses;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.util.List;

/**
 * Has gRPC's own round robin balancer make its picker, over connections that are ready at once and
 * lead nowhere.
 */
final class GrpcRoundRobin extends Helper {
  private final SynchronizationContext context =
      new SynchronizationContext(
          (thread, e) -> {
            throw new IllegalStateException("gRPC's balancer fails", e);
          });
  private SubchannelPicker picker;

  private GrpcRoundRobin() {}

  static SubchannelPicker over(List<EquivalentAddressGroup> nodes) {
    GrpcRoundRobin helper = new GrpcRoundRobin();
    LoadBalancer balancer =
        LoadBalancerRegistry.getDefaultRegistry()
            .getProvider("round_robin")
            .newLoadBalancer(helper);
    ResolvedAddresses addresses = ResolvedAddresses.newBuilder().setAddresses(nodes).build();
    helper.context.execute(() -> balancer.acceptResolvedAddresses(addresses));
    return helper.picker;
  }

  @Override
  public Subchannel createSubchannel(CreateSubchannelArgs args) {
    return new Ready(args.getAddresses());
  }

  @Override
  public void updateBalancingState(ConnectivityState state, SubchannelPicker newPicker) {
    picker = newPicker;
  }

  @Override
  public SynchronizationContext getSynchronizationContext() {
    return context;
  }

  @Override
  public ManagedChannel createOobChannel(EquivalentAddressGroup group, String authority) {
    throw new UnsupportedOperationException(authority);
  }

  @Override
  public String getAuthority() {
    return "example.org";
  }

  /** Is connected as soon as it is asked to be. */
  private static final class Ready extends Subchannel {
    private final List<EquivalentAddressGroup> addresses;
    private SubchannelStateListener listener;

    Ready(List<EquivalentAddressGroup> addresses) {
      this.addresses = addresses;
    }

    @Override
    public void start(SubchannelStateListener stateListener) {
      listener = stateListener;
    }

    @Override
    public void requestConnection() {
      listener.onSubchannelState(ConnectivityStateInfo.forNonError(ConnectivityState.READY));
    }

    @Override
    public List<EquivalentAddressGroup> getAllAddresses() {
      return addresses;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.EMPTY;
    }

    @Override
    public void shutdown() {}
  }
}
