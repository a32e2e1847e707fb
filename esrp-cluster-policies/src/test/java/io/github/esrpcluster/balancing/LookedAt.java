package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import java.util.Optional;

/** Counts how often policies look at members: at a load, preference or weight, and at a name. */
final class LookedAt {
  private int count;
  private int names;

  void clear() {
    count = 0;
    names = 0;
  }

  int count() {
    return count;
  }

  int names() {
    return names;
  }

  Member at(Member member) {
    return new Watched(member);
  }

  private final class Watched implements Member {
    private final Member member;

    Watched(Member member) {
      this.member = member;
    }

    @Override
    public NodeId node() {
      names++;
      return member.node();
    }

    @Override
    public Registration registration() {
      count++;
      return member.registration();
    }

    @Override
    public Optional<NodeStatus> report() {
      count++;
      return member.report();
    }

    @Override
    public long epoch() {
      return member.epoch();
    }

    @Override
    public ElementState state() {
      return member.state();
    }

    @Override
    public Liveness liveness() {
      return member.liveness();
    }

    @Override
    public Optional<OperatorOverride<ElementState>> override() {
      return member.override();
    }
  }
}
