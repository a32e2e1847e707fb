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
 * Holds the members among which a {@link LoadBalancingPolicy} picks: at least one, in an order that
 * does not change. Immutable and thread-safe. Sums of weights and selections are computed once and
 * kept for later picks.
 */
public final class Candidates implements Iterable<Member> {
  @SuppressWarnings("UnnecessaryLambda") // one object, so that its selection is kept
  private static final ToDoubleFunction<Member> BY_PREFERENCE = member -> -member.preference();

  private final Member[] members;

  // Benign races: computed from immutable state when a policy asks, with final fields.
  private @Nullable Weights weights;
  private @Nullable Lowest lowest;

  private Candidates(Member[] members) {
    this.members = members;
  }

  /**
   * Returns these members as candidates, in their order; a copy. For tests of policies.
   *
   * @throws IllegalArgumentException if the collection is empty
   */
  public static Candidates of(Collection<? extends Member> members) {
    Member[] copy = Objects.requireNonNull(members, "members").toArray(new Member[0]);
    if (copy.length == 0) {
      throw new IllegalArgumentException("0 candidates: use at least one member");
    }
    for (Member member : copy) {
      Objects.requireNonNull(member, "member");
    }
    return new Candidates(copy);
  }

  /** Returns the number of candidates, 1 or more. */
  public int size() {
    return members.length;
  }

  /**
   * Returns the candidate at this index.
   *
   * @param index 0 to {@link #size()} - 1
   * @throws IndexOutOfBoundsException if the index is outside
   */
  public Member get(int index) {
    return members[index];
  }

  /**
   * Returns a candidate in turn: {@link #size()} consecutive sequence numbers give each candidate
   * once.
   *
   * @param sequence any number, usually {@link RoutingRequest#sequence()}
   */
  public Member roundRobin(long sequence) {
    return members[(int) Math.floorMod(sequence, (long) members.length)];
  }

  /** Returns the sum of the weights of all candidates, {@link #size()} or more. */
  public long totalWeight() {
    long[] upTo = weights().upTo;
    return upTo[upTo.length - 1];
  }

  /**
   * Returns the candidate at this point of the sum of weights. The first candidate has the points
   * from 0 to its weight - 1, the next one the points after these, and so on.
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

  /**
   * Returns the candidates that have the highest {@link Member#preference()} of these: one or more,
   * in their order. The selection is kept for the next picks.
   */
  public Candidates mostPreferred() {
    return lowest(BY_PREFERENCE);
  }

  /**
   * Returns the candidates that have the lowest measure: one or more, in their order. {@code NaN}
   * is higher than any other value. The selection is kept for the next pick with an equal measure,
   * so that a policy does not read every member at every pick. An exception of the measure is
   * passed on.
   *
   * @param measure a pure function; use a constant or an object with {@code equals}, because a new
   *     lambda at each pick is never equal to the previous one
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
    double least = Double.NaN; // the highest value, and equal to itself, for Double.compare
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

  /** Returns whether this very object is one of the candidates; an equal member is not. */
  @SuppressWarnings("ReferenceEquality") // a policy must return a candidate, not an equal member
  public boolean contains(Member member) {
    for (Member candidate : members) {
      if (candidate == member) {
        return true;
      }
    }
    return false;
  }

  /** Returns an iterator in the order of the candidates; it does not support {@code remove}. */
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

  /** The sum of the weights of each candidate and all before it. */
  @SuppressWarnings("ArrayRecordComponent") // for speed; never returned, never compared
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

  /** The selection for one measure. */
  private record Lowest(ToDoubleFunction<? super Member> measure, Candidates candidates) {}

  @Override
  public String toString() {
    return "Candidates" + Arrays.toString(members);
  }
}
