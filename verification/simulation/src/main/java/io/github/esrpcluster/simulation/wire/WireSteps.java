package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.i3.QueueState;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.simulation.wire.SimulatedSubscriber.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Draws the steps of a script. */
final class WireSteps {
  private static final String SERVICE = "emergency-ServiceState";
  private static final List<String> PACKAGES =
      List.of(SERVICE, SERVICE, SERVICE, "emergency-ElementState", "emergency-QueueState");
  private static final List<ElementState> STATES =
      List.of(
          ElementState.NORMAL,
          ElementState.OVERLOADED,
          ElementState.GOING_DOWN,
          ElementState.SERVICE_DISRUPTION,
          ElementState.DOWN);
  private static final List<ServiceState> SERVICE_STATES =
      List.of(ServiceState.OVERLOADED, ServiceState.PARTIAL, ServiceState.DOWN);
  private static final List<QueueState> QUEUE_STATES =
      List.of(QueueState.ACTIVE, QueueState.STANDBY, QueueState.DISABLED, QueueState.FULL);
  private static final List<String> DURATIONS =
      List.of("60", "60", "61", "90", "120", "600", "3600", "86400", "86401", "4294967295");
  private static final List<String> GOOD_RATES =
      List.of("0.01", "0.0166666667", "0.05", "0.1", "0.3333333333", "1", "1.5", "20", "99.9");
  private static final List<String> BAD_RATES =
      List.of("0", "0.0", "100", "-1", "1e3", ".5", "1.", "x", "", "0.00000000001");
  private static final List<String> REASONS =
      List.of("deactivated", "timeout", "probation", "giveup", "rejected", "noresource", "odd", "");
  private static final List<String> RATES = SubscribeDefects.RATES;

  private final WireSetup setup;
  private final Random random;

  WireSteps(WireSetup setup, Random random) {
    this.setup = setup;
    this.random = random;
  }

  /** Draws any step. */
  WireStep any() {
    return switch (random.nextInt(28)) {
      case 0, 1, 2 -> subscribe();
      case 3, 4 -> refresh();
      case 5 -> unsubscribe();
      case 6 -> random.nextBoolean() ? fetch() : badSubscribe();
      case 7, 8, 9 -> report();
      case 10 -> random.nextBoolean() ? override() : queue();
      case 11 -> random.nextInt(3) == 0 ? release() : register();
      case 12, 13 -> network();
      case 14 -> answers();
      case 15 -> random.nextInt(3) > 0 ? restartSubscriber() : server();
      case 16, 17, 18, 19 -> setup.elements() > 0 ? element() : pass();
      default -> pass();
    };
  }

  // ---- subscribers

  private WireStep subscribe() {
    String eventPackage = pick(PACKAGES);
    String target = target(eventPackage);
    Map<String, String> headers = headers(eventPackage);
    int who = random.nextInt(setup.subscribers());
    return new WireStep(
        "subscriber " + who + " subscribes to " + target + " " + headers,
        simulation -> simulation.subscriber(who).subscribe(target, eventPackage, headers));
  }

  private String target(String eventPackage) {
    return switch (eventPackage) {
      case "emergency-ElementState" -> "sip:" + WireSetup.node(random.nextInt(setup.nodes()));
      case "emergency-QueueState" -> "sip:queue.example.org";
      default -> serviceTarget();
    };
  }

  private String serviceTarget() {
    String service = setup.service(random.nextInt(setup.services())).toString();
    return switch (random.nextInt(12)) {
      case 0 -> "sip:nowhere.example.org";
      case 1 -> service.replace("sip:", "sip:somebody@");
      default -> service;
    };
  }

