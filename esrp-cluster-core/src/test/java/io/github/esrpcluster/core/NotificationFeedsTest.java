package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A service that is made while an upstream entity is added, or taken off. */
class NotificationFeedsTest {
  private final Steps steps = new Steps();
  private final StepTimers timers = new StepTimers();
  private final ManagerContext context = timers.context(steps);

  private NotificationTarget writingTo(List<ServiceStatus> got) {
    return new NotificationTarget(
        ServiceStatusPublisher.blocking(got::add), PublisherOptions.named("county").build(), steps);
  }

  @Test
  void an_entity_that_is_found_by_both_has_one_feed() {
    List<ServiceStatus> got = new ArrayList<>();
    NotificationTarget upstream = writingTo(got);
    NotificationFeeds feeds = new NotificationFeeds(Rig.SERVICE, context);
    ServiceStatus standing = ServiceStatus.builder(Rig.SERVICE, Verdict.normal()).build();
    feeds.attach(upstream, standing);
    feeds.attach(upstream, standing);
    feeds.pump();
    steps.runAll();
    assertThat(got).containsExactly(standing);
  }

  @Test
  void an_entity_that_was_taken_off_before_it_was_added_there_has_none() {
    ServiceRegistry clusters = new ServiceRegistry(context, timers::nanoTime);
    List<ServiceStatus> got = new ArrayList<>();
    List<ServiceStatus> gotByOther = new ArrayList<>();
    NotificationTarget gone = writingTo(got);
    clusters.detach(gone);
    clusters.attach(gone);
    clusters.attach(writingTo(gotByOther));
    clusters.join(Rig.registration(1).status(ElementState.NORMAL).build(), Optional.empty());
    steps.runAll();
    assertThat(gotByOther).isNotEmpty();
    assertThat(got).isEmpty();
  }
}
