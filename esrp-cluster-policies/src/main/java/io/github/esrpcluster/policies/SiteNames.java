package io.github.esrpcluster.policies;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/**
 * Names of sites in a text for people: sorted, few, short and on one line, since nodes choose them
 * and the text goes upstream.
 */
final class SiteNames {
  private static final int MOST = 5;
  private static final int LONGEST = 40;

  private SiteNames() {}

  /** What to say of lost sites, such as {@code ; lost: east, west}; empty if there is none. */
  static String lost(Collection<String> sites) {
    return sites.isEmpty() ? "" : "; lost: " + list(sites);
  }

  static String list(Collection<String> sites) {
    String first = sites.stream().sorted().limit(MOST).map(SiteNames::shown).collect(joining(", "));
    int more = sites.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String shown(String site) {
    if (site.isEmpty()) {
      return "(without a site)";
    }
    StringBuilder shown = new StringBuilder();
    site.codePoints().limit(LONGEST).map(SiteNames::printable).forEach(shown::appendCodePoint);
    return site.codePointCount(0, site.length()) > LONGEST ? shown + "..." : shown.toString();
  }

  private static int printable(int c) {
    boolean unseen = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    return unseen ? '?' : c;
  }
}
