package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.notify.NotifierStatistics;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.simulation.wire.SimulatedSubscriber.Watch;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** A server with a notifier, its subscribers and the network between them, in virtual time. */
final class WireSimulation {
  final WireSetup setup;
  final WireLedger ledger;
  final VirtualTime time;
  final WireChecker checker;
  final SimulatedSipNetwork network;
  final List<SimulatedSubscriber> subscribers = new ArrayList<>();
  final List<ScriptedNotifier> elements = new ArrayList<>();
  private final SubscriberProcess manager;
  private final Random random;
  private NotifierProcess server;
  private boolean shutDown;

  WireSimulation(WireSetup setup, Random random, WireLedger ledger) {
    this.setup = setup;
    this.random = random;
    this.ledger = ledger;
    time = VirtualTime.withOrigin(setup.clockOrigin());
    checker = new WireChecker(time);
    network = new SimulatedSipNetwork(time, new Random(random.nextLong()), ledger, checker);
    server = startServer();
    for (int i = 0; i < setup.subscribers(); i++) {
      String host = WireSetup.subscriber(i);
      subscribers.add(
          new SimulatedSubscriber(network.start(host, new ProcessExecutor(time)), ledger));
    }
    for (int i = 0; i < setup.services(); i++) {
      name(setup.service(i).toString());
    }
    for (int i = 0; i < setup.nodes(); i++) {
      name("sip:" + WireSetup.node(i));
    }
    name("sip:nowhere.example.org");
    name("sip:queue.example.org");
    for (int i = 0; i < setup.elements(); i++) {
      String host = WireSetup.element(i);
      elements.add(new ScriptedNotifier(network.start(host, new ProcessExecutor(time)), host));
    }
    manager = new SubscriberProcess(setup, network, checker, random);
    settle();
  }

  private void name(String uri) {
    network.name(uri.substring("sip:".length()), NotifierProcess.HOST);
  }

  private NotifierProcess startServer() {
    return new NotifierProcess(setup, network, checker, random);
  }

  NotifierProcess server() {
    return server;
  }

  SimulatedSubscriber subscriber(int number) {
    return subscribers.get(Math.floorMod(number, subscribers.size()));
  }

  // ---- time

  /** Nanoseconds since the beginning. */
  long now() {
    return time.nanoTime() - setup.clockOrigin();
  }

  /** Lets time pass from task to task, with a check of everything after each instant. */
  void pass(Duration duration) {
    long end = now() + duration.toNanos();
    settle();
    while (now() < end) {
      List<Duration> next = time.pendingDelays();
      long left = end - now();
      long step = next.isEmpty() ? left : Math.min(left, Math.max(1, next.get(0).toNanos()));
      time.advance(Duration.ofNanos(step));
      settle();
    }
  }

  /** Runs all that is due and checks everything. */
  void settle() {
    time.settle();
    ledger.throwFirst();
    checker.atEndOfInstant();
    if (!server.executor.isDead() && server.executor.suspendedFor() <= 0) {
      checkCounters();
    }
  }

  private void checkCounters() {
    NotifierStatistics statistics = server.notifier.statistics();
    ledger.check(
        WireInvariant.COUNTERS_ARE_CORRECT,
        statistics.subscriptions() == server.model.size()
            && statistics.hookFailures() == 0
            && statistics.timersLost() == 0,
        () -> statistics + ", the model has " + server.model.size());
  }

  /** Runs something in the process of the server, as soon as that is not suspended. */
  void atServer(Runnable task) {
    NotifierProcess running = server;
    running.executor.execute(
        () -> {
          if (!shutDown) {
            task.run();
            running.model.observeStates();
          }
        });
  }

  // ---- faults

  /** The server dies without a word, and starts again after this time. */
  void restartServer(Duration downtime) {
    ledger.injected(WireFault.SERVER_RESTARTED);
    network.kill(NotifierProcess.HOST);
    pass(downtime);
    server = startServer();
    settle();
  }

  void suspendManager(Duration duration) {
    ledger.injected(WireFault.MANAGER_SUSPENDED);
    manager.executor.suspend(duration);
  }

  ScriptedNotifier element(int number) {
    return elements.get(Math.floorMod(number, elements.size()));
  }

