package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LimitedExecutorTest {
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> threads = new ArrayList<>();
  private LimitedExecutor lane;

  private void handIn(String name) {
    lane.execute(() -> told.add(name + " ran"), refusal -> told.add(name + " refused"));
  }

  @Test
  void a_task_that_counted_on_a_thread_which_was_then_refused_is_refused_too() {
    // Story: one task had taken the last place and waited for its thread; a second found all at
    // work and left itself to that one. The thread was refused, the first task was told so, and
    // the second lay there until some other service had something to say.
    Executor refuses =
        thread -> {
          if (told.isEmpty()) {
            told.add("meanwhile");
            handIn("second");
          }
          throw new RejectedExecutionException("no thread");
        };
    lane = new LimitedExecutor(refuses, 1);
    handIn("first");
    assertThat(told).containsExactly("meanwhile", "first refused", "second refused");
  }

  @Test
  void one_thread_is_woken_for_tasks_that_come_before_it() {
    lane = new LimitedExecutor(threads::add, 16);
    handIn("first");
    handIn("second");
    assertThat(threads).hasSize(1);
    threads.get(0).run();
    assertThat(told).containsExactly("first ran", "second ran");
  }

  @Test
  void a_task_that_hangs_has_seen_to_a_thread_for_what_waits_behind_it() {
    lane = new LimitedExecutor(threads::add, 2);
    hang(() -> threads.get(1).run());
    handIn("second");
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "second ran", "returned");
  }

  @Test
  void a_task_that_comes_while_all_at_work_hang_gets_a_thread_of_its_own() {
    lane = new LimitedExecutor(threads::add, 2);
    hang(
        () -> {
          handIn("second");
          threads.get(1).run();
        });
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "second ran", "returned");
  }

  @Test
  void a_thread_that_is_refused_leaves_what_waits_to_those_at_work() {
    lane = new LimitedExecutor(this::refuseAllButOne, 2);
    hang(() -> handIn("third"));
    handIn("second");
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "third refused", "returned", "second ran");
  }

  @Test
  void what_waits_behind_a_task_that_hangs_gets_a_thread_that_could_not_be_had_before() {
    lane = new LimitedExecutor(this::refuseAllButOne, 2);
    hang(
        () -> {
          Runnable onlyOne = threads.remove(0);
          assertThat(onlyOne).isNotNull();
          lane.watch();
          threads.get(0).run();
        });
    handIn("second");
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "second ran", "returned");
  }

  @Test
  void the_pulse_sees_to_what_waits_behind_a_call_upstream_that_hangs() {
    Steps steps = new Steps();
    PublisherOptions two = PublisherOptions.named("county").concurrency(2).build();
    NotificationTarget upstream =
        new NotificationTarget(ServiceStatusPublisher.blocking(status -> {}), two, steps);
    lane = upstream.lane;
    hang(
        () -> {
          upstream.watch(0);
          steps.step();
        });
    handIn("second");
    steps.refuseNext();
    steps.step();
    assertThat(told).containsExactly("hangs", "second ran", "returned");
  }

  @Test
  void what_waits_behind_a_task_that_hangs_is_refused_if_there_still_is_no_thread() {
    lane = new LimitedExecutor(this::refuseAllButOne, 2);
    hang(() -> lane.watch());
    handIn("second");
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "second refused", "returned");
  }

  @Test
  void a_task_is_not_kept_behind_one_that_hangs_where_threads_run_at_once() {
    // Story: an executor ran what it was given on the thread that gave it. A thread of the lane
    // took one task, saw that another waited and asked for a thread for it: it ran the other in
    // front of its own. The other hung, and the first was neither run nor refused, nor told.
    lane =
        new LimitedExecutor(
            thread -> {
              if (told.isEmpty()) {
                told.add("meanwhile");
                handIn("second");
              }
              thread.run();
            },
            2);
    handIn("first");
    assertThat(told).containsExactly("meanwhile", "first ran", "second ran");
  }

  @Test
  void an_executor_that_takes_a_thread_and_fails_all_the_same_does_not_end_the_lane() {
    // Story: an executor took what it was given, and threw. The place was left twice, once for the
    // refusal and once by the thread that came; from then on somebody less than nobody was looking,
    // no thread was ever asked for again, and the publisher heard nothing more of any service.
    lane =
        new LimitedExecutor(
            thread -> {
              threads.add(thread);
              if (threads.size() == 1) {
                throw new RejectedExecutionException("but it was taken");
              }
            },
            1);
    handIn("first");
    threads.get(0).run();
    handIn("second");
    assertThat(threads).hasSize(2);
    threads.get(1).run();
    assertThat(told).containsExactly("first refused", "second ran");
  }

  @Test
  void a_task_that_fails_on_the_thread_that_handed_it_in_does_not_end_the_lane() {
    lane = new LimitedExecutor(Runnable::run, 1);
    lane.execute(
        () -> {
          throw new StackOverflowError("so deep");
        },
        refusal -> told.add("refused"));
    handIn("second");
    assertThat(told).containsExactly("second ran");
  }

  @Test
  void no_more_threads_are_asked_for_than_it_is_wide() {
    lane = new LimitedExecutor(threads::add, 1);
    hang(() -> handIn("second"));
    threads.get(0).run();
    assertThat(told).containsExactly("hangs", "returned", "second ran");
    assertThat(threads).hasSize(1);
  }

  @Test
  void a_task_that_comes_alone_wakes_no_second_thread() {
    lane = new LimitedExecutor(threads::add, 2);
    handIn("only");
    threads.get(0).run();
    assertThat(threads).hasSize(1);
  }

  @Test
  void after_64_tasks_the_thread_is_given_back_and_another_does_the_rest() {
    lane = new LimitedExecutor(threads::add, 1);
    handInTasks(65);
    threads.get(0).run();
    assertThat(told).hasSize(64);
    threads.get(1).run();
    assertThat(told).hasSize(65);
    assertThat(threads).hasSize(2);
  }

  @Test
  void a_thread_that_would_be_given_back_goes_on_if_there_is_no_other() {
    lane = new LimitedExecutor(this::refuseAllButOne, 1);
    handInTasks(65);
    threads.get(0).run();
    assertThat(told).hasSize(65);
  }

  private void handInTasks(int count) {
    for (int task = 1; task <= count; task++) {
      handIn("task " + task);
    }
  }

  private void hang(Runnable meanwhile) {
    lane.execute(
        () -> {
          told.add("hangs");
          meanwhile.run();
          told.add("returned");
        },
        refusal -> told.add("refused"));
  }

  private void refuseAllButOne(Runnable thread) {
    if (!threads.isEmpty()) {
      throw new RejectedExecutionException("one is enough");
    }
    threads.add(thread);
  }
}
