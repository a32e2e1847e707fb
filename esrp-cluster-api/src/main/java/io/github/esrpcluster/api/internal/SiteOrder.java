package io.github.esrpcluster.api.internal;

import java.util.Comparator;
import java.util.Optional;

/**
 * Orders sites by name, first the members without a site. Nodes choose the names, and a hash map of
 * names with equal hashes would be slow, so maps of sites are sorted maps.
 */
public enum SiteOrder implements Comparator<Optional<String>> {
  /** The only order. */
  BY_NAME;

  @Override
  public int compare(Optional<String> one, Optional<String> other) {
    return one.orElse("").compareTo(other.orElse(""));
  }
}
