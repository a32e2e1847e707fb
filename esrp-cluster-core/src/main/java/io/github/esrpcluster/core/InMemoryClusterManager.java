package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Admission;
import io.github.esrpcluster.api.AdmissionPolicy;
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
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.RegistrationRefusedException.RegistrationRefusal;
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
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.RouteRefusedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Manages clusters in the memory of one process. Managers share no state, and a restart forgets all
 * nodes until they register again. Thread-safe; {@link ClusterManager} and its parts have the
 * promises, and {@link InMemoryClusterManagerBuilder} has the settings and limits.
 *
 * <pre>{@code
 * try (ClusterManager cluster =
 *     InMemoryClusterManager.builder().statusPolicy(policy).publisher(upstream).build()) {
 *   Lease lease = cluster.register(registration);
 *   lease.report(ElementState.NORMAL, "");
 * }
 * }</pre>
 */
public final class InMemoryClusterManager implements ClusterManager {
  private static final int MAX_ADMISSIONS = 100;

  private final ManagerContext context;
  private final boolean requireEpochs;
  private final int maxReasonLength;
  private final MemberIndex index = new MemberIndex();
  private final ServiceRegistry services;
  private final ServiceOrigins origins;
  private final Sweeper sweeper;
  private final ManagerShutdown shutdown;
  private final AtomicInteger unnamedPublishers = new AtomicInteger();

  InMemoryClusterManager(ManagerContext context, Runnable endThreads) {
    this.context = context;
    this.requireEpochs = context.settings.requireEpochs();
    this.maxReasonLength = context.settings.maxReasonLength();
    this.services = new ServiceRegistry(context, index, this::checkForStall);
    this.origins = new ServiceOrigins(services);
    this.sweeper = new Sweeper(context, services);
    this.shutdown = new ManagerShutdown(context, services, sweeper, endThreads);
  }

  private long checkForStall() {
    return sweeper.checkForStall();
  }

  /** Creates a builder with defaults; only a status policy must be set. */
  public static InMemoryClusterManagerBuilder builder() {
    return new InMemoryClusterManagerBuilder();
  }

  /** Starts the sweeps: the last step of building. */
  InMemoryClusterManager start() {
    sweeper.start();
    return this;
  }

  // ---- NodeRegistry

  @Override
  public Lease register(Registration registration) {
    return registerIf(registration, MemberCondition.ANY_EPOCH);
  }

  @Override
  public Lease register(Registration registration, long expectedEpoch) {
    return registerIf(registration, Checks.notNegative("expected epoch", expectedEpoch));
  }

  private Lease registerIf(Registration registration, long expectedEpoch) {
    Registration asked = Registration.copyOf(registration);
    Optional<MemberEntry> entry = Optional.empty();
    for (int attempt = 0; entry.isEmpty(); attempt++) { // also if the service is being removed
      entry = join(asked, expectedEpoch, attempt);
    }
    asked
        .status()
        .ifPresent(status -> reportCut(asked.service(), asked.node().toString(), status.reason()));
    MemberEntry joined = entry.get();
    return LeaseHandle.of(joined.heldBy == null ? this : new Acting(joined.heldBy), joined);
  }

  /** Returns empty if the membership or the service has changed meanwhile. */
  private Optional<MemberEntry> join(Registration asked, long expectedEpoch, int attempt) {
    services.requireOpen();
    MemberEntry entry = index.find(asked.service(), asked.node());
    MemberEntry standing = entry == null ? null : entry.current();
    Registration terms = asked;
    MemberCondition condition =
        expectedEpoch == MemberCondition.ANY_EPOCH
            ? MemberCondition.NONE
            : new MemberCondition(true, null, expectedEpoch);
    AdmissionPolicy admission = context.settings.admission();
    if (admission != null) {
      terms = admitted(admission, asked, standing, attempt);
      condition = new MemberCondition(false, standing, expectedEpoch);
    }
    if (standing == null && expectedEpoch > 0) { // no service is created for it
      throw refused(
          asked, RegistrationRefusal.SUPERSEDED, "it is not a member, but an epoch was expected");
    }
    if (standing == null) { // a registration that is refused creates no service
      ManagerLimits.requireRoom(
          context, terms.service(), terms.node(), index.size(), index.sizeOf(terms.node()));
    }
    terms = ManagerLimits.limitWeight(context, terms);
    Optional<NodeStatus> first = terms.status().map(this::withReasonCut);
    Registration bare = first.isEmpty() ? terms : terms.toBuilder().noStatus().build();
    return services.findOrCreate(terms.service()).join(bare, first, condition);
  }

