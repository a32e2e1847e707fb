package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.internal.CountedTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One operation of a manager that an error cuts short, and what must hold afterwards. {@link
 * ErrorInjector} loads it together with the library.
 */
public final class ErrorScenario {
  private static final StatusPolicy FIRST_ONLY =
      view -> StatusPrecedence.verdict(view.tally(), !view.tally().isEmpty(), "any member");

  /** An operation, and what must be done before it. */
  private record Operation(Consumer<ErrorScenario> before, Consumer<ErrorScenario> act) {}

  private static final Map<String, Operation> OPERATIONS = new LinkedHashMap<>();

  /** Those that are no calls, but what the executor and the scheduler do. */
  private static final Set<Operation> TASKS = new HashSet<>();

  static {
    add("register a new node", s -> s.rig.cluster.register(Rig.registration(3).build()));
    add(
        "register a new node with its status",
        s ->
            s.rig.cluster.register(
                Rig.registration(3)
                    .status(NodeStatus.builder(Rig.node(3), ElementState.DOWN).sequence(5).build())
                    .build()));
    add(
        "register a new service",
        s -> s.rig.cluster.register(Rig.registration(Rig.OTHER, 1).build()));
    add(
        "register with other terms",
        s -> s.rig.cluster.register(Rig.registration(1).weight(3).site("east").build()));
    add(
        "register another incarnation",
        s ->
            s.rig.cluster.register(
                Rig.registration(1).incarnation("second").status(ElementState.NORMAL).build()));
    add("report", s -> s.report(1, ElementState.DOWN));
    add("report a sequence", s -> s.report(1, ElementState.OVERLOADED, 9));
    add("renew after an expiry", ErrorScenario::expireFirst, s -> s.rig.cluster.renew(Rig.node(1)));
    add(
        "report after an expiry",
        ErrorScenario::expireFirst,
        s -> s.report(1, ElementState.NORMAL));
    add("expire early", s -> s.rig.cluster.lease(Rig.SERVICE, Rig.node(1)).orElseThrow().expire());
    add("release", s -> s.rig.cluster.release(Rig.node(1)));
    add("release the last in the list", s -> s.rig.cluster.release(Rig.node(2)));
    add("release in one service", s -> s.rig.cluster.release(Rig.SERVICE, Rig.node(1)));
    add(
        "override a node",
        s -> s.rig.cluster.override(Rig.SERVICE, Rig.node(1), s.override(ElementState.DOWN)));
    add(
        "clear the override of a node",
        s -> s.rig.cluster.override(Rig.SERVICE, Rig.node(1), s.override(ElementState.DOWN)),
        s -> s.rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "ops", "over"));
    add(
        "override the service",
        s -> s.rig.cluster.override(Rig.SERVICE, s.override(ServiceState.DOWN)));
    add(
        "clear the override of the service",
        s -> s.rig.cluster.override(Rig.SERVICE, s.override(ServiceState.DOWN)),
        s -> s.rig.cluster.clearOverride(Rig.SERVICE, "ops", "over"));
    add("declare a service", s -> s.rig.cluster.declareService(Rig.SERVICE));
    add(
        "undeclare a service",
        s -> s.rig.cluster.declareService(Rig.SERVICE),
        s -> s.rig.cluster.undeclareService(Rig.SERVICE));
    add("set a policy", s -> s.rig.cluster.setStatusPolicy(Rig.SERVICE, FIRST_ONLY));
    add(
        "reset a policy",
        s -> s.rig.cluster.setStatusPolicy(Rig.SERVICE, FIRST_ONLY),
        s -> s.rig.cluster.resetStatusPolicy(Rig.SERVICE));
    add("route", s -> s.rig.cluster.route(Rig.SERVICE));
    add(
        "route to an expired node",
        s -> s.rig.time.stall(Duration.ofSeconds(61)),
        s -> s.rig.cluster.route(Rig.SERVICE));
    add("add a publisher", ErrorScenario::addPublisher);
    add("remove a publisher", ErrorScenario::addPublisher, s -> s.second.close());
    add("add a listener", s -> s.rig.cluster.addListener(s.heard::add));
    add(
        "remove a listener",
        s -> s.third = s.rig.cluster.addListener(s.heard::add),
        s -> s.third.close());
    add(
        "report an old sequence",
        s -> s.report(1, ElementState.NORMAL, 9),
        s -> s.report(1, ElementState.DOWN, 5));
    add(
        "route to the last resort",
        s -> s.report(1, ElementState.OVERLOADED),
        s -> {
          s.report(2, ElementState.OVERLOADED);
          s.rig.cluster.route(Rig.SERVICE);
        });
    add("register in turn from two hosts", ErrorScenario::registerTwice);
    addTasks("sweep an expiry", s -> s.rig.passSeconds(59), s -> s.rig.passSeconds(3));
    addTasks("sweep", s -> {}, s -> s.rig.passSeconds(2));
    addTasks("notify", s -> s.report(1, ElementState.DOWN), s -> s.rig.time.settle());
    add("close", s -> s.rig.cluster.close());
    add("shut down", s -> s.rig.cluster.shutdown());
  }

  private static void add(String name, Consumer<ErrorScenario> act) {
    add(name, s -> {}, act);
  }

  private static void add(
      String name, Consumer<ErrorScenario> before, Consumer<ErrorScenario> act) {
    OPERATIONS.put(name, new Operation(before, act));
  }

  private static void addTasks(
      String name, Consumer<ErrorScenario> before, Consumer<ErrorScenario> act) {
    add(name, before, act);
    TASKS.add(OPERATIONS.get(name));
  }

  private final Rig rig = new Rig();
  private final List<ServiceStatus> secondSent = new ArrayList<>();
  private final List<ClusterEvent> heard = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private Subscription second = () -> {};
  private Subscription third = () -> {};
  private long nextSequence = 1_000;

  private ErrorScenario() {}

  /** Returns the names of the operations. */
  public static List<String> operations() {
    return List.copyOf(OPERATIONS.keySet());
  }

  /**
   * Runs one operation with an error at the point of that number.
   *
   * @return what is wrong afterwards; null if the operation has fewer points
   */
  public static List<String> run(
      String operation, int point, Error thrown, boolean lasting, boolean repeated) {
    return new ErrorScenario()
        .cutShort(OPERATIONS.get(operation), point, thrown, lasting, repeated);
  }

  private List<String> cutShort(
      Operation operation, int point, Error thrown, boolean lasting, boolean repeated) {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    operation.before.accept(this);
    boolean isCall = !TASKS.contains(operation);
    attempt(
        "the operation",
        () ->
            ErrorPoints.throwAt(point, thrown, lasting, isCall, () -> operation.act.accept(this)));
    if (!ErrorPoints.wasThrown()) {
      return null;
    }
    attempt("checks at once", this::checkMembers);
    if (repeated) {
      attempt("the repetition", () -> operation.act.accept(this));
    }
    attempt("time", () -> rig.passSeconds(isCall ? 3 : 35)); // longer than the time-out
    attempt("checks", this::check);
    if (!wrong.isEmpty()) {
      wrong.add(0, "thrown at " + ErrorPoints.place() + ":");
    }
    return wrong;
  }

  private void attempt(String what, Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      StackTraceElement[] trace = e.getStackTrace();
      wrong.add(what + " threw " + e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      wrong.add(rule);
    }
  }

  private void expireFirst() {
    rig.passSeconds(59);
    rig.cluster.renew(Rig.node(2));
    rig.passSeconds(3);
  }

  private void report(int node, ElementState state) {
    rig.cluster.report(NodeStatus.of(Rig.node(node), state));
  }

  private void report(int node, ElementState state, long sequence) {
    rig.cluster.report(NodeStatus.builder(Rig.node(node), state).sequence(sequence).build());
  }

  private void registerTwice() {
    for (String host : List.of("first", "second", "first")) {
      rig.cluster.register(
          Rig.registration(1).incarnation(host).status(ElementState.NORMAL).build());
    }
  }

  private <S extends Enum<S>> OperatorOverride<S> override(S state) {
    return OperatorOverride.of(state, "ops", "works");
  }

  private void addPublisher() {
    second.close();
    second =
        rig.cluster.addPublisher(
            ServiceStatusPublisher.blocking(secondSent::add),
            PublisherOptions.named("second").build());
  }

  private boolean isClosed() {
    return rig.cluster
        .route(Rig.SERVICE)
        .equals(new RoutingDecision.Refused(RoutingDecision.Refusal.CLOSED));
  }

  private List<Member> members() {
    return rig.cluster.view(Rig.SERVICE).orElseThrow().members();
  }

  private boolean isMember(int node) {
    return members().stream().anyMatch(member -> member.node().equals(Rig.node(node)));
  }

  private void checkMembers() {
    ClusterView view = rig.cluster.view(Rig.SERVICE).orElseThrow();
    Set<Object> nodes = new HashSet<>();
    view.members().forEach(member -> require(nodes.add(member.node()), "node twice in " + view));
    require(view.tally().equals(CountedTally.of(view.members())), "tally " + view.tally());
    if (isClosed()) {
      return;
    }
    long members =
        rig.cluster.services().stream()
            .mapToLong(service -> rig.cluster.view(service).orElseThrow().members().size())
            .sum();
    require(rig.cluster.statistics().members() == members, "members counted");
    require(
        rig.cluster.statistics().services() == rig.cluster.services().size(), "services counted");
    for (int node = 1; node <= 3; node++) {
      boolean present = isMember(node);
      require(
          rig.cluster.lease(Rig.SERVICE, Rig.node(node)).isPresent() == present, "lease " + node);
      List<Member> found = new ArrayList<>(rig.cluster.members(Rig.node(node)));
      found.removeIf(member -> !member.registration().service().equals(Rig.SERVICE));
      List<Member> expected = new ArrayList<>(members());
      int number = node;
      expected.removeIf(member -> !member.node().equals(Rig.node(number)));
      require(found.equals(expected), "members(" + node + ") " + found + " not " + expected);
      RenewalOutcome renewed = rig.cluster.renew(Rig.node(node));
      require(
          (renewed == RenewalOutcome.UNKNOWN) != (present || isOther(node)),
          "renewal of " + node + " is " + renewed);
      require(isMember(node) == present, "membership of " + node + " after a renewal");
    }
  }

  private boolean isOther(int node) {
    return rig.cluster.view(Rig.OTHER).stream()
        .flatMap(view -> view.members().stream())
        .anyMatch(member -> member.node().equals(Rig.node(node)));
  }

  private void check() {
    if (isClosed()) {
      attempt("closing", rig.cluster::close);
      require(last().state() == ServiceState.GOING_DOWN, "last sent " + last());
      return;
    }
    checkMembers();
    rig.passSeconds(2);
    checkStatus("at first");
    for (int node = 1; node <= 3; node++) {
      checkNode(node);
    }
    rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "ops", "over");
    rig.cluster.clearOverride(Rig.SERVICE, "ops", "over");
    numbered(1, ElementState.DOWN);
    numbered(1, ElementState.NORMAL);
    rig.passSeconds(2);
    checkStatus("after reports");
    checkSecond();
    checkListener();
    checkExpiry();
    for (int node = 1; node <= 3; node++) {
      if (isMember(node)) {
        ReleaseOutcome released = rig.cluster.release(Rig.SERVICE, Rig.node(node));
        require(released == ReleaseOutcome.RELEASED, "release of " + node + " is " + released);
      }
    }
    rig.passSeconds(2);
    require(members().isEmpty(), "left over " + members());
    checkMembers();
    checkStatus("when empty");
    rig.cluster.close();
    rig.time.settle();
    require(last().state() == ServiceState.GOING_DOWN, "last sent " + last());
  }

  private ServiceStatus last() {
    List<ServiceStatus> sent = new ArrayList<>(rig.sent);
    sent.removeIf(status -> !status.service().equals(Rig.SERVICE));
    return sent.get(sent.size() - 1);
  }

  private void checkStatus(String when) {
    ServiceStatus status = rig.cluster.status(Rig.SERVICE).orElseThrow();
    ClusterView view = rig.cluster.view(Rig.SERVICE).orElseThrow();
    boolean overridden = rig.cluster.explain(Rig.SERVICE).orElseThrow().override().isPresent();
    ServiceState expected =
        overridden
            ? ServiceState.DOWN
            : rig.cluster.statusPolicy(Rig.SERVICE).orElseThrow().evaluate(view).state();
    require(status.state() == expected, when + " status " + status + " not " + expected);
    require(
        rig.cluster.explain(Rig.SERVICE).orElseThrow().fallback().isEmpty(), when + " fallback");
    require(last().version() == status.version(), when + " last sent " + last() + ", is " + status);
    for (ServiceId service : rig.cluster.services()) {
      require(
          rig.cluster.status(service).isPresent()
              || rig.cluster.view(service).orElseThrow().members().isEmpty(),
          when + " no status of " + service);
    }
  }

  private void checkNode(int node) {
    boolean present = isMember(node);
    if (!present) {
      rig.cluster.register(Rig.registration(node).build());
    }
    require(isMember(node), "not registered " + node);
    ReportOutcome down = numbered(node, ElementState.DOWN);
    ReportOutcome normal = numbered(node, ElementState.NORMAL);
    require(
        (down == ReportOutcome.APPLIED || down == ReportOutcome.UNCHANGED)
            && normal == ReportOutcome.APPLIED,
        "reports of " + node + " are " + down + ", " + normal);
    checkMembers();
    checkStatus("with " + node);
    RoutingDecision decision = rig.cluster.route(Rig.SERVICE);
    require(decision instanceof RoutingDecision.Routed, "route " + decision);
  }

  /** Reports with a number, because the node may have numbered its reports before. */
  private ReportOutcome numbered(int node, ElementState state) {
    return rig.report(NodeStatus.builder(Rig.node(node), state).sequence(nextSequence++).build());
  }

  private void checkSecond() {
    addPublisher();
    rig.time.settle();
    require(!secondSent.isEmpty(), "second publisher");
  }

  private void checkListener() {
    int before = rig.events.size();
    List<ClusterEvent> more = new ArrayList<>();
    Subscription subscription = rig.cluster.addListener(more::add);
    numbered(2, ElementState.OVERLOADED);
    numbered(2, ElementState.NORMAL);
    require(rig.events.size() >= before + 2, "no further events");
    require(more.size() >= 2, "no events at a new listener");
    subscription.close();
  }

  private void checkExpiry() {
    rig.passSeconds(30);
    rig.cluster.renew(Rig.node(2));
    rig.cluster.renew(Rig.node(3));
    rig.passSeconds(32);
    require(rig.memberState(1) == ElementState.UNREACHABLE, "no expiry");
    checkStatus("after an expiry");
    RenewalOutcome renewed = rig.cluster.renew(Rig.node(1));
    require(
        renewed == RenewalOutcome.RECOVERED || renewed == RenewalOutcome.RENEWED,
        "after the expiry " + renewed);
    rig.passSeconds(2);
    require(rig.memberState(1) != ElementState.UNREACHABLE, "no recovery");
    checkStatus("after a recovery");
  }
}
