package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the Javadoc pages of core, so that they compile and work. */
@Timeout(60)
class CoreJavadocExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\s(.*?)\\* }</pre>", Pattern.DOTALL);

  private final Queue<ServiceState> sent = new ConcurrentLinkedQueue<>();
  private final ServiceStatusPublisher upstream =
      ServiceStatusPublisher.blocking((ServiceStatus status) -> sent.add(status.state()));
  private final StatusPolicy policy = Rig.MAJORITY;
  private final Registration registration = Rig.registration(1).build();

  @ParameterizedTest
  @ValueSource(
      strings = {"InMemoryClusterManager", "InMemoryClusterManagerBuilder", "ClusterAsNode"})
  void example_of_the_page_is_part_of_this_test(String type) throws IOException {
    Path core = Path.of("io", "github", "esrpcluster", "core");
    Path page = Path.of("src", "main", "java").resolve(core).resolve(type + ".java");
    Path test =
        Path.of("src", "test", "java").resolve(core).resolve("CoreJavadocExamplesTest.java");
    Matcher example = EXAMPLE.matcher(Files.readString(page));

    assertThat(example.find()).isTrue();
    assertThat(compact(Files.readString(test)))
        .contains(compact(example.group(1).replaceAll("(?m)^ \\*", "")));
  }

  private static String compact(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void manager_publishes_until_it_is_closed() {
    try (ClusterManager cluster =
        InMemoryClusterManager.builder().statusPolicy(policy).publisher(upstream).build()) {
      Lease lease = cluster.register(registration);
      lease.report(ElementState.NORMAL, "");
    }
    assertThat(sent).endsWith(ServiceState.GOING_DOWN);
  }

  @Test
  void manager_leaves_the_executors_of_the_vendor_running() {
    ExecutorService callbacks = Executors.newCachedThreadPool();
    ExecutorService policies = Executors.newFixedThreadPool(4);
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    timers.setRemoveOnCancelPolicy(true);
    ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(policy)
            .publisher(upstream)
            .executor(callbacks)
            .policyExecutor(policies)
            .scheduler(timers)
            .build();

    cluster.register(registration);
    cluster.close();
    assertThat(sent).endsWith(ServiceState.GOING_DOWN);
    assertThat(callbacks.isShutdown()).isFalse();
    assertThat(policies.isShutdown()).isFalse();
    assertThat(timers.isShutdown()).isFalse();
    assertThat(timers.getQueue()).as("timers that are left").isEmpty();
    callbacks.shutdown();
    policies.shutdown();
    timers.shutdown();
  }

  @Test
  void child_cluster_reports_to_its_parent() {
    Rig parentRig = new Rig();
    Rig childRig = new Rig();
    ClusterManager parent = parentRig.cluster;
    ClusterManager child = childRig.cluster;
    ServiceId service = Rig.SERVICE;
    childRig.join(1, ElementState.NORMAL);

    child.addPublisher(
        ClusterAsNode.in(parent, registration),
        PublisherOptions.named("parent")
            .services(service)
            .rates(NotificationRates.unlimited().minRate(0.1))
            .build());

    childRig.time.settle();
    assertThat(parentRig.state()).isEqualTo(ServiceState.NORMAL);
  }
}