  /** Asks the admission policy. No lock may be held. */
  private Registration admitted(
      AdmissionPolicy admission, Registration asked, @Nullable MemberEntry standing, int attempt) {
    if (attempt == MAX_ADMISSIONS) {
      throw refused(
          asked,
          RegistrationRefusal.ADMISSION,
          "its membership changes faster than it is decided on");
    }
    Admission decision;
    boolean interrupted = InterruptFlag.get();
    try {
      decision = admission.admit(asked, Optional.ofNullable(standing).map(member -> member.member));
    } catch (Throwable e) { // a callback may throw anything
      throw refused(
          asked,
          RegistrationRefusal.ADMISSION,
          "the admission policy failed: " + Texts.describe(e));
    } finally {
      InterruptFlag.set(interrupted);
    }
    if (decision instanceof Admission.Denied denied) {
      throw refused(asked, RegistrationRefusal.ADMISSION, denied.reason());
    }
    if (decision instanceof Admission.Admitted admitted) {
      return sameNode(asked, admitted.registration());
    }
    throw refused(asked, RegistrationRefusal.ADMISSION, "the admission policy returned null");
  }

  private Registration sameNode(Registration asked, Registration accepted) {
    if (!accepted.node().equals(asked.node()) || !accepted.service().equals(asked.service())) {
      throw refused(
          asked,
          RegistrationRefusal.ADMISSION,
          "the admission policy changed it to " + accepted.node() + " for " + accepted.service());
    }
    if (asked.owner().isPresent() && !accepted.owner().equals(asked.owner())) {
      throw refused(
          asked,
          RegistrationRefusal.ADMISSION,
          "the admission policy changed or dropped its owner");
    }
    return accepted;
  }

  private RegistrationRefusedException refused(
      Registration asked, RegistrationRefusal refusal, String reason) {
    RegistrationRefusedException refused = MemberCondition.refused(context, asked, refusal, reason);
    context.events.dispatch();
    return refused;
  }

  @Override
  public Optional<Lease> lease(ServiceId service, NodeId node) {
    return lease(this, service, node);
  }

  private Optional<Lease> lease(NodeRegistry nodes, ServiceId service, NodeId node) {
    return Optional.ofNullable(index.find(notNull(service), notNull(node)))
        .map(MemberEntry::current)
        .map(entry -> LeaseHandle.of(nodes, entry));
  }

  @Override
  public RenewalOutcome renew(NodeId node) {
    return renew(node, null);
  }

  private RenewalOutcome renew(NodeId node, @Nullable String caller) {
    Objects.requireNonNull(node, "node");
    long now =
        context.time.nanoTime(); // after the look-up it would wait for the memory fetched there
    MemberIndexEntry known = index.get(node);
    if (known == null || services.closed) {
      return refused(RenewalOutcome.UNKNOWN, RenewalOutcome.CLOSED);
    }
    if (requireEpochs) {
      index.of(node).forEach(entry -> entry.owner.refuseCaller(node, caller));
      return RenewalOutcome.NOT_PERMITTED;
    }
    if (known instanceof MemberEntry entry) { // the usual case, and the most frequent call of all
      return renew(entry, caller, now);
    }
    RenewalOutcome outcome = RenewalOutcome.UNKNOWN;
    for (MemberEntry entry : index.of(node)) {
      outcome = together(outcome, renew(entry, caller, now));
    }
    return outcome;
  }

