package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final List<String> told = new ArrayList<>();
  private Lane lane;

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
    lane = new Lane(refuses, 1);
    handIn("first");
    assertThat(told).containsExactly("meanwhile", "first refused", "second refused");
  }

  @Test
  void a_thread_that_is_refused_leaves_what_waits_to_those_at_work() {
    List<Runnable> threads = new ArrayList<>();
    Executor hasOne =
        thread -> {
          if (!threads.isEmpty()) {
            throw new RejectedExecutionException("one is enough");
          }
          threads.add(thread);
        };
    lane = new Lane(hasOne, 2);
    handIn("first");
    handIn("second");
    assertThat(told).containsExactly("second refused");
    threads.get(0).run();
    assertThat(told).containsExactly("second refused", "first ran");
  }
}
