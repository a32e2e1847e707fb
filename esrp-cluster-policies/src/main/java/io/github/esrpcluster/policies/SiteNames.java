package io.github.esrpcluster.policies;

import static java.util.stream.Collectors.joining;

import io.github.esrpcluster.api.internal.SiteOrder;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Collection;
import java.util.Optional;

/**
 * Lists sites in a text for people: sorted, few, short and on one line, since nodes choose the
 * names and the text goes upstream.
 */
final class SiteNames {
  private static final int MOST = 5;
  private static final int LONGEST = 40;

  private SiteNames() {}

  /** Returns the end of a reason, such as {@code ; lost: east, west}; empty without lost sites. */
  static String lost(Collection<Optional<String>> sites) {
    return sites.isEmpty() ? "" : "; lost: " + list(sites);
  }

  static String list(Collection<Optional<String>> sites) {
    String first =
        sites.stream()
            .sorted(SiteOrder.BY_NAME)
            .limit(MOST)
            .map(SiteNames::shown)
            .collect(joining(", "));
    int more = sites.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String shown(Optional<String> site) {
    return site.map(name -> Texts.printable(name, LONGEST)).orElse("(without a site)");
  }
}
