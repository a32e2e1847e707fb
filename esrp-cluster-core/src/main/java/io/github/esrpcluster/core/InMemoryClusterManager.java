package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Subscription;
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
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cluster manager in the memory of one process. Thread-safe; what it promises stands at {@link
 * ClusterManager}.
 *
 * <pre>{@code
 * ClusterManager cluster = InMemoryClusterManager.builder()
 *     .statusPolicy(StatusPolicies.majority())
 *     .publisher(upstream)
 *     .build();
 * }</pre>
 */
public final class InMemoryClusterManager implements ClusterManager {
  private final ManagerContext context;
  private final Sweeper sweeper;
  private final ServiceRegistry clusters;
  private final ManagerShutdown shutdown;
  private final AtomicInteger publishers = new AtomicInteger();

  InMemoryClusterManager(ManagerContext context, Runnable endThreads) {
    this.context = context;
    this.sweeper = new Sweeper(context);
    this.clusters = sweeper.clusters();
    this.shutdown = new ManagerShutdown(context, sweeper, endThreads);
  }

  /** Starts a manager; a status policy is all it cannot do without. */
  public static InMemoryClusterManagerBuilder builder() {
    return new InMemoryClusterManagerBuilder();
  }

  /** Starts the pulse: the last step of building. */
  InMemoryClusterManager start() {
    sweeper.start();
    return this;
  }

  // ---- what nodes do

  @Override
  public Lease register(Registration registration) {
    Registration copy = Registration.copyOf(registration);
    copy.status().ifPresent(status -> checkReason(status.reason(), copy.node()));
    return new LeaseHandle(this, clusters.join(copy.withoutStatus(), copy.status()));
  }

  @Override
  public Optional<Lease> lease(ServiceId service, NodeId node) {
    return Optional.ofNullable(find(service, node)).map(record -> new LeaseHandle(this, record));
  }

  @Override
  public LeaseOutcome renew(NodeId node) {
    Objects.requireNonNull(node, "node");
    long heard = context.now(); // behind the look-up it would wait for all that is fetched there
    MemberIndexEntry known = context.index().get(node);
    if (known == null || clusters.closed()) {
      return refused(LeaseOutcome.UNKNOWN);
    }
    return known instanceof MemberEntry only
        ? renewOpen(only, heard) // the usual case, and the most frequent call of all
        : renewAll(known.all());
  }

  private LeaseOutcome renewAll(List<MemberEntry> records) {
    LeaseOutcome outcome = LeaseOutcome.UNKNOWN;
    for (MemberEntry record : records) {
      LeaseOutcome one = renewOpen(record, context.now());
      outcome = outcome == LeaseOutcome.RECOVERED ? outcome : one;
    }
    return outcome;
  }

  LeaseOutcome renew(MemberEntry record) {
    return clusters.closed() ? LeaseOutcome.CLOSED : renewOpen(record, context.now());
  }

  /** A heartbeat with nothing new touches nothing but the record, and takes no lock. */
  private static LeaseOutcome renewOpen(MemberEntry record, long heard) {
    return record.renew(heard) ? LeaseOutcome.RENEWED : record.cluster.renew(record);
  }

  LeaseOutcome release(MemberEntry record) {
    return clusters.closed() ? LeaseOutcome.CLOSED : record.cluster.release(record);
  }

  @Override
  public LeaseOutcome renew(ServiceId service, NodeId node, long epoch) {
    return ofEpoch(service, node, epoch, this::renew);
  }

  @Override
  public LeaseOutcome release(ServiceId service, NodeId node, long epoch) {
    return ofEpoch(service, node, epoch, this::release);
  }

  @Override
  public LeaseOutcome release(ServiceId service, NodeId node) {
    MemberEntry record = find(service, node);
    return record == null ? refused(LeaseOutcome.UNKNOWN) : release(record);
  }

  private LeaseOutcome ofEpoch(
      ServiceId service, NodeId node, long epoch, Function<MemberEntry, LeaseOutcome> action) {
    MemberEntry record = find(service, node);
    if (record == null) {
      return refused(LeaseOutcome.UNKNOWN);
    }
    return record.epoch == epoch ? action.apply(record) : record.cluster.refuseEpoch(node, epoch);
  }

  private LeaseOutcome refused(LeaseOutcome outcome) {
    if (clusters.closed()) {
      return LeaseOutcome.CLOSED;
    }
    context.counters().leasesRefused.increment();
    return outcome;
  }

  private @Nullable MemberEntry find(ServiceId service, NodeId node) {
    return context
        .index()
        .find(Objects.requireNonNull(service, "service"), Objects.requireNonNull(node, "node"));
  }

  @Override
  public ReportOutcome report(NodeStatus status) {
    NodeStatus copy = NodeStatus.copyOf(status);
    checkReason(copy.reason(), copy.node());
    if (clusters.closed()) {
      return ReportOutcome.CLOSED;
    }
    MemberIndexEntry known = context.index().get(copy.node());
    ReportOutcome outcome =
        known instanceof MemberEntry only
            ? reportTo(only, copy) // the usual case
            : reportToAll(known == null ? List.of() : known.all(), copy);
    if (outcome == ReportOutcome.UNKNOWN_NODE) {
      context.counters().reportsUnknown.increment();
    }
    return outcome;
  }

  private static ReportOutcome reportToAll(List<MemberEntry> records, NodeStatus status) {
    ReportOutcome outcome = ReportOutcome.UNKNOWN_NODE;
    for (MemberEntry record : records) {
      outcome = MemberReports.together(outcome, reportTo(record, status));
    }
    return outcome;
  }