  /** Takes no lock as long as the lease runs. */
  private static RenewalOutcome renew(MemberEntry entry, @Nullable String caller, long now) {
    return entry.permits(caller) && entry.renew(now)
        ? RenewalOutcome.RENEWED
        : entry.owner.renew(entry.node(), caller);
  }

  /** Returns the outcome of a call in two services: the one that says more is declared first. */
  private static <T extends Enum<T>> T together(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public RenewalOutcome renew(ServiceId service, NodeId node, long epoch) {
    return renew(service, node, epoch, null);
  }

  private RenewalOutcome renew(
      ServiceId service, NodeId node, long epoch, @Nullable String caller) {
    MemberEntry entry = index.find(notNull(service), notNull(node));
    if (entry == null || services.closed) {
      return refused(RenewalOutcome.UNKNOWN, RenewalOutcome.CLOSED);
    }
    if (entry.epoch == epoch && entry.permits(caller) && entry.renew(context.time.nanoTime())) {
      return RenewalOutcome.RENEWED;
    }
    ServiceCluster cluster = services.find(service);
    return cluster == null
        ? refused(RenewalOutcome.UNKNOWN, RenewalOutcome.CLOSED)
        : cluster.renew(node, epoch, caller);
  }

  @Override
  public ReleaseOutcome release(NodeId node) {
    return release(node, null);
  }

  private ReleaseOutcome release(NodeId node, @Nullable String caller) {
    List<MemberEntry> known = index.of(notNull(node));
    if (known.isEmpty() || services.closed) {
      return refused(ReleaseOutcome.UNKNOWN, ReleaseOutcome.CLOSED);
    }
    if (requireEpochs) {
      known.forEach(entry -> entry.owner.refuseCaller(node, caller));
      return ReleaseOutcome.NOT_PERMITTED;
    }
    ReleaseOutcome outcome = ReleaseOutcome.UNKNOWN;
    for (MemberEntry entry : known) {
      outcome = together(outcome, entry.owner.release(node, caller));
    }
    return outcome;
  }

  @Override
  public ReleaseOutcome release(ServiceId service, NodeId node) {
    return release(service, node, null);
  }

  private ReleaseOutcome release(ServiceId service, NodeId node, @Nullable String caller) {
    notNull(node);
    ServiceCluster cluster = services.find(notNull(service));
    if (cluster == null || services.closed) {
      return refused(ReleaseOutcome.UNKNOWN, ReleaseOutcome.CLOSED);
    }
    if (requireEpochs && index.find(service, node) != null) {
      cluster.refuseCaller(node, caller);
      return ReleaseOutcome.NOT_PERMITTED;
    }
    return cluster.release(node, caller);
  }

  @Override
  public ReleaseOutcome release(ServiceId service, NodeId node, long epoch) {
    return release(service, node, epoch, null);
  }

  private ReleaseOutcome release(
      ServiceId service, NodeId node, long epoch, @Nullable String caller) {
    notNull(node);
    ServiceCluster cluster = services.find(notNull(service));
    return cluster == null || services.closed
        ? refused(ReleaseOutcome.UNKNOWN, ReleaseOutcome.CLOSED)
        : cluster.release(node, epoch, caller);
  }

  @Override
  public ExpiryOutcome expire(ServiceId service, NodeId node, long epoch) {
    return expire(service, node, epoch, null);
  }

  private ExpiryOutcome expire(
      ServiceId service, NodeId node, long epoch, @Nullable String caller) {
    notNull(node);
    ServiceCluster cluster = services.find(notNull(service));
    return cluster == null || services.closed
        ? refused(ExpiryOutcome.UNKNOWN, ExpiryOutcome.CLOSED)
        : cluster.expire(node, epoch, caller);
  }

  private <T> T refused(T unknown, T closed) {
    if (services.closed) {
      return closed;
    }
    context.counters.leasesRefused.increment();
    return unknown;
  }

  @Override
  public ReportOutcome report(NodeStatus status) {
    return report(status, null);
  }

  private ReportOutcome report(NodeStatus status, @Nullable String caller) {
    NodeStatus whole = NodeStatus.copyOf(status);
    if (services.closed) {
      return ReportOutcome.CLOSED;
    }
    NodeStatus copy = withReasonCut(whole);
    MemberIndexEntry known = index.get(copy.node());
    ReportOutcome outcome = ReportOutcome.UNKNOWN_NODE;
    if (known instanceof MemberEntry only) { // the usual case
      outcome = report(only, copy, whole, caller);
    } else if (known != null) {
      for (MemberEntry entry : concerned(known, copy)) {
        outcome = together(outcome, report(entry, copy, whole, caller));
      }
    }
    if (outcome == ReportOutcome.UNKNOWN_NODE) {
      context.counters.reportsUnknown.increment();
    }
    return outcome;
  }

  /** Returns the memberships that the report of a node in several services may concern. */
  private List<MemberEntry> concerned(MemberIndexEntry known, NodeStatus report) {
    if (report.service().isEmpty()) {
      return index.of(report.node());
    }
    MemberEntry entry = known.in(report.service().get());
    return entry == null ? List.of() : List.of(entry);
  }

  private ReportOutcome report(
      MemberEntry entry, NodeStatus report, NodeStatus whole, @Nullable String caller) {
    ReportOutcome outcome = report(entry, report, caller);
    if (outcome == ReportOutcome.APPLIED && whole.reason().length() > maxReasonLength) {
      reportCut(entry.service(), entry.node().toString(), whole.reason());
    }
    return outcome;
  }

  /** Takes no lock if the report contains nothing new. */
  private ReportOutcome report(MemberEntry entry, NodeStatus report, @Nullable String caller) {
    Optional<ServiceId> about = report.service();
    if (about.isPresent() && !about.get().equals(entry.service())) {
      return ReportOutcome.UNKNOWN_NODE;
    }
    if (requireEpochs && report.epoch().isEmpty()) {
      entry.owner.refuseCaller(entry.node(), caller);
      return ReportOutcome.NOT_PERMITTED;
    }
    return entry.permits(caller) && entry.knows(report) && entry.renew(context.time.nanoTime())
        ? ReportOutcome.UNCHANGED
        : entry.owner.report(report, caller);
  }

  @Override
  public NodeRegistry actingAs(String owner) {
    return new Acting(Checks.name("owner", owner));
  }

  /** The registry as one owner uses it. */
  private final class Acting implements NodeRegistry {
    private final String owner;

    Acting(String owner) {
      this.owner = owner;
    }

    private Registration owned(Registration registration) {
      Optional<String> named = registration.owner();
      if (named.isPresent() && !named.get().equals(owner)) {
        throw new IllegalArgumentException(
            "registration of owner "
                + Texts.quote(named.get())
                + ", but the caller acts for owner "
                + Texts.quote(owner)
                + ": leave the owner out");
      }
      return registration.toBuilder().owner(owner).build();
    }

    @Override
    public Lease register(Registration registration) {
      return InMemoryClusterManager.this.register(owned(registration));
    }

    @Override
    public Lease register(Registration registration, long expectedEpoch) {
      return InMemoryClusterManager.this.register(owned(registration), expectedEpoch);
    }

    @Override
    public Optional<Lease> lease(ServiceId service, NodeId node) {
      MemberEntry entry = index.find(notNull(service), notNull(node));
      return entry == null || !entry.permits(owner)
          ? Optional.empty()
          : InMemoryClusterManager.this.lease(this, service, node);
    }

    @Override
    public RenewalOutcome renew(NodeId node) {
      return InMemoryClusterManager.this.renew(node, owner);
    }

    @Override
    public RenewalOutcome renew(ServiceId service, NodeId node, long epoch) {
      return InMemoryClusterManager.this.renew(service, node, epoch, owner);
    }

    @Override
    public ReleaseOutcome release(NodeId node) {
      return InMemoryClusterManager.this.release(node, owner);
    }

    @Override
    public ReleaseOutcome release(ServiceId service, NodeId node) {
      return InMemoryClusterManager.this.release(service, node, owner);
    }

    @Override
    public ReleaseOutcome release(ServiceId service, NodeId node, long epoch) {
      return InMemoryClusterManager.this.release(service, node, epoch, owner);
    }

    @Override
    public ExpiryOutcome expire(ServiceId service, NodeId node, long epoch) {
      return InMemoryClusterManager.this.expire(service, node, epoch, owner);
    }

    @Override
    public ReportOutcome report(NodeStatus status) {
      return InMemoryClusterManager.this.report(status, owner);
    }

    @Override
    public NodeRegistry actingAs(String other) {
      if (!other.equals(owner)) {
        throw new IllegalArgumentException(
            "owner "
                + Texts.quote(other)
                + " is not "
                + Texts.quote(owner)
                + ", for which this registry acts: call actingAs of the manager");
      }
      return this;
    }
  }

  /** Returns the status with a reason of legal length: no state may be lost for its text. */
  private NodeStatus withReasonCut(NodeStatus status) {
    return status.reason().length() > maxReasonLength
        ? status.toBuilder().reason(ManagerLimits.cutReason(context, status.reason())).build()
        : status;
  }

  private <S extends Enum<S>> OperatorOverride<S> withReasonCut(OperatorOverride<S> override) {
    Objects.requireNonNull(override, "override");
    String cut = ManagerLimits.cutReason(context, override.reason());
    return new OperatorOverride<>(override.state(), override.operator(), cut, override.duration());
  }

  private void reportCut(ServiceId service, String from, String reason) {
    if (reason.length() > maxReasonLength) {
      ManagerLimits.reportCut(context, service, from, reason.length());
    }
  }

  // ---- CallRouter

  @Override
  public RoutingDecision route(ServiceId service, RoutingRequest request) {
    Objects.requireNonNull(request, "request");
    ServiceCluster cluster = services.find(notNull(service));
    if (services.closed) {
      return new RoutingDecision.Refused(RoutingDecision.Refusal.CLOSED);
    }
    return cluster == null ? unknown(service) : cluster.route(request);
  }

  private RoutingDecision unknown(ServiceId service) {
    RoutingDecision.Refusal reason = RoutingDecision.Refusal.UNKNOWN_SERVICE;
    context.counters.refusals.increment();
    context.events.inform(at -> new RouteRefusedEvent(at, service, reason));
    context.events.dispatch();
    return new RoutingDecision.Refused(reason);
  }

  // ---- ClusterMonitor

  @Override
  public Set<ServiceId> services() {
    return services.services();
  }

  @Override
  public Optional<ServiceStatus> status(ServiceId service) {
    ServiceCluster cluster = services.find(notNull(service));
    return cluster == null ? Optional.empty() : cluster.status();
  }

  @Override
  public Optional<ClusterView> view(ServiceId service) {
    return find(service).map(ServiceCluster::view);
  }

  @Override
  public List<Member> members(NodeId node) {
    return index.of(notNull(node)).stream()
        .map(MemberEntry::current)
        .filter(Objects::nonNull)
        .<Member>map(entry -> entry.member)
        .toList();
  }

  @Override
  public Optional<StatusExplanation> explain(ServiceId service) {
    return find(service).flatMap(ServiceCluster::explain);
  }

  @Override
  public Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions) {
    Map<NodeId, ElementState> copy =
        new HashMap<>(Objects.requireNonNull(assumptions, "assumptions"));
    copy.forEach(
        (node, state) -> {
          Objects.requireNonNull(node, "node");
          Objects.requireNonNull(state, () -> "state of " + node);
        });
    return find(service)
        .orElseThrow(() -> new IllegalArgumentException("unknown service " + service))
        .simulate(copy);
  }