  private Map<String, String> headers(String eventPackage) {
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder event = new StringBuilder(eventPackage);
    if (random.nextInt(8) == 0) {
      event.append(";id=").append(random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      for (String rate : RATES) {
        if (random.nextInt(3) == 0) {
          event.append("; ").append(rate).append(" = ").append(pick(GOOD_RATES));
        }
      }
    }
    headers.put("Event", event.toString());
    if (random.nextInt(8) > 0) {
      headers.put("Expires", pick(DURATIONS));
    }
    if (random.nextInt(3) == 0) {
      headers.put("Accept", "text/plain, " + SubscribeDefects.TYPES.get(eventPackage));
    }
    return headers;
  }

  private WireStep badSubscribe() {
    String eventPackage = pick(PACKAGES);
    String target = target(eventPackage);
    Map<String, String> headers = headers(eventPackage);
    switch (random.nextInt(6)) {
      case 0 -> headers.remove("Event");
      case 1 -> headers.put("Event", pick(List.of("presence", "Emergency-ServiceState")));
      case 2 -> headers.put("Event", eventPackage + ";" + pick(RATES) + "=" + pick(BAD_RATES));
      case 3 -> headers.put("Expires", pick(List.of("1", "10", "59")));
      case 4 -> headers.put("Expires", pick(List.of("-1", "soon", "1.5")));
      default -> headers.put("Accept", "application/pidf+xml");
    }
    int who = random.nextInt(setup.subscribers());
    return new WireStep(
        "subscriber " + who + " subscribes badly to " + target + " " + headers,
        simulation -> simulation.subscriber(who).subscribe(target, eventPackage, headers));
  }

  private WireStep fetch() {
    String eventPackage = pick(PACKAGES);
    String target = target(eventPackage);
    Map<String, String> headers = headers(eventPackage);
    headers.put("Expires", "0");
    int who = random.nextInt(setup.subscribers());
    return new WireStep(
        "subscriber " + who + " fetches " + target + " " + headers,
        simulation -> simulation.subscriber(who).subscribe(target, eventPackage, headers));
  }

  private WireStep refresh() {
    Map<String, String> headers = headers(SERVICE);
    int kind = random.nextInt(8);
    return watched(
        (kind == 0 ? "repeats a CSeq in" : kind == 1 ? "uses an unknown tag for" : "refreshes")
            + " a subscription "
            + headers,
        (subscriber, watch) -> {
          Map<String, String> own = ofPackage(headers, watch);
          if (kind < 2) {
            subscriber.sendStale(watch, own, kind == 1);
          } else {
            subscriber.refresh(watch, own);
          }
        });
  }

  private WireStep unsubscribe() {
    return watched(
        "ends a subscription",
        (subscriber, watch) ->
            subscriber.refresh(
                watch,
                ofPackage(SimulatedSubscriber.headers("Event", SERVICE, "Expires", "0"), watch)));
  }

  /** The event of a refresh must be that of its dialog, except for the rates. */
  private static Map<String, String> ofPackage(Map<String, String> headers, Watch watch) {
    Map<String, String> own = new LinkedHashMap<>(headers);
    HeaderValue event = HeaderValue.parse(headers.getOrDefault("Event", ""));
    StringBuilder text = new StringBuilder(watch.event());
    RATES.stream()
        .filter(event::has)
        .forEach(rate -> text.append(';').append(rate).append('=').append(event.parameter(rate)));
    own.put("Event", text.toString());
    own.remove("Accept");
    return own;
  }

  private WireStep watched(String text, BiConsumer<SimulatedSubscriber, Watch> action) {
    int who = random.nextInt(setup.subscribers());
    int which = random.nextInt(100);
    boolean ended = random.nextInt(10) == 0;
    return new WireStep(
        "subscriber " + who + " " + text,
        simulation -> {
          SimulatedSubscriber subscriber = simulation.subscriber(who);
          List<Watch> watches = new ArrayList<>(ended ? subscriber.watches() : subscriber.alive());
          if (!watches.isEmpty()) {
            action.accept(subscriber, watches.get(which % watches.size()));
          }
        });
  }

  private WireStep answers() {
    int who = random.nextInt(setup.subscribers());
    SipResponse answer =
        switch (random.nextInt(7)) {
          case 0 -> SipResponse.of(pick(List.of(481, 489, 404, 480)));
          case 1 -> SipResponse.of(pick(List.of(500, 403, 600)));
          case 2 ->
              SipResponse.builder(503)
                  .header("Retry-After", String.valueOf(1 + random.nextInt(100)))
                  .build();
          default -> SipResponse.of(200);
        };
    return new WireStep(
        "subscriber " + who + " answers NOTIFY with " + answer.status(),
        simulation -> simulation.subscriber(who).answer(answer));
  }

  private WireStep restartSubscriber() {
    int who = random.nextInt(setup.subscribers());
    return new WireStep(
        "subscriber " + who + " forgets all subscriptions",
        simulation -> {
          simulation.ledger.injected(WireFault.SUBSCRIBER_RESTARTED);
          simulation.subscriber(who).forgetAll();
        });
  }

  // ---- the server

  private WireStep report() {
    int node = random.nextInt(setup.nodes());
    ElementState state = pick(STATES);
    String reason = pick(List.of("", "", "busy", "line \"one\""));
    return atServer(
        "node " + node + " reports " + state + " " + reason,
        server -> server.report(node, state, reason));
  }

  private WireStep register() {
    int node = random.nextInt(setup.nodes());
    Duration lease = Duration.ofSeconds(pick(List.of(30, 120, 86_400, 86_400)));
    return atServer("node " + node + " registers for " + lease, s -> s.register(node, lease));
  }

  private WireStep release() {
    int node = random.nextInt(setup.nodes());
    return atServer("node " + node + " leaves", server -> server.release(node));
  }

  private WireStep override() {
    int service = random.nextInt(setup.services());
    ServiceState state = pick(SERVICE_STATES);
    Duration duration = Duration.ofSeconds(1 + random.nextInt(100));
    return atServer(
        "service " + service + " is overridden with " + state + " for " + duration,
        server -> server.override(service, state, duration));
  }

  private WireStep queue() {
    int length = random.nextInt(11);
    QueueState state = pick(QUEUE_STATES);
    return atServer("the queue is " + state + ", " + length, s -> s.setQueue(length, state));
  }

  private static WireStep atServer(
      String text, java.util.function.Consumer<NotifierProcess> action) {
    return new WireStep(
        text,
        simulation -> {
          NotifierProcess server = simulation.server();
          simulation.atServer(() -> action.accept(server));
        });
  }

  private WireStep server() {
    if (setup.hasStranger() && random.nextBoolean()) {
      boolean admitted = random.nextBoolean();
      return atServer(
          "subscriber 0 is admitted: " + admitted, server -> server.admitStranger(admitted));
    }
    if (random.nextInt(3) == 0) {
      Duration downtime = Duration.ofMillis(random.nextInt(1 << random.nextInt(17)));
      return new WireStep(
          "the server restarts, after " + downtime,
          simulation -> simulation.restartServer(downtime));
    }
    Duration duration = Duration.ofMillis(1L << random.nextInt(18));
    return new WireStep(
        "the server is suspended for " + duration,
        simulation -> simulation.suspendServer(duration));
  }

  // ---- the nodes of the manager

  private WireStep element() {
    int which = random.nextInt(setup.elements());
    String host = WireSetup.element(which);
    return switch (random.nextInt(12)) {
      case 0 ->
          onElement(
              which,
              "forgets all subscriptions",
              WireFault.ELEMENT_RESTARTED,
              ScriptedNotifier::forgetAll);
      case 1 -> {
        String reason = pick(REASONS);
        long retryAfter = random.nextInt(3) == 0 ? random.nextInt(200) : -1;
        yield onElement(
            which,
            "ends all subscriptions: " + reason + " " + retryAfter,
            WireFault.ELEMENT_ENDED,
            element -> element.terminate(reason, retryAfter));
      }
      case 2 -> {
        SipResponse refusal =
            random.nextBoolean()
                ? SipResponse.builder(503)
                    .header("Retry-After", String.valueOf(1 + random.nextInt(100)))
                    .build()
                : SipResponse.of(pick(List.of(403, 404, 481, 489, 500)));
        yield onElement(
            which,
            "refuses with " + refusal,
            WireFault.ELEMENT_REFUSED,
            element -> element.refuse(refusal));
      }
      case 3 ->
          new WireStep(which + " accepts", simulation -> simulation.element(which).refuse(null));
      case 4 -> new WireStep("cut off " + host, simulation -> simulation.network.cutOff(host));
      case 5, 6 -> new WireStep("connect " + host, simulation -> simulation.network.connect(host));
      case 7 -> {
        Duration longest = Duration.ofSeconds(pick(List.of(60, 100, 1_000, 86_400)));
        yield new WireStep(
            which + " grants at most " + longest,
            simulation -> simulation.element(which).grantAtMost(longest));
      }
      case 8 -> {
        boolean wrapped = random.nextBoolean();
        yield new WireStep(
            which + " wraps bodies: " + wrapped,
            simulation -> simulation.element(which).wrapBodies(wrapped));
      }
      case 9 -> {
        Duration duration = Duration.ofMillis(1L << random.nextInt(19));
        yield new WireStep(
            "the manager is suspended for " + duration,
            simulation -> simulation.suspendManager(duration));
      }
      default -> {
        String state = pick(STATES).token();
        yield new WireStep(
            which + " is " + state, simulation -> simulation.element(which).change(state));
      }
    };
  }

  private static WireStep onElement(
      int which,
      String text,
      WireFault fault,
      java.util.function.Consumer<ScriptedNotifier> action) {
    return new WireStep(
        which + " " + text,
        simulation -> {
          simulation.ledger.injected(fault);
          action.accept(simulation.element(which));
        });
  }

  // ---- network and time

  private WireStep network() {
    int who = random.nextInt(setup.subscribers());
    String host = WireSetup.subscriber(who);
    return switch (random.nextInt(6)) {
      case 0 -> new WireStep("cut off " + host, simulation -> simulation.network.cutOff(host));
      case 1, 2 -> new WireStep("connect " + host, simulation -> simulation.network.connect(host));
      case 3 ->
          new WireStep(
              "the network is good",
              simulation -> {
                simulation.network.quality(LinkQuality.GOOD);
                simulation.network.refusals(0);
              });
      default ->
          new WireStep(
              "the network is bad",
              simulation -> {
                simulation.network.quality(setup.badQuality());
                simulation.network.refusals(setup.refusals());
              });
    };
  }

  private WireStep pass() {
    Duration duration = Duration.ofMillis(1 + random.nextInt(1 << random.nextInt(18)));
    return new WireStep("pass " + duration, simulation -> simulation.pass(duration));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
