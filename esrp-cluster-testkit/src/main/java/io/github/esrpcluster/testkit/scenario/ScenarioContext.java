package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.testkit.RecordingListener;
import io.github.esrpcluster.testkit.RecordingPublisher;
import io.github.esrpcluster.testkit.VirtualTime;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Holds what the steps of a scenario share: manager, time, recorders and service. */
final class ScenarioContext {
  private static final String HINT =
      "\n\nThe status is newer than the present virtual time. Does the manager use this time?"
          + " Build it with .timeSource(time).executor(time).scheduler(time).";

  final VirtualTime time;
  final ClusterManager cluster;
  final Transcript transcript;
  final RecordingPublisher publisher = RecordingPublisher.succeeding();
  final RecordingListener listener = new RecordingListener();
  private @Nullable ServiceId service;

  ScenarioContext(VirtualTime time, ClusterManager cluster) {
    this.time = Objects.requireNonNull(time, "time");
    this.cluster = Objects.requireNonNull(cluster, "cluster");
    this.transcript = new Transcript(time);
  }

  /** Adds the recorders; the publisher first gets the status of every service known already. */
  void open() {
    cluster.addListener(listener);
    cluster.addListener(transcript::onEvent);
    ServiceStatusPublisher recorder = this::publish;
    cluster.addPublisher(
        recorder, PublisherOptions.named("scenario").rates(NotificationRates.unlimited()).build());
    time.settle();
  }

  private CompletionStage<Void> publish(ServiceStatus status) {
    transcript.onNotification(status);
    return publisher.publish(status);
  }

  void service(ServiceId next) {
    service = next;
    transcript.service(next);
  }

  /**
   * Returns the service to which a step applies.
   *
   * @throws IllegalStateException if none is set
   */
  ServiceId service(String step) {
    if (service == null) {
      throw new IllegalStateException(
          step + ": there is no service yet; write service(\"sip:esrp.example.org\") before it");
    }
    return service;
  }

  /** A manager with another clock does not notice that this time passes. */
  private boolean hasOtherTime(ServiceStatus status) {
    return status.at().isAfter(time.now());
  }

  /** Returns the failure of an expectation, with the transcript and the explanation. */
  AssertionError failure(AssertionError unmet, ServiceId about) {
    StringBuilder text = new StringBuilder(String.valueOf(unmet.getMessage()));
    text.append("\n\n").append(transcript);
    text.append("\n\nNotifications about ").append(about).append(':');
    publisher.notifications(about).forEach(status -> text.append("\n  ").append(status));
    cluster
        .explain(about)
        .ifPresent(why -> text.append("\n\nExplanation by the manager:\n").append(why.text()));
    cluster.status(about).filter(this::hasOtherTime).ifPresent(status -> text.append(HINT));
    return new AssertionError(text.toString(), unmet);
  }
}
