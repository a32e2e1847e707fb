package io.github.esrpcluster.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members among which a {@link LoadBalancingPolicy} picks: at least one, immutable, in an order
 * that stays the same as long as the candidates do. Weights are summed up once for all picks.
 */
public final class Candidates implements Iterable<Member> {
  @SuppressWarnings("UnnecessaryLambda") // one object, to be found again
  private static final ToDoubleFunction<Member> BY_PREFERENCE = member -> -member.preference();

  private final Member[] members;

  // Benign races: computed from immutable state when a policy asks, with final fields.
  private @Nullable Weights weights;
  private @Nullable Lowest lowest;

  private Candidates(Member[] members) {
    this.members = members;
  }

  /**
   * These members, in their order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Candidates of(Collection<? extends Member> members) {
    Member[] copy = Objects.requireNonNull(members, "members").toArray(new Member[0]);
    if (copy.length == 0) {
      throw new IllegalArgumentException("no candidates: there must be at least one");
    }
    for (Member member : copy) {
      Objects.requireNonNull(member, "member");
    }
    return new Candidates(copy);
  }

  /** How many there are: one or more. */
  public int size() {
    return members.length;
  }

  /**
   * The candidate at this place.
   *
   * @throws IndexOutOfBoundsException if not in 0..size-1
   */
  public Member get(int index) {
    return members[index];
  }

  /** The candidate in turn: of each {@link #size()} consecutive turns every one gets one. */
  public Member roundRobin(long turn) {
    return members[(int) Math.floorMod(turn, (long) members.length)];
  }

  /** The weight of all. */
  public long totalWeight() {
    long[] upTo = weights().upTo;
    return upTo[upTo.length - 1];
  }

  /**
   * The candidate at this point of the weights laid end to end: each has as many points as it
   * weighs.
   *
   * @param point 0 to {@link #totalWeight()} - 1
   * @throws IndexOutOfBoundsException if the point is outside
   */
  public Member atWeight(long point) {
    if (point < 0 || point >= totalWeight()) {
      throw new IndexOutOfBoundsException(
          "point " + point + " is not in 0.." + (totalWeight() - 1));
    }
    int found = Arrays.binarySearch(weights().upTo, point + 1);
    return members[found >= 0 ? found : -found - 1];
  }

  private Weights weights() {
    Weights known = weights;
    if (known == null) {
      known = Weights.of(members);
      weights = known;
    }
    return known;
  }

  /** The candidates of the highest {@link Member#preference()} among these. */
  public Candidates mostPreferred() {
    return lowest(BY_PREFERENCE);
  }

  /**
   * The candidates for whom this measure is lowest: one or more, in their order. What was found is
   * remembered for the next pick with an equal measure, so a policy does not look at every member
   * at every pick.
   *
   * @param measure a pure function; a constant or a value with {@code equals}, since a new lambda
   *     at every pick is remembered in vain
   */
  public Candidates lowest(ToDoubleFunction<? super Member> measure) {
    Lowest known = lowest;
    if (known == null || !known.measure.equals(measure)) {
      known = new Lowest(measure, findLowest(measure));
      lowest = known;
    }
    return known.candidates;
  }

  private Candidates findLowest(ToDoubleFunction<? super Member> measure) {
    List<Member> found = new ArrayList<>();
    double least = Double.NaN; // greater than any other, and equal to itself, for compare
    for (Member member : members) {
      double value = measure.applyAsDouble(member);
      int order = found.isEmpty() ? -1 : Double.compare(value, least);
      if (order < 0) {
        found.clear();
        least = value;
      }
      if (order <= 0) {
        found.add(member);
      }
    }
    return found.size() == members.length ? new Candidates(members) : of(found);
  }

  /** Returns whether the member is one of these, by identity. */
  @SuppressWarnings("ReferenceEquality") // a policy must return a candidate, not an equal member
  public boolean contains(Member member) {
    for (Member candidate : members) {
      if (candidate == member) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Iterator<Member> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < members.length;
      }

      @Override
      public Member next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no more candidates");
        }
        return members[next++];
      }
    };
  }

  /** The weight of each and all before it. */
  @SuppressWarnings("ArrayRecordComponent") // for speed; never handed out, never compared
  private record Weights(long[] upTo) {
    static Weights of(Member[] members) {
      long[] upTo = new long[members.length];
      long sum = 0;
      for (int i = 0; i < members.length; i++) {
        sum += members[i].weight();
        upTo[i] = sum;
      }
      return new Weights(upTo);
    }
  }

  /** What was found for one measure. */
  private record Lowest(ToDoubleFunction<? super Member> measure, Candidates candidates) {}

  @Override
  public String toString() {
    return "Candidates" + Arrays.toString(members);
  }
}
