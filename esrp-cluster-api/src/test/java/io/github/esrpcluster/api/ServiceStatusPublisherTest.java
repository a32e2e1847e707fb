package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceStatusPublisherTest {
  private static final ServiceStatus STATUS =
      ServiceStatus.builder(ServiceId.of("sip:esrp.example.org"), Verdict.normal()).build();

  private static void fail(ServiceStatus status) {
    throw new IllegalStateException("no route for " + status.service());
  }

  @Test
  void blocking_publisher_runs_on_the_calling_thread() {
    List<ServiceStatus> published = new ArrayList<>();
    ServiceStatusPublisher publisher = ServiceStatusPublisher.blocking(published::add);

    assertThat(publisher.publish(STATUS).toCompletableFuture()).isCompleted();
    assertThat(published).containsExactly(STATUS);
  }

  @Test
  void blocking_publisher_passes_exceptions_on() {
    ServiceStatusPublisher publisher =
        ServiceStatusPublisher.blocking(ServiceStatusPublisherTest::fail);

    assertThatIllegalStateException().isThrownBy(() -> publisher.publish(STATUS));
  }

  @Test
  void blocking_publisher_with_executor_completes_after_the_task() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<ServiceStatus> published = new ArrayList<>();
    CompletableFuture<Void> stage =
        ServiceStatusPublisher.blocking(published::add, tasks::add)
            .publish(STATUS)
            .toCompletableFuture();

    assertThat(published).isEmpty();
    assertThat(stage).isNotDone();
    tasks.remove().run();
    assertThat(published).containsExactly(STATUS);
    assertThat(stage).isCompleted();
  }

  @Test
  void blocking_publisher_with_executor_fails_its_stage() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    CompletableFuture<Void> stage =
        ServiceStatusPublisher.blocking(ServiceStatusPublisherTest::fail, tasks::add)
            .publish(STATUS)
            .toCompletableFuture();

    tasks.remove().run();
    assertThat(stage).isCompletedExceptionally();
  }
}
