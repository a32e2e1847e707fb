package io.github.esrpcluster.simulation.wire;

import java.util.List;
import java.util.Optional;

/** Knows what a notifier has to notify about. */
interface Truth {
  /**
   * Returns the state now of what a SUBSCRIBE is about; empty if it is about nothing.
   *
   * @param eventPackage the token of the package
   * @param uri the Request-URI
   */
  Optional<BodyContent> now(String eventPackage, String uri);

  /** Returns the states now of everything that there is to notify about. */
  List<BodyContent> all();

  /** Returns whether this peer may subscribe. */
  boolean admits(String address);
}
