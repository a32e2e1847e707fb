package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over an executor that runs each task where it is handed over. */
class ShallowExecutorTest {
  private final ShallowExecutor executor = new ShallowExecutor(Runnable::run);
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasks_that_hand_over_the_next_without_end_do_not_end_the_stack() {
    executor.execute(() -> handOver(100_000));
    assertThat(ran).hasSize(100_000);
  }

  private void handOver(int left) {
    ran.add("task");
    if (left > 1) {
      executor.execute(() -> handOver(left - 1));
    }
  }

  @Test
  void a_task_runs_where_it_is_handed_over_however_many_came_before() {
    executor.execute(
        () -> {
          for (int i = 0; i < 40; i++) {
            executor.execute(() -> ran.add("inner"));
          }
          ran.add("outer");
        });
    assertThat(ran).hasSize(41).endsWith("outer");
  }

  @Test
  void one_that_fails_keeps_none_of_those_put_off_from_running() {
    assertThatThrownBy(() -> executor.execute(() -> failAfter(40)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at the end of 40");
    assertThat(ran).hasSize(40);
  }

  /** Each hands over the next, and then fails; the first failure is the one that is told. */
  private void failAfter(int left) {
    ran.add("task");
    if (left > 1) {
      try {
        executor.execute(() -> failAfter(left - 1));
      } catch (IllegalStateException ofTheInner) {
        // this one has its own
      }
    }
    throw new IllegalStateException("at the end of " + left);
  }
}
