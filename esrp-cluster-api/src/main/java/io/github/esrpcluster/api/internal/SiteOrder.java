package io.github.esrpcluster.api.internal;

import java.util.Comparator;
import java.util.Optional;

/**
 * Orders sites. Nodes choose the names, and a hash map of names with equal hashes would be slow, so
 * maps of sites are sorted maps.
 */
public final class SiteOrder {
  /** Sorts by name, first the members without a site: no name of a site is empty. */
  public static final Comparator<Optional<String>> BY_NAME =
      Comparator.comparing(site -> site.orElse(""));

  private SiteOrder() {}
}