  private static ReportOutcome reportTo(MemberEntry record, NodeStatus status) {
    Optional<ServiceId> about = status.service();
    return about.isEmpty() || about.get().equals(record.service())
        ? record.cluster.report(record, status)
        : ReportOutcome.UNKNOWN_NODE;
  }

  private void checkReason(OperatorOverride<?> override) {
    Objects.requireNonNull(override, "override");
    checkReason(override.reason(), override.operator());
  }

  private void checkReason(String reason, Object whose) {
    ManagerLimits.checkReason(context, reason, whose);
  }

  // ---- what a call needs

  @Override
  public RoutingDecision route(ServiceId service, RoutingRequest request) {
    Objects.requireNonNull(request, "request");
    ServiceCluster cluster = clusters.find(Objects.requireNonNull(service, "service"));
    if (clusters.closed()) {
      return new RoutingDecision.Refused(RoutingDecision.Refusal.CLOSED);
    }
    return cluster == null ? unknown(service) : cluster.route(request);
  }

  private RoutingDecision unknown(ServiceId service) {
    RoutingDecision.Refusal why = RoutingDecision.Refusal.UNKNOWN_SERVICE;
    context.counters().refusals.increment();
    context.events().warn(at -> new ClusterEvent.RouteRefused(at, service, why));
    context.events().dispatch();
    return new RoutingDecision.Refused(why);
  }

  // ---- what people and upstream ask

  @Override
  public Set<ServiceId> services() {
    return clusters.services();
  }

  @Override
  public Optional<ServiceStatus> status(ServiceId service) {
    ServiceCluster cluster = clusters.find(Objects.requireNonNull(service, "service"));
    return cluster == null ? Optional.empty() : cluster.status();
  }

  @Override
  public Optional<ClusterView> view(ServiceId service) {
    return find(service).map(ServiceCluster::view);
  }

  @Override
  public List<Member> members(NodeId node) {
    return context.index().of(Objects.requireNonNull(node, "node")).stream()
        .<Member>map(record -> record.member)
        .toList();
  }

  @Override
  public Optional<StatusExplanation> explain(ServiceId service) {
    return find(service).flatMap(ServiceCluster::explain);
  }

  @Override
  public Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions) {
    Objects.requireNonNull(assumptions, "assumptions")
        .forEach(
            (node, state) -> {
              Objects.requireNonNull(node, "node");
              Objects.requireNonNull(state, () -> "state of " + node);
            });
    Map<NodeId, ElementState> copy = Map.copyOf(assumptions);
    return find(service)
        .orElseThrow(() -> new IllegalArgumentException("unknown service " + service))
        .simulate(copy);
  }

  private Optional<ServiceCluster> find(ServiceId service) {
    return Optional.ofNullable(clusters.find(Objects.requireNonNull(service, "service")));
  }

  @Override
  public ClusterStatistics statistics() {
    return context.counters().read();
  }

  // ---- what operators and the vendor set

  @Override
  public void override(ServiceId service, NodeId node, OperatorOverride<ElementState> override) {
    Objects.requireNonNull(node, "node");
    checkReason(override);
    inCluster(service, cluster -> cluster.override(node, override));
  }

  @Override
  public void override(ServiceId service, OperatorOverride<ServiceState> override) {
    checkReason(override);
    Verdict.of(override.state(), override.reason()); // refuses what no service says of itself
    inCluster(service, cluster -> cluster.override(override));
  }

  @Override
  public void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override) {
    checkReason(override);
    inCluster(service, cluster -> cluster.overridePosture(override));
  }

  @Override
  public boolean clearOverride(ServiceId service, NodeId node) {
    Objects.requireNonNull(node, "node");
    return find(service).map(cluster -> cluster.clearOverride(node)).orElse(false);
  }

  @Override
  public boolean clearOverride(ServiceId service) {
    return find(service).map(ServiceCluster::clearOverride).orElse(false);
  }

  @Override
  public boolean clearPostureOverride(ServiceId service) {
    return find(service).map(ServiceCluster::clearPostureOverride).orElse(false);
  }

  @Override
  public void statusPolicy(ServiceId service, StatusPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    inCluster(service, cluster -> cluster.statusPolicy(policy));
  }

  @Override
  public void loadBalancing(ServiceId service, LoadBalancingPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    inCluster(service, cluster -> cluster.loadBalancing(policy));
  }

  @Override
  public void lastResort(ServiceId service, boolean allowed) {
    inCluster(service, cluster -> cluster.lastResort(allowed));
  }

  /** What is set for a service makes its cluster, if there is none. */
  private void inCluster(ServiceId service, Predicate<ServiceCluster> action) {
    Objects.requireNonNull(service, "service");
    clusters.inCluster(service, cluster -> action.test(cluster) ? true : null);
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher) {
    Objects.requireNonNull(publisher, "publisher");
    String name = "publisher-" + publishers.incrementAndGet();
    return addPublisher(publisher, PublisherOptions.named(name).build());
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options) {
    Objects.requireNonNull(publisher, "publisher");
    NotificationTarget upstream =
        new NotificationTarget(publisher, Objects.requireNonNull(options, "options"), context.executor());
    clusters.attach(upstream);
    return () -> clusters.detach(upstream);
  }

  @Override
  public Subscription addListener(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    clusters.requireOpen();
    return context.events().add(listener);
  }

  // ---- the end

  @Override
  public CompletionStage<Void> shutdown() {
    return shutdown.begin();
  }

  @Override
  public void close() {
    Duration grace = context.settings().closeGrace();
    boolean over = context.time().await(shutdown.begin(), grace.plusSeconds(1));
    if (!over && Thread.currentThread().isInterrupted() && shutdown.endsByItself()) {
      return; // the last words still have their time, if not this thread
    }
    shutdown.end(); // if no timer did
  }
}
