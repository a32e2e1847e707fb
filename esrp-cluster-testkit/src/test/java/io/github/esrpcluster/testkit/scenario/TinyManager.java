package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterStatistics;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
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
 * Just enough of a manager for a story: one normal node suffices, leases run for a minute and are
 * looked at each second, a call goes to the first normal node. What no story of these tests needs
 * throws.
 */
final class TinyManager implements ClusterManager {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final VirtualTime time;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, ServiceStatus> statuses = new TreeMap<>();
  private final Map<String, OperatorOverride<ServiceState>> overrides = new TreeMap<>();
  private final List<ServiceStatusPublisher> publishers = new ArrayList<>();
  private final List<ClusterListener> listeners = new ArrayList<>();
  final List<Registration> registrations = new ArrayList<>();
  private long epochs;
  boolean closed;

  TinyManager(VirtualTime time) {
    this.time = time;
    time.scheduleWithFixedDelay(this::judgeAll, 1, 1, TimeUnit.SECONDS);
  }

  private final class Row implements Lease {
    final Registration registration;
    final long epoch = ++epochs;
    long heard = time.nanoTime();
    @Nullable NodeStatus report;
    @Nullable OperatorOverride<ElementState> override;
    ElementState told = ElementState.UNREACHABLE;

    Row(Registration registration) {
      this.registration = registration;
      this.report = registration.status().orElse(null);
    }

    boolean expired() {
      return time.nanoTime() - heard >= LEASE.toNanos();
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
    public LeaseOutcome renew() {
      if (closed || !rows.contains(this)) {
        return closed ? LeaseOutcome.CLOSED : LeaseOutcome.UNKNOWN;
      }
      heard = time.nanoTime();
      judge(service());
      return LeaseOutcome.RENEWED;
    }

    @Override
    public LeaseOutcome release() {
      boolean was = rows.remove(this);
      judge(service());
      return was ? LeaseOutcome.RELEASED : LeaseOutcome.UNKNOWN;
    }

    @Override
    public ReportOutcome report(ElementState state, String reason) {
      throw new UnsupportedOperationException();
    }
  }

  private void judgeAll() {
    services().forEach(this::judge);
  }

  private void judge(ServiceId service) {
    rowsOf(service).forEach(this::tellState);
    ClusterView view = view(service).orElseThrow();
    Verdict verdict =
        StatusPrecedence.verdict(
            view.tally(), view.tally().count(ElementState.NORMAL) > 0, "one node");
    OperatorOverride<ServiceState> set = overrides.get(service.toString());
    publish(service, set == null ? verdict : Verdict.of(set.state(), set.reason()));
  }

  private void tellState(Row row) {
    ElementState now = row.member().state();
    if (now != row.told) {
      tell(
          new ClusterEvent.MemberStateChanged(
              time.now(), row.service(), row.node(), row.told, now, ""));
      row.told = now;
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

  private void tell(ClusterEvent event) {
    time.execute(() -> listeners.forEach(listener -> listener.onEvent(event)));
  }

  private List<Row> rowsOf(ServiceId service) {
    return rows.stream().filter(row -> row.service().equals(service)).toList();
  }

  @Override
  public Lease register(Registration registration) {
    registrations.add(registration);
    rows.removeIf(
        row ->
            row.service().equals(registration.service()) && row.node().equals(registration.node()));
    Row row = new Row(registration);
    rows.add(row);
    judge(registration.service());
    return row;
  }

  @Override
  public ReportOutcome report(NodeStatus status) {
    List<Row> about = rows.stream().filter(row -> row.node().equals(status.node())).toList();
    about.forEach(
        row -> {
          row.report = status;
          row.renew();
        });
    return about.isEmpty() ? ReportOutcome.UNKNOWN_NODE : ReportOutcome.APPLIED;
  }

  @Override
  public RoutingDecision route(ServiceId service, RoutingRequest request) {
    return rowsOf(service).stream()
        .map(Row::member)
        .filter(member -> member.state() == ElementState.NORMAL)
        .findFirst()
        .<RoutingDecision>map(
            member -> new RoutingDecision.Routed(member, RoutingDecision.Mode.NORMAL))
        .orElseGet(() -> refuse(service));
  }

  private RoutingDecision refuse(ServiceId service) {
    RoutingDecision.Refusal reason = RoutingDecision.Refusal.NONE_USABLE;
    tell(new ClusterEvent.RouteRefused(time.now(), service, reason));
    return new RoutingDecision.Refused(reason);
  }

  @Override
  public Set<ServiceId> services() {
    return Set.copyOf(rows.stream().map(Row::service).toList());
  }

  @Override
  public Optional<ServiceStatus> status(ServiceId service) {
    return Optional.ofNullable(statuses.get(service.toString()));
  }

  @Override
  public Optional<ClusterView> view(ServiceId service) {
    return Optional.of(ClusterView.of(service, rowsOf(service).stream().map(Row::member).toList()));
  }

  @Override
  public Optional<StatusExplanation> explain(ServiceId service) {
    return Optional.empty();
  }

  @Override
  public void override(ServiceId service, NodeId node, OperatorOverride<ElementState> override) {
    rowsOf(service).stream()
        .filter(row -> row.node().equals(node))
        .forEach(row -> row.override = override);
    judge(service);
  }

  @Override
  public boolean clearOverride(ServiceId service, NodeId node) {
    rowsOf(service).stream()
        .filter(row -> row.node().equals(node))
        .forEach(row -> row.override = null);
    judge(service);
    return true;
  }

  @Override
  public void override(ServiceId service, OperatorOverride<ServiceState> override) {
    overrides.put(service.toString(), override);
    judge(service);
  }

  @Override
  public boolean clearOverride(ServiceId service) {
    boolean was = overrides.remove(service.toString()) != null;
    judge(service);
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
    tell(new ClusterEvent.ManagerClosing(time.now()));
  }

  // ---- what no story of these tests needs

  @Override
  public Optional<Lease> lease(ServiceId service, NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LeaseOutcome renew(NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LeaseOutcome renew(ServiceId service, NodeId node, long epoch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LeaseOutcome release(ServiceId service, NodeId node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LeaseOutcome release(ServiceId service, NodeId node, long epoch) {
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
  public ClusterStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean clearPostureOverride(ServiceId service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void statusPolicy(ServiceId service, StatusPolicy policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void loadBalancing(ServiceId service, LoadBalancingPolicy policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void lastResort(ServiceId service, boolean allowed) {
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