  @Override
  public List<PublisherStatus> publishers(ServiceId service) {
    return find(service).map(ServiceCluster::publishers).orElse(List.of());
  }

  private Optional<ServiceCluster> find(ServiceId service) {
    return Optional.ofNullable(services.find(notNull(service)));
  }

  @Override
  public ClusterStatistics statistics() {
    long count = 0;
    long members = 0;
    for (ServiceCluster cluster : services.all()) {
      count++;
      members += cluster.snapshot().members.size();
    }
    return context.counters.read(count, members);
  }

  @Override
  public Subscription addListener(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    services.requireOpen();
    return context.events.add(listener);
  }

  // ---- ClusterAdmin

  @Override
  public void declareService(ServiceId service) {
    notNull(service);
    while (!services.findOrCreate(service).declare()) {
      // it ended meanwhile: the next look-up creates its successor
    }
  }

  @Override
  public boolean undeclareService(ServiceId service) {
    ServiceCluster cluster = findToReset(service);
    return cluster != null && cluster.undeclare();
  }

  @Override
  public OverrideOutcome override(
      ServiceId service, NodeId node, OperatorOverride<ElementState> override) {
    notNull(service);
    notNull(node);
    OperatorOverride<ElementState> cut = withReasonCut(override);
    OverrideOutcome outcome =
        set(service, Optional.<OverrideOutcome>empty(), cluster -> cluster.override(node, cut))
            .orElseThrow();
    reportCut(service, override.operator(), override.reason());
    return outcome;
  }

