package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.RecordingListener;
import io.github.esrpcluster.testkit.RecordingPublisher;

/** The way in to the assertions of this package. Stateless and thread-safe. */
public final class ClusterAssertions {
  private ClusterAssertions() {}

  /** Assertions on a service status message. */
  public static ServiceStatusAssert assertThat(ServiceStatus actual) {
    return ServiceStatusAssert.of(actual);
  }

  /** Assertions on what a status policy found. */
  public static VerdictAssert assertThat(Verdict actual) {
    return VerdictAssert.of(actual);
  }

  /** Assertions on the snapshot of a cluster. */
  public static ClusterViewAssert assertThat(ClusterView actual) {
    return new ClusterViewAssert(actual);
  }

  /** Assertions on one node in one cluster. */
  public static MemberAssert assertThat(Member actual) {
    return MemberAssert.of(actual);
  }

  /** Assertions on where a call goes. */
  public static RoutingDecisionAssert assertThat(RoutingDecision actual) {
    return new RoutingDecisionAssert(actual);
  }

  /** Assertions on what this upstream entity was told. */
  public static NotificationsAssert assertThat(RecordingPublisher actual) {
    return new NotificationsAssert(actual);
  }

  /** Assertions on what this listener was told. */
  public static EventsAssert assertThat(RecordingListener actual) {
    return new EventsAssert(actual);
  }
}
