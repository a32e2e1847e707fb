package io.github.esrpcluster.benchmarks;

/**
 * One way to keep the nodes of many services: this library, what a team would use instead, or the
 * least that a machine has to do. All of them do the same work for the same node numbers, so that a
 * benchmark takes any of them.
 *
 * <p>In a new fixture every node is registered and in the state Normal. Several threads may call
 * the methods, but no two at the same time for the same node.
 */
abstract class Fixture implements AutoCloseable {
  final Shape shape;

  Fixture(Shape shape) {
    this.shape = shape;
  }

  /** Renews the lease of a node; nothing else changes. */
  void renewal(int node) {
    throw unsupported("renewal");
  }

  /**
   * Changes the state of a node from Normal to Down or back. Before this returns, the status of its
   * service has been evaluated, and handed to the publisher if it has changed.
   */
  void change(int node) {
    throw unsupported("change");
  }

  /** Returns the status of a service. */
  Object read(int service) {
    throw unsupported("read");
  }

  /** Returns a node of the service that takes calls. */
  Object route(int service) {
    throw unsupported("route");
  }

  /** Releases a node and registers it again, in the state Normal. */
  void releaseAndRegister(int node) {
    throw unsupported("releaseAndRegister");
  }

  /** Returns whether a majority of the nodes of a service is in the state Normal. */
  boolean takesCalls(int service) {
    throw unsupported("takesCalls");
  }

  private UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(getClass().getSimpleName() + " has no " + what);
  }

  @Override
  public void close() {}
}
