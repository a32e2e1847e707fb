package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Tasks and threads step by step; {@link LimitedExecutorLincheckTest} tests it with many. */
class LimitedExecutorTest {
  private final List<String> log = new ArrayList<>();
  private final List<Runnable> threads = new ArrayList<>();
  private LimitedExecutor executor;

  private void execute(String name) {
    executor.execute(
        new LimitedTask(() -> log.add(name + " ran"), refusal -> log.add(name + " refused")));
  }

  /** A task during which something else happens. */
  private void executeBlocking(Runnable meanwhile) {
    executor.execute(
        new LimitedTask(
            () -> {
              log.add("blocks");
              meanwhile.run();
              log.add("returned");
            },
            refusal -> log.add("refused")));
  }

  private void refuseAllButOne(Runnable thread) {
    if (!threads.isEmpty()) {
      throw new RejectedExecutionException("one is enough");
    }
    threads.add(thread);
  }

  @Test
  void task_that_counts_on_a_refused_thread_is_refused_too() {
    // Bug: one task had taken the last worker and requested its thread; a second found all workers
    // taken and was left to that one. The thread was refused, the first task was refused, and the
    // second waited until another service had a status to publish.
    Executor refuses =
        thread -> {
          if (log.isEmpty()) {
            log.add("meanwhile");
            execute("second");
          }
          throw new RejectedExecutionException("no thread");
        };
    executor = new LimitedExecutor(refuses, 1);
    execute("first");
    assertThat(log).containsExactly("meanwhile", "first refused", "second refused");
  }

  @Test
  void one_thread_runs_all_tasks_that_come_before_it() {
    executor = new LimitedExecutor(threads::add, 16);
    execute("first");
    execute("second");
    assertThat(threads).hasSize(1);
    threads.get(0).run();
    assertThat(log).containsExactly("first ran", "second ran");
  }

  @Test
  void worker_gives_its_thread_back_after_a_batch() {
    // Bug: a publisher with more and more to send kept a thread of the executor for ever; with one
    // thread, no other publisher and no listener was called.
    executor = new LimitedExecutor(threads::add, 1);
    for (int task = 0; task < 100; task++) {
      execute("task");
    }
    threads.get(0).run();
    assertThat(log).as("first batch").hasSize(64);
    assertThat(threads).as("another thread was requested").hasSize(2);
    threads.get(1).run();
    assertThat(log).hasSize(100);
  }

  @Test
  void worker_goes_on_if_the_executor_refuses_another_thread() {
    executor = new LimitedExecutor(this::refuseAllButOne, 1);
    for (int task = 0; task < 100; task++) {
      execute("task");
    }
    threads.get(0).run();
    assertThat(log).hasSize(100);
  }

  @Test
  void blocking_task_has_requested_a_thread_for_those_behind_it() {
    executor = new LimitedExecutor(threads::add, 2);
    executeBlocking(() -> threads.get(1).run());
    execute("second");
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "second ran", "returned");
  }

  @Test
  void task_that_comes_while_all_workers_block_gets_a_thread() {
    executor = new LimitedExecutor(threads::add, 2);
    executeBlocking(
        () -> {
          execute("second");
          threads.get(1).run();
        });
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "second ran", "returned");
  }

  @Test
  void waiting_task_is_left_to_a_worker_if_a_thread_is_refused() {
    executor = new LimitedExecutor(this::refuseAllButOne, 2);
    executeBlocking(() -> execute("third"));
    execute("second");
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "third refused", "returned", "second ran");
  }

  @Test
  void watch_requests_a_thread_that_could_not_be_had_before() {
    executor = new LimitedExecutor(this::refuseAllButOne, 2);
    executeBlocking(
        () -> {
          threads.clear();
          executor.watch();
          threads.get(0).run();
        });
    execute("second");
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "second ran", "returned");
  }

  @Test
  void watch_of_a_target_requests_a_thread_behind_a_blocked_call() {
    StepExecutor delegate = new StepExecutor();
    PublisherOptions two = PublisherOptions.named("county").concurrency(2).build();
    NotificationTarget target =
        new NotificationTarget(ServiceStatusPublisher.blocking(status -> {}), two, delegate);
    executor = target.executor;
    executeBlocking(
        () -> {
          target.watch(0);
          delegate.step();
        });
    execute("second");
    delegate.refuseNext();
    delegate.step();
    assertThat(log).containsExactly("blocks", "second ran", "returned");
  }

  @Test
  void watch_refuses_waiting_tasks_if_there_still_is_no_thread() {
    executor = new LimitedExecutor(this::refuseAllButOne, 2);
    executeBlocking(() -> executor.watch());
    execute("second");
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "second refused", "returned");
  }

  @Test
  void delegate_that_takes_a_thread_and_throws_ends_nothing() {
    // Bug: an executor took a task, and threw. The worker was counted as gone twice, once for the
    // refusal and once by the thread that came; from then on the number of workers was negative, no
    // thread was requested again, and the publisher got no status of any service.
    executor =
        new LimitedExecutor(
            thread -> {
              threads.add(thread);
              if (threads.size() == 1) {
                throw new RejectedExecutionException("taken all the same");
              }
            },
            1);
    execute("first");
    threads.get(0).run();
    execute("second");
    assertThat(threads).hasSize(2);
    threads.get(1).run();
    assertThat(log).containsExactly("first refused", "second ran");
  }

  @Test
  void task_that_throws_does_not_end_the_executor() {
    executor = new LimitedExecutor(threads::add, 1);
    executeThrowing();
    assertThat(catchThrowable(() -> threads.get(0).run())).hasMessage("thrown by the test");
    execute("second");
    threads.get(1).run();
    assertThat(log).containsExactly("second ran");
  }

  @Test
  void watch_requests_a_thread_for_tasks_behind_one_that_threw() {
    executor = new LimitedExecutor(threads::add, 1);
    executeThrowing();
    execute("second");
    assertThat(catchThrowable(() -> threads.get(0).run())).hasMessage("thrown by the test");
    executor.watch();
    threads.get(1).run();
    assertThat(log).containsExactly("second ran");
  }

  private void executeThrowing() {
    executor.execute(
        new LimitedTask(
            () -> {
              throw new IllegalStateException("thrown by the test");
            },
            refusal -> log.add("refused")));
  }

  @Test
  void executor_requests_no_more_threads_than_its_width() {
    executor = new LimitedExecutor(threads::add, 1);
    executeBlocking(() -> execute("second"));
    threads.get(0).run();
    assertThat(log).containsExactly("blocks", "returned", "second ran");
    assertThat(threads).hasSize(1);
  }

  @Test
  void single_task_requests_no_second_thread() {
    executor = new LimitedExecutor(threads::add, 2);
    execute("only");
    threads.get(0).run();
    assertThat(threads).hasSize(1);
  }
}
