package io.github.esrpcluster.testkit.scenario;

import io.github.esrpcluster.api.ClusterManager;
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

/** Where a story plays: the manager and its time, who watches, and the service in the light. */
final class ScenarioContext {
  private static final String HINT =
      "\n\nIts status is of a time that is still to come here. Does the manager live in this time?"
          + " Build it with .timeSource(time).executor(time).scheduler(time).";

  final VirtualTime time;
  final ClusterManager cluster;
  final Transcript story;
  final RecordingPublisher upstream = RecordingPublisher.succeeding();
  final RecordingListener listener = new RecordingListener();
  private @Nullable ServiceId service;

  ScenarioContext(VirtualTime time, ClusterManager cluster) {
    this.time = Objects.requireNonNull(time, "time");
    this.cluster = Objects.requireNonNull(cluster, "cluster");
    this.story = new Transcript(time);
  }

  /** PublisherDriver hears of every service the manager knows already; that is told first. */
  void open() {
    cluster.addListener(listener);
    cluster.addListener(story::onEvent);
    ServiceStatusPublisher entity = this::tellUpstream;
    cluster.addPublisher(entity, PublisherOptions.named("scenario").build());
    time.settle();
  }

  private CompletionStage<Void> tellUpstream(ServiceStatus status) {
    story.onTransmission(status);
    return upstream.publish(status);
  }

  void service(ServiceId next) {
    service = next;
    story.turnTo(next);
  }

  /** The service in the light, for the author's line that needs one. */
  ServiceId service(String line) {
    if (service == null) {
      throw new IllegalStateException(
          line + ": there is no service yet; write service(\"sip:esrp.example.org\") before it");
    }
    return service;
  }

  /** In a time of its own the manager notices nothing of what passes here. */
  private boolean isOfAnotherTime(ServiceStatus status) {
    return status.at().isAfter(time.now());
  }

  /** The failure of an expectation, with all that led to it. */
  AssertionError failure(AssertionError unmet, ServiceId about) {
    StringBuilder text = new StringBuilder(String.valueOf(unmet.getMessage()));
    text.append("\n\n").append(story);
    text.append("\n\nTransmitted about ").append(about).append(':');
    upstream.messages(about).forEach(message -> text.append("\n  ").append(message));
    cluster
        .explain(about)
        .ifPresent(why -> text.append("\n\nThe manager explains:\n").append(why.text()));
    cluster.status(about).filter(this::isOfAnotherTime).ifPresent(status -> text.append(HINT));
    return new AssertionError(text.toString(), unmet);
  }
}
