package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterStatistics;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A minimal manager for tests of scenarios: a service is normal with one normal node, leases last 1
 * min and are checked each second, a call goes to the first normal node. Methods that these tests
 * do not need throw.
 */
final class TinyManager implements ClusterManager {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final VirtualTime time;
  private final List<TinyLease> leases = new ArrayList<>();
  private final Map<String, ServiceStatus> statuses = new TreeMap<>();
  private final Map<String, OperatorOverride<ServiceState>> overrides = new TreeMap<>();
  private final List<ServiceStatusPublisher> publishers = new ArrayList<>();
  private final List<ClusterListener> listeners = new ArrayList<>();
  final List<Registration> registrations = new ArrayList<>();
  private long epochs;
  boolean closed;

  TinyManager(VirtualTime time) {
    this.time = time;
    time.scheduleWithFixedDelay(this::evaluateAll, 1, 1, TimeUnit.SECONDS);
  }

  private record TinyStateChange(
      Instant at, ServiceId service, NodeId node, ElementState from, ElementState to, String reason)
      implements ClusterEvent.MemberStateChanged {}

  private record TinyRefusal(Instant at, ServiceId service, RoutingDecision.Refusal reason)
      implements ClusterEvent.RouteRefused {}

  private record TinyClosing(Instant at) implements ClusterEvent.ManagerClosing {}

  private final class TinyLease implements Lease {
    final Registration registration;
    final long epoch = ++epochs;
    long lastContact = time.nanoTime();
    @Nullable NodeStatus report;
    @Nullable OperatorOverride<ElementState> override;
    ElementState lastState = ElementState.UNREACHABLE;

    TinyLease(Registration registration) {
      this.registration = registration;
      this.report = registration.status().orElse(null);
    }

    boolean expired() {
      return time.nanoTime() - lastContact >= LEASE.toNanos();
    }

    Member member() {
      Member.Builder member = Member.builder(registration).epoch(epoch);
      if (report != null) {
        member.report(report);
      }
      if (override != null) {
        member.override(override);
      }
      return expired() ? member.expired().build() : member.build();
    }

    @Override
    public ServiceId service() {
      return registration.service();
    }

    @Override
    public NodeId node() {
      return registration.node();
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public Duration granted() {
      return LEASE;
    }

    @Override
    public RenewalOutcome renew() {
      if (closed || !leases.contains(this)) {
        return closed ? RenewalOutcome.CLOSED : RenewalOutcome.UNKNOWN;
      }
      lastContact = time.nanoTime();
      evaluate(service());
      return RenewalOutcome.RENEWED;
    }

    @Override
    public ReleaseOutcome release() {
      boolean was = leases.remove(this);
      evaluate(service());
      return was ? ReleaseOutcome.RELEASED : ReleaseOutcome.UNKNOWN;
    }

    @Override
    public ExpiryOutcome expire() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReportOutcome report(ElementState state, String reason) {
      throw new UnsupportedOperationException();
    }
  }

  private void evaluateAll() {
    services().forEach(this::evaluate);
  }

  private void evaluate(ServiceId service) {
    leasesOf(service).forEach(this::updateState);
    ClusterView view = view(service).orElseThrow();
    Verdict verdict =
        StatusPrecedence.verdict(
            view.tally(), view.tally().count(ElementState.NORMAL) > 0, "one node");
    OperatorOverride<ServiceState> set = overrides.get(service.toString());
    publish(service, set == null ? verdict : Verdict.of(set.state(), set.reason()));
  }

  private void updateState(TinyLease lease) {
    ElementState now = lease.member().state();
    if (now != lease.lastState) {
      fire(
          new TinyStateChange(time.now(), lease.service(), lease.node(), lease.lastState, now, ""));
      lease.lastState = now;
    }
  }

  private void publish(ServiceId service, Verdict verdict) {
    ServiceStatus old = statuses.get(service.toString());
    if (old == null || !old.verdict().equals(verdict)) {
      ServiceStatus status =
          ServiceStatus.builder(service, verdict)
              .version(old == null ? 1 : old.version() + 1)
              .tally(view(service).orElseThrow().tally())
              .build();
      statuses.put(service.toString(), status);
      time.execute(() -> publishers.forEach(publisher -> publisher.publish(status)));
    }
  }

  private void fire(ClusterEvent event) {
    time.execute(() -> listeners.forEach(listener -> listener.onEvent(event)));
  }

  private List<TinyLease> leasesOf(ServiceId service) {
    return leases.stream().filter(lease -> lease.service().equals(service)).toList();
  }