  @Override
  public void override(ServiceId service, OperatorOverride<ServiceState> override) {
    notNull(service);
    OperatorOverride<ServiceState> cut = withReasonCut(override);
    Verdict.of(cut.state(), cut.reason()); // refuses what no service says of itself
    set(service, false, cluster -> cluster.override(cut));
    reportCut(service, override.operator(), override.reason());
  }

  @Override
  public void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override) {
    notNull(service);
    OperatorOverride<SecurityPosture> cut = withReasonCut(override);
    set(service, false, cluster -> cluster.overridePosture(cut));
    reportCut(service, override.operator(), override.reason());
  }

  /**
   * Sets something of a known service; {@code ifEnded} is the result of a cluster that has ended.
   *
   * @throws IllegalArgumentException if the service is unknown
   */
  @SuppressWarnings("ReferenceEquality") // a successor is another object
  private <T> T set(ServiceId service, T ifEnded, Function<ServiceCluster, T> setting) {
    ServiceCluster ended = null;
    while (true) { // again if the service was removed meanwhile and has come back
      services.requireOpen();
      ServiceCluster cluster = services.find(service);
      if (cluster == null || cluster == ended) {
        throw new IllegalArgumentException(
            "unknown service "
                + service
                + ": check its name, or call declareService before its first node registers");
      }
      T result = setting.apply(cluster);
      if (!result.equals(ifEnded)) {
        return result;
      }
      ended = cluster;
    }
  }

  @Override
  public boolean clearOverride(ServiceId service, NodeId node, String operator, String reason) {
    notNull(node);
    return clear(
        service, operator, reason, (cluster, cut) -> cluster.clearOverride(node, operator, cut));
  }

  @Override
  public boolean clearOverride(ServiceId service, String operator, String reason) {
    return clear(service, operator, reason, (cluster, cut) -> cluster.clearOverride(operator, cut));
  }

  @Override
  public boolean clearPostureOverride(ServiceId service, String operator, String reason) {
    return clear(
        service, operator, reason, (cluster, cut) -> cluster.clearPostureOverride(operator, cut));
  }

  private boolean clear(
      ServiceId service,
      String operator,
      String reason,
      BiPredicate<ServiceCluster, String> clearing) {
    notNull(service);
    Checks.name("operator", operator);
    String cut = ManagerLimits.cutReason(context, Objects.requireNonNull(reason, "reason"));
    services.requireOpen();
    ServiceCluster cluster = services.find(service);
    boolean cleared = cluster != null && clearing.test(cluster, cut);
    if (cleared) {
      reportCut(service, operator, reason);
    }
    return cleared;
  }

  @Override
  public void setStatusPolicy(ServiceId service, StatusPolicy policy) {
    notNull(service);
    Objects.requireNonNull(policy, "policy");
    set(service, false, cluster -> cluster.setStatusPolicy(policy));
  }

  @Override
  public boolean resetStatusPolicy(ServiceId service) {
    ServiceCluster cluster = findToReset(service);
    return cluster != null && cluster.resetStatusPolicy();
  }

  @Override
  public Optional<StatusPolicy> statusPolicy(ServiceId service) {
    return find(service).map(ServiceCluster::statusPolicy);
  }

  @Override
  public void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy) {
    notNull(service);
    Objects.requireNonNull(policy, "policy");
    set(service, false, cluster -> cluster.setLoadBalancingPolicy(policy));
  }

  @Override
  public boolean resetLoadBalancingPolicy(ServiceId service) {
    ServiceCluster cluster = findToReset(service);
    return cluster != null && cluster.resetLoadBalancingPolicy();
  }

  @Override
  public Optional<LoadBalancingPolicy> loadBalancingPolicy(ServiceId service) {
    return find(service).map(ServiceCluster::loadBalancingPolicy);
  }

  @Override
  public void setLastResort(ServiceId service, boolean allowed) {
    notNull(service);
    set(service, false, cluster -> cluster.setLastResort(allowed));
  }

  @Override
  public boolean resetLastResort(ServiceId service) {
    ServiceCluster cluster = findToReset(service);
    return cluster != null && cluster.resetLastResort();
  }

  @Override
  public Optional<Boolean> lastResort(ServiceId service) {
    return find(service).map(ServiceCluster::lastResort);
  }

  private @Nullable ServiceCluster findToReset(ServiceId service) {
    notNull(service);
    services.requireOpen();
    return services.find(service);
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher) {
    Objects.requireNonNull(publisher, "publisher");
    String name = "publisher-" + unnamedPublishers.incrementAndGet();
    return addPublisher(publisher, PublisherOptions.named(name).build());
  }

  @Override
  public Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options) {
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(options, "options");
    ServiceStatusPublisher linked =
        publisher instanceof ClusterAsNode node ? linked(node, options) : publisher;
    NotificationTarget target = new NotificationTarget(linked, options, context.executor);
    Subscription subscription = () -> services.detach(target);
    try {
      services.attach(target);
    } catch (Throwable e) { // the caller has no publisher: the sweep removes what there is of it
      target.detached = true;
      throw e;
    }
    return subscription;
  }

  /** Lets a service that reports as a node find out on what it rests. */
  @SuppressWarnings("ReferenceEquality") // the parent is this very manager
  private ServiceStatusPublisher linked(ClusterAsNode node, PublisherOptions options) {
    ServiceId above = node.registration().service();
    if (node.parent() == this && options.covers(above)) {
      throw new IllegalArgumentException(
          "publisher "
              + Texts.quote(options.name())
              + " reports "
              + above
              + " as a node of itself, but a service cannot rest on itself: limit the publisher to"
              + " another service, or register the node in another manager or for another service");
    }
    return node.parent() instanceof InMemoryClusterManager parent
        ? node.linked(origins, parent.origins)
        : node;
  }

  private static ServiceId notNull(ServiceId service) {
    return Objects.requireNonNull(service, "service");
  }

  private static NodeId notNull(NodeId node) {
    return Objects.requireNonNull(node, "node");
  }

  // ---- the end

  @Override
  public CompletionStage<Void> shutdown() {
    return shutdown.begin();
  }

  @Override
  public void close() {
    Duration grace = context.settings.closeGrace();
    CompletableFuture<Void> end = shutdown.begin();
    if (context.isCallbackThread() && shutdown.hasTimer()) {
      return; // the end may need this very thread
    }
    boolean over = context.time.await(end, grace.plusSeconds(1));
    if (!over && Thread.currentThread().isInterrupted() && shutdown.hasTimer()) {
      return; // the publishers still have the grace time
    }
    shutdown.end(); // if no timer did
  }
}
