package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.RecordingListener;
import io.github.esrpcluster.testkit.RecordingPublisher;
import org.assertj.core.api.Assertions;

/**
 * Creates the assertions of this package. This class inherits all assertions of AssertJ, so a
 * static import of this class alone is enough; a static import of AssertJ's {@link Assertions}
 * beside it does no harm. Stateless and thread-safe.
 */
public final class ClusterAssertions extends Assertions {
  private ClusterAssertions() {}

  /** Creates an assertion on a service status. */
  public static ServiceStatusAssert assertThat(ServiceStatus actual) {
    return ServiceStatusAssert.of(actual);
  }

  /** Creates an assertion on the verdict of a status policy. */
  public static VerdictAssert assertThat(Verdict actual) {
    return VerdictAssert.of(actual);
  }

  /** Creates an assertion on the snapshot of a cluster. */
  public static ClusterViewAssert assertThat(ClusterView actual) {
    return new ClusterViewAssert(actual);
  }

  /** Creates an assertion on one member of a cluster. */
  public static MemberAssert assertThat(Member actual) {
    return MemberAssert.of(actual);
  }

  /** Creates an assertion on the routing of a call. */
  public static RoutingDecisionAssert assertThat(RoutingDecision actual) {
    return new RoutingDecisionAssert(actual);
  }

  /** Creates an assertion on the notifications to a publisher. */
  public static NotificationsAssert assertThat(RecordingPublisher actual) {
    return new NotificationsAssert(actual);
  }

  /** Creates an assertion on the events that a listener received. */
  public static EventsAssert assertThat(RecordingListener actual) {
    return new EventsAssert(actual);
  }
}
