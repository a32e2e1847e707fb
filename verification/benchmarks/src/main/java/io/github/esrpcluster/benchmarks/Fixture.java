package io.github.esrpcluster.benchmarks;

/**
 * One way to keep the nodes of many services: this library, what a team would use instead, or the
 * least a machine has to do. All do the same work for the same node numbers, so that the benchmarks
 * can be told which world to measure.
 *
 * <p>A new world has every node registered and in the state Normal. Methods may be called by
 * several threads, but no two of them are about the same node at a time.
 */
abstract class Fixture implements AutoCloseable {
  final Shape shape;

  Fixture(Shape shape) {
    this.shape = shape;
  }

  /** The node is alive, and nothing else is new. */
  void renewal(int node) {
    throw notDone("renewal");
  }

  /**
   * The node turns from Normal to Down or back. Before this returns the status of its service has
   * been found, and handed over for transmission if it is another one.
   */
  void change(int node) {
    throw notDone("change");
  }

  /** The status of the service: {@code toString()} tells whether it takes calls. */
  Object read(int service) {
    throw notDone("read");
  }

  /** A node of the service that takes calls. */
  Object route(int service) {
    throw notDone("route");
  }

  /** The node leaves and registers anew, in the state Normal. */
  void rejoin(int node) {
    throw notDone("rejoin");
  }

  /**
   * True while a majority of the nodes of the service is in the state Normal, as this world says.
   */
  boolean takesCalls(int service) {
    throw notDone("takesCalls");
  }

  private UnsupportedOperationException notDone(String what) {
    return new UnsupportedOperationException(getClass().getSimpleName() + " has no " + what);
  }

  @Override
  public void close() {}
}
