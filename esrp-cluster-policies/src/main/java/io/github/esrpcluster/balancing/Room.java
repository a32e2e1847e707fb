package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Member;
import java.util.function.ToDoubleFunction;

/** Measures members with room for calls lower than those without. */
record Room(double belowLoad) implements ToDoubleFunction<Member> {
  static final Room ANY_LOAD = new Room(Double.POSITIVE_INFINITY);

  @Override
  public double applyAsDouble(Member member) {
    return member.load().orElse(0) < belowLoad ? 0 : 1;
  }
}