  void suspendServer(Duration duration) {
    ledger.injected(WireFault.SERVER_SUSPENDED);
    server.executor.suspend(duration);
  }

  // ---- the end

  /** Ends all faults: then each subscriber soon holds the newest state. */
  void recover() {
    network.quality(LinkQuality.GOOD);
    network.refusals(0);
    network.connect(NotifierProcess.HOST);
    for (int i = 0; i < subscribers.size(); i++) {
      network.connect(WireSetup.subscriber(i));
      subscribers.get(i).answer(SipResponse.of(200));
    }
    network.connect(SubscriberProcess.HOST);
    for (ScriptedNotifier element : elements) {
      network.connect(element.stack().host);
      element.refuse(null);
    }
    server.admitStranger(true);
    passSuspension(server.executor);
    passSuspension(manager.executor);
    // Timer F, then the longest pause after a failure, with a time-out in between.
    pass(Duration.ofSeconds(32 + 64 + 32 + 130));
    for (SubscriptionModel subscription : server.model.alive()) {
      checkArrived(subscription);
    }
    checkReachable();
  }

  private void passSuspension(ProcessExecutor executor) {
    pass(Duration.ofNanos(Math.max(0, executor.suspendedFor()) + 1));
  }

  private void checkReachable() {
    manager
        .nodes()
        .forEach(
            (downstream, node) -> {
              Optional<ScriptedNotifier> element =
                  elements.stream()
                      .filter(each -> each.stack().host.equals(node.toString()))
                      .findFirst();
              if (element.isPresent() && downstream.mustBeReachable(now())) {
                ledger.check(
                    WireInvariant.LOST_NODE_COMES_BACK,
                    manager.state(node).token().equals(element.get().state()),
                    () -> downstream + " is " + manager.state(node) + ", " + element.get().state());
              }
            });
  }

  private void checkArrived(SubscriptionModel subscription) {
    BodyContent newest =
        server.now(subscription.eventPackage, subscription.uri).orElse(subscription.sent());
    subscribers.stream()
        .flatMap(subscriber -> subscriber.watches().stream())
        .filter(watch -> watch.key().equals(subscription.key))
        .map(Watch::content)
        .forEach(
            held ->
                ledger.check(
                    WireInvariant.LAST_STATE_ARRIVES,
                    (newest != null && newest.equals(held)) || subscription.isThrottled(now()),
                    () -> subscription + " holds " + held + ", newest " + newest));
  }

  /** Shuts the server down: each subscriber gets its last NOTIFY, within the grace. */
  void shutDown() {
    passSuspension(server.executor);
    passSuspension(manager.executor);
    ledger.injected(WireFault.SERVER_SHUT_DOWN);
    manager.model.close();
    CompletionStage<Void> unsubscribed = manager.subscriber.shutdown(setup.grace());
    server.model.shutDown();
    shutDown = true;
    var unused = server.cluster.shutdown();
    settle();
    CompletionStage<Void> end = server.notifier.shutdown(setup.grace());
    end.whenComplete((done, failure) -> server.model.isDown());
    settle();
    pass(setup.grace());
    ledger.check(
        WireInvariant.NOTHING_IS_LEFT,
        end.toCompletableFuture().isDone() && unsubscribed.toCompletableFuture().isDone(),
        () -> "not shut down after " + setup.grace());
    checkNothingIsLeft();
  }

  /** Lets the subscriptions expire, except for the few that last longer than usual. */
  void expireAll() {
    pass(Duration.ofSeconds(SubscribeDefects.USUAL + 100));
  }

  private void checkNothingIsLeft() {
    manager.cluster.close();
    elements.forEach(ScriptedNotifier::forgetAll); // otherwise their NOTIFYs set timers of stacks
    pass(Duration.ofSeconds(100)); // timers F, J and K of the stacks; the grace of the manager
    ledger.check(
        WireInvariant.NOTHING_IS_LEFT,
        server.notifier.statistics().subscriptions() == 0 && server.executor.pending() == 0,
        () -> server.notifier.statistics() + ", " + server.executor + " in the server");
    ledger.check(
        WireInvariant.NOTHING_IS_LEFT,
        manager.executor.pending() == 0,
        () -> manager.subscriber.status() + ", " + manager.executor + " in the manager");
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f s", now() / 1e9);
  }
}