  @Override
  public Lease register(Registration registration) {
    registrations.add(registration);
    leases.removeIf(
        lease ->
            lease.service().equals(registration.service())
                && lease.node().equals(registration.node()));
    TinyLease lease = new TinyLease(registration);
    leases.add(lease);
    evaluate(registration.service());
    return lease;
  }

  @Override
  public ReportOutcome report(NodeStatus status) {
    List<TinyLease> about =
        leases.stream().filter(lease -> lease.node().equals(status.node())).toList();
    about.forEach(
        lease -> {
          lease.report = status;
          lease.renew();
        });
    return about.isEmpty() ? ReportOutcome.UNKNOWN_NODE : ReportOutcome.APPLIED;
  }

  @Override
  public RoutingDecision route(ServiceId service, RoutingRequest request) {
    return leasesOf(service).stream()
        .map(TinyLease::member)
        .filter(member -> member.state() == ElementState.NORMAL)
        .findFirst()
        .<RoutingDecision>map(
            member -> new RoutingDecision.Routed(member, RoutingDecision.Mode.NORMAL))
        .orElseGet(() -> refuse(service));
  }

  private RoutingDecision refuse(ServiceId service) {
    RoutingDecision.Refusal reason = RoutingDecision.Refusal.NONE_USABLE;
    fire(new TinyRefusal(time.now(), service, reason));
    return new RoutingDecision.Refused(reason);
  }

  @Override
  public Set<ServiceId> services() {
    return Set.copyOf(leases.stream().map(TinyLease::service).toList());
  }

  @Override
  public Optional<ServiceStatus> status(ServiceId service) {
    return Optional.ofNullable(statuses.get(service.toString()));
  }

  @Override
  public Optional<ClusterView> view(ServiceId service) {
    return Optional.of(
        ClusterView.of(service, leasesOf(service).stream().map(TinyLease::member).toList()));
  }

  @Override
  public Optional<StatusExplanation> explain(ServiceId service) {
    return Optional.empty();
  }

  @Override
  public OverrideOutcome override(
      ServiceId service, NodeId node, OperatorOverride<ElementState> override) {
    List<TinyLease> about =
        leasesOf(service).stream().filter(lease -> lease.node().equals(node)).toList();
    about.forEach(lease -> lease.override = override);
    evaluate(service);
    return about.isEmpty() ? OverrideOutcome.NO_MEMBER : OverrideOutcome.MEMBER;
  }

  @Override
  public boolean clearOverride(ServiceId service, NodeId node, String operator, String reason) {
    leasesOf(service).stream()
        .filter(lease -> lease.node().equals(node))
        .forEach(lease -> lease.override = null);
    evaluate(service);
    return true;
  }

  @Override
  public void override(ServiceId service, OperatorOverride<ServiceState> override) {
    overrides.put(service.toString(), override);
    evaluate(service);
  }

  @Override
  public boolean clearOverride(ServiceId service, String operator, String reason) {
    boolean was = overrides.remove(service.toString()) != null;
    evaluate(service);
    return was;
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options) {
    publishers.add(publisher);
    statuses.values().forEach(publisher::publish);
    return () -> publishers.remove(publisher);
  }

  @Override
  public Subscription addListener(ClusterListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    closed = true;
    services().forEach(service -> publish(service, Verdict.of(ServiceState.GOING_DOWN, "")));
    fire(new TinyClosing(time.now()));
  }

  // ---- not needed by these tests

  @Override
  public Lease register(Registration registration, long expectedEpoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public NodeRegistry actingAs(String owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Lease> lease(ServiceId service, NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RenewalOutcome renew(NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RenewalOutcome renew(ServiceId service, NodeId node, long epoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReleaseOutcome release(NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReleaseOutcome release(ServiceId service, NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReleaseOutcome release(ServiceId service, NodeId node, long epoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ExpiryOutcome expire(ServiceId service, NodeId node, long epoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Member> members(NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PublisherStatus> publishers(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClusterStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void declareService(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean undeclareService(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean clearPostureOverride(ServiceId service, String operator, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setStatusPolicy(ServiceId service, StatusPolicy policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean resetStatusPolicy(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<StatusPolicy> statusPolicy(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean resetLoadBalancingPolicy(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LoadBalancingPolicy> loadBalancingPolicy(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLastResort(ServiceId service, boolean allowed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean resetLastResort(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Boolean> lastResort(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> shutdown() {
    throw new UnsupportedOperationException();
  }
}
