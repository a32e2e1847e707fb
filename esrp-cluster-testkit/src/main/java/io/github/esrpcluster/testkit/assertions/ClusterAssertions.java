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
 * The entry point of the assertions of this package. It inherits all assertions of AssertJ, so a
 * static import of this class alone is enough, and one of AssertJ's {@link Assertions} may stand
 * beside it. Stateless and thread-safe.
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
