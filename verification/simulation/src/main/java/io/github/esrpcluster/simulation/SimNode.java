package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Simulates a node: it registers, reports, crashes and restarts. */
final class SimNode {
  private final int number;
  private final boolean sendsSequences;
  private final boolean sendsEpochs;
  private final boolean sendsIncarnation;
  private final boolean hasOwner;
  private final String site;
  private final int weight;
  private final Optional<Duration> lease;
  private final Map<ServiceId, Long> epochs = new HashMap<>();
  private int names;
  private int run = 1;
  private long sequence;
  private boolean up = true;

  SimNode(int number, Random random) {
    this.number = number;
    this.sendsSequences = random.nextBoolean();
    this.sendsEpochs = random.nextInt(3) == 0;
    this.sendsIncarnation = random.nextBoolean();
    this.hasOwner = random.nextInt(3) > 0;
    this.site = "site" + random.nextInt(3);
    this.weight = 1 + random.nextInt(5);
    this.lease =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(500 + random.nextInt(90_000)));
  }

  NodeId id() {
    return Setup.nodeId("node" + number + (names == 0 ? "" : "-" + names));
  }

  /** Returns the owner for which the node acts; some have none. */
  Optional<String> owner() {
    return hasOwner ? Optional.of("owner of node" + number) : Optional.empty();
  }

  /** Returns the epoch under which the node registered last; 0 if it did not. */
  long epoch(ServiceId service) {
    return epochs.getOrDefault(service, 0L);
  }

  boolean isUp() {
    return up;
  }

  // ---- crash and restart

  void crash() {
    up = false;
  }

  void restartAsBefore() {
    up = true;
    sequence = 0;
  }

  void restartAnew() {
    restartAsBefore();
    run++;
  }

  void restartUnderAnotherName() {
    restartAnew();
    names++;
    epochs.clear();
  }

  void granted(Lease granted) {
    epochs.put(granted.service(), granted.epoch());
  }

  // ---- messages

  Message register(ServiceId service, Optional<ElementState> first, int extraWeight) {
    Registration.Builder registration =
        Registration.builder(service, id()).weight(weight + extraWeight);
    lease.ifPresent(registration::lease);
    if (!site.equals("site0")) {
      registration.site(site);
    }
    if (sendsIncarnation) {
      registration.incarnation("run" + run);
    }
    first.ifPresent(state -> registration.status(status(state, Optional.empty()).build()));
    owner().ifPresent(registration::owner);
    return new Message.Join(Optional.of(this), registration.build());
  }

  Message renew(ServiceId service) {
    Long epoch = sendsEpochs ? epochs.get(service) : null;
    return epoch == null
        ? new Message.Renew(id(), owner())
        : new Message.RenewLease(service, id(), epoch, owner());
  }

  Message release(ServiceId service) {
    return new Message.Release(service, id(), epochs.getOrDefault(service, 0L), owner());
  }

  Message report(
      Optional<ServiceId> service,
      ElementState state,
      String reason,
      Optional<SecurityPosture> posture,
      OptionalDouble load) {
    NodeStatus.Builder status = status(state, service);
    status.reason(reason);
    posture.ifPresent(status::posture);
    load.ifPresent(status::load);
    return new Message.Report(status.build(), owner());
  }

  private NodeStatus.Builder status(ElementState state, Optional<ServiceId> service) {
    NodeStatus.Builder status = NodeStatus.builder(id(), state);
    service.ifPresent(status::service);
    if (sendsSequences) {
      status.sequence(sequence++);
    }
    Long epoch = sendsEpochs && service.isPresent() ? epochs.get(service.get()) : null;
    if (epoch != null) {
      status.epoch(epoch);
    }
    return status;
  }
}
