package io.github.esrpcluster.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows the delivery to one publisher for one service, at one point in time. Immutable. Made by the
 * manager; vendors do not implement it.
 */
public interface PublisherStatus {
  /** Returns the publisher's name ({@link PublisherOptions#name()}). */
  String publisher();

  /** Returns the service. */
  ServiceId service();

  /** Returns the version of the last status delivered; empty before the first delivery. */
  OptionalLong deliveredVersion();

  /** Returns the age of the notification in flight; empty if none is in flight. */
  Optional<Duration> inFlightFor();

  /** Returns the time since the first of the current failures in a row; empty if there is none. */
  Optional<Duration> failingFor();

  /** Returns the number of failures in a row; 0 after a success. */
  int failedAttempts();
}
