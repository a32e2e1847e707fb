package io.github.esrpcluster.i3.notify;

/** An event of a {@link KeepAlive}. A later release may add kinds. */
public interface KeepAliveEvent {
  /**
   * An {@code OPTIONS} got no answer. Fired for each one that fails.
   *
   * @param target the peer
   * @param failures the number of failures in a row, 1 or more
   * @param reason why, for people
   */
  record KeepAliveFailed(KeepAliveTarget target, long failures, String reason)
      implements KeepAliveEvent {}

  /**
   * An {@code OPTIONS} got an answer after failures.
   *
   * @param target the peer
   * @param failures the number of failures in a row before
   */
  record KeepAliveRecovered(KeepAliveTarget target, long failures) implements KeepAliveEvent {}
}
