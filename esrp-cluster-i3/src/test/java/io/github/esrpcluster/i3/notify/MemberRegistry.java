package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members with leases, as far as a subscriber needs them; leases of at most 5 min. */
final class MemberRegistry implements NodeRegistry {
  private record Key(ServiceId service, NodeId node) {}

  final class MemberLease implements Lease {
    final Registration registration;
    final long epoch = ++epochs;
    @Nullable NodeStatus report;
    long contactAt = time.nanoTime();
    boolean ended;

    MemberLease(Registration registration) {
      this.registration = registration;
    }

    private boolean runs() {
      return !ended && time.nanoTime() - contactAt < granted().toNanos();
    }

    private boolean isMember() {
      return members.get(key(registration)) == this;
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
      Duration asked = registration.lease().orElse(Duration.ofSeconds(60));
      return asked.compareTo(longest) < 0 ? asked : longest;
    }

    @Override
    public RenewalOutcome renew() {
      calls.add("renew");
      if (!isMember()) {
        return RenewalOutcome.UNKNOWN;
      }
      RenewalOutcome outcome = runs() ? RenewalOutcome.RENEWED : RenewalOutcome.RECOVERED;
      contactAt = time.nanoTime();
      ended = false;
      return outcome;
    }

    @Override
    public ReleaseOutcome release() {
      calls.add("release");
      return members.remove(key(registration), this)
          ? ReleaseOutcome.RELEASED
          : ReleaseOutcome.UNKNOWN;
    }

    @Override
    public ExpiryOutcome expire() {
      calls.add("expire");
      ended = true;
      return ExpiryOutcome.EXPIRED;
    }

    @Override
    public ReportOutcome report(ElementState state, String reason) {
      throw new UnsupportedOperationException();
    }
  }

  private final VirtualTime time;
  private final Map<Key, MemberLease> members = new HashMap<>();
  private long epochs;

  /** The calls that change something, in their order. */
  final List<String> calls = new ArrayList<>();

  Duration longest = Duration.ofMinutes(5);

  /** Thrown by each call; null if none. */
  @Nullable RuntimeException failure;

  MemberRegistry(VirtualTime time) {
    this.time = time;
  }

  private static Key key(Registration registration) {
    return new Key(registration.service(), registration.node());
  }

  /** Returns the state in which a member counts; empty if the node is no member. */
  Optional<ElementState> state(ServiceId service, NodeId node) {
    return Optional.ofNullable(members.get(new Key(service, node)))
        .map(
            member ->
                member.report == null || !member.runs()
                    ? ElementState.UNREACHABLE
                    : member.report.state());
  }

  Optional<NodeStatus> report(ServiceId service, NodeId node) {
    return Optional.ofNullable(members.get(new Key(service, node))).map(member -> member.report);
  }

  Optional<SecurityPosture> posture(ServiceId service, NodeId node) {
    return report(service, node).flatMap(NodeStatus::posture);
  }

  void forget(ServiceId service, NodeId node) {
    members.remove(new Key(service, node));
  }

  private void fail() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Lease register(Registration registration) {
    fail();
    calls.add("register");
    MemberLease known = members.get(key(registration));
    if (known != null && known.runs()) {
      known.contactAt = time.nanoTime();
      return known;
    }
    MemberLease lease = new MemberLease(registration);
    members.put(key(registration), lease);
    return lease;
  }

  @Override
  public Optional<Lease> lease(ServiceId service, NodeId node) {
    fail();
    return Optional.ofNullable(members.get(new Key(service, node)));
  }

  @Override
  public ReportOutcome report(NodeStatus status) {
    fail();
    calls.add("report " + status.state().token());
    MemberLease member = members.get(new Key(status.service().orElseThrow(), status.node()));
    if (member == null) {
      return ReportOutcome.UNKNOWN_NODE;
    }
    if (status.epoch().orElseThrow() != member.epoch) {
      return ReportOutcome.STALE;
    }
    member.report = status;
    member.contactAt = time.nanoTime();
    member.ended = false;
    return ReportOutcome.APPLIED;
  }

  @Override
  public NodeRegistry actingAs(String owner) {
    calls.add("acting as " + owner);
    return this;
  }

  // ---- not used by a subscriber

  @Override
  public Lease register(Registration registration, long expectedEpoch) {
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
}
