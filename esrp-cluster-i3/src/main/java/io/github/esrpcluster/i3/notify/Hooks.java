package io.github.esrpcluster.i3.notify;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Calls hooks on their executor, one after the other. A hook that throws is counted, and so is a
 * call that the executor refuses: neither has an effect on subscriptions.
 */
final class Hooks<T> {
  private final List<Consumer<? super T>> hooks;
  private final Executor executor;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  Hooks(List<Consumer<? super T>> hooks, Executor executor) {
    this.hooks = List.copyOf(hooks);
    this.executor = executor;
  }

  void call(T event) {
    for (Consumer<? super T> hook : hooks) {
      try {
        executor.execute(() -> call(hook, event));
      } catch (RuntimeException | Error refused) {
        dropped.incrementAndGet();
      }
    }
  }

  private void call(Consumer<? super T> hook, T event) {
    try {
      hook.accept(event);
    } catch (RuntimeException | Error failure) {
      failures.incrementAndGet();
    }
  }

  long failures() {
    return failures.get();
  }

  long dropped() {
    return dropped.get();
  }
}
