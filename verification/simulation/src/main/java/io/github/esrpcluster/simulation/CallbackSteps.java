package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Creates the steps in which callbacks misbehave, recover, or are replaced under load. */
final class CallbackSteps {
  private static final int MOST_PUBLISHERS = 4;

  private final Setup setup;
  private final Random random;

  CallbackSteps(Setup setup, Random random) {
    this.setup = setup;
    this.random = random;
  }

  Step any() {
    ServiceId service = setup.service(random.nextInt(3));
    return switch (random.nextInt(21)) {
      case 0, 1, 2 -> policy(service);
      case 3, 4, 5, 6, 7 -> publisher();
      case 8 -> listener();
      case 9 -> replacePolicy(service);
      case 10, 11 -> replaceBalancing(service);
      case 12 -> lastResort(service);
      case 13 -> removePublisher();
      case 14 -> refuseTasks();
      case 15, 19, 20 -> reset(service);
      case 16 -> addPublisherWithNameTaken();
      default -> addPublisher();
    };
  }

  private Step policy(ServiceId service) {
    Duration time = Duration.ofMillis(random.nextInt(40_000));
    if (setup.ownPolicyExecutor()) {
      return new Step(
          "policies hang for " + time.toMillis() + " ms",
          simulation -> simulation.holdPolicies(time));
    }
    FaultyPolicy.Mode[] all = FaultyPolicy.Mode.values();
    FaultyPolicy.Mode mode = all[random.nextInt(all.length)];
    return new Step(
        "the policy of " + service + ": " + mode,
        simulation -> {
          ServiceModel known = simulation.model.find(service);
          if (known != null) {
            known.policy().behave(mode);
          }
        });
  }

  private Step publisher() {
    int number = random.nextInt(MOST_PUBLISHERS);
    FaultyPublisher.Mode[] all = FaultyPublisher.Mode.values();
    FaultyPublisher.Mode mode =
        switch (random.nextInt(6)) {
          case 0, 1 -> FaultyPublisher.Mode.WORKS;
          case 2 -> FaultyPublisher.Mode.IGNORES_CANCELLATION; // most need a later change, too
          default -> all[random.nextInt(all.length)];
        };
    Duration delay =
        random.nextInt(4) == 0
            ? Duration.ofHours(1 + random.nextInt(5))
            : Duration.ofMillis(
                random.nextInt(mode == FaultyPublisher.Mode.IGNORES_CANCELLATION ? 30_000 : 6_000));
    return new Step(
        "publisher " + number + ": " + mode + (mode.isLate() ? " after " + delay : ""),
        simulation ->
            simulation.publishers.get(number % simulation.publishers.size()).behave(mode, delay));
  }

  private Step removePublisher() {
    int number = random.nextInt(MOST_PUBLISHERS);
    return new Step(
        "publisher " + number + " is removed",
        simulation ->
            simulation.removePublisher(
                simulation.publishers.get(number % simulation.publishers.size())));
  }

  private Step refuseTasks() {
    Duration time = Duration.ofMillis(random.nextInt(20_000));
    return new Step(
        "the executor refuses for " + time.toMillis() + " ms",
        simulation -> simulation.refuseTasks(time));
  }

  private Step listener() {
    int events = random.nextInt(4);
    return new Step(
        events == 0 ? "the listener will call back" : "the listener throws " + events + " times",
        simulation -> {
          if (events == 0) {
            simulation.listener.callBackOnce();
          } else {
            simulation.listener.throwAt(events);
          }
        });
  }

  private Step replacePolicy(ServiceId service) {
    StatusPolicy policy = RandomPolicies.status(random);
    return new Step(
        service + " gets policy " + policy,
        simulation -> simulation.actions.setStatusPolicy(service, policy));
  }

  private Step replaceBalancing(ServiceId service) {
    LoadBalancingPolicy policy = RandomPolicies.balancing(random);
    Fault fault = balancingFault();
    return new Step(
        service
            + " gets balancing "
            + policy
            + (fault == null ? "" : ", which misbehaves: " + fault),
        simulation ->
            simulation.actions.setLoadBalancingPolicy(
                service, new FaultyBalancer(simulation.ledger, policy, fault)));
  }

  private @Nullable Fault balancingFault() {
    return switch (random.nextInt(6)) {
      case 0 -> Fault.BALANCING_THREW;
      case 1 -> Fault.BALANCING_RETURNED_NULL;
      case 2 -> Fault.BALANCING_PICKED_NO_CANDIDATE;
      default -> null;
    };
  }

  private Step lastResort(ServiceId service) {
    boolean allowed = random.nextBoolean();
    return new Step(
        "last resort of " + service + (allowed ? " on" : " off"),
        simulation -> simulation.actions.setLastResort(service, allowed));
  }

  private Step reset(ServiceId service) {
    Setting[] all = Setting.values();
    Setting setting = all[random.nextInt(all.length)];
    return new Step(
        setting + " of " + service + " is reset",
        simulation -> simulation.actions.reset(service, setting));
  }

  private Step addPublisherWithNameTaken() {
    return new Step(
        "a publisher is added with a name that is taken",
        simulation ->
            simulation.publishers.stream()
                .filter(each -> !each.isRemoved())
                .findFirst()
                .ifPresent(
                    each -> simulation.actions.addPublisherWithNameTaken(each.options().name())));
  }

  private Step addPublisher() {
    NotificationRates unlimited = NotificationRates.unlimited();
    NotificationRates rates =
        switch (random.nextInt(5)) {
          case 0 -> unlimited.maxRate(0.2 + random.nextInt(4));
          case 1 -> unlimited.minRate(0.1);
          case 3 -> unlimited.maxRate(0.5).minRate(0.5); // each refresh holds the next status back
          case 2 -> unlimited.minRate(0.5); // sooner than it may answer
          default -> unlimited;
        };
    int calls = random.nextBoolean() ? 1 : 16;
    return new Step(
        "a publisher is added with " + rates + ", " + calls + " calls at a time",
        simulation -> {
          if (simulation.attachedPublishers() < MOST_PUBLISHERS) {
            simulation.ledger.injected(Fault.PUBLISHER_ADDED);
            String name = "upstream-" + simulation.publishers.size();
            FaultyPublisher publisher =
                simulation.newPublisher(
                    PublisherOptions.named(name).rates(rates).concurrency(calls));
            publisher.attach(simulation.cluster);
            simulation.settle();
          }
        });
  }
}
