package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every cluster of up to five members.
 *
 * <p>A cluster is a number of five octal digits, one for each member: 0 where it is not there, else
 * its state, 1 being Normal. Members weigh and live as their place tells.
 */
final class SmallClusters {
  static final ElementState[] STATES = ElementState.values();
  static final int PLACES = 5;

  /** Each cluster as a policy sees it, at the index that is its number. */
  static final List<TallyView> VIEWS =
      IntStream.range(0, 1 << (3 * PLACES)).mapToObj(SmallClusters::view).toList();

  private SmallClusters() {}

  private static TallyView view(int cluster) {
    TallyView view = TallyView.empty();
    for (int place = 0; place < PLACES; place++) {
      int digit = digit(cluster, place);
      if (digit > 0) {
        String site = place % 2 == 0 ? "east" : "west";
        view = view.with(STATES[digit - 1], 1 + place * place, site);
      }
    }
    return view;
  }

  static int digit(int cluster, int place) {
    return (cluster >> (3 * place)) & 7;
  }
}
