package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final SerialExecutor serial = new SerialExecutor(threads::add, 2);
  private final List<String> done = new ArrayList<>();

  @Test
  void tasks_of_a_key_run_in_their_order_on_one_thread() {
    serial.execute("a", () -> done.add("a1"));
    serial.execute("b", () -> done.add("b1"));
    serial.execute("a", () -> done.add("a2"));

    assertThat(threads).hasSize(2);
    threads.removeLast().run();
    threads.removeFirst().run();
    assertThat(done).containsExactly("b1", "a1", "a2");
    serial.execute("a", () -> done.add("a3"));
    threads.remove().run();
    assertThat(done).endsWith("a3");
  }

  @Test
  void too_many_tasks_of_a_key_are_refused() {
    for (int i = 0; i < 3; i++) {
      serial.execute("a", () -> done.add("a"));
    }

    assertThatThrownBy(() -> serial.execute("a", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    serial.execute("b", () -> {});
    threads.forEach(Runnable::run);
    assertThat(done).hasSize(3);
  }

  @Test
  void key_is_free_after_no_thread_took_its_task() {
    SerialExecutor refusing =
        new SerialExecutor(
            task -> {
              throw new RejectedExecutionException("as tests do");
            },
            2);

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> refusing.execute("a", () -> {})).hasMessage("as tests do");
    }
  }
}
