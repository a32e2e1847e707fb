package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogHeader;
import io.github.esrpcluster.i3.LogOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Hands log events (NENA-STA-010.3 section 4.12.3) to the hooks of logging services. */
final class LogHooks {
  private final List<Target> targets;
  private final TimeSource time;

  /**
   * A logging service, for which a vendor signs and posts the events.
   *
   * @param origin the element that logs
   * @param hooks the hook
   */
  private record Target(LogOrigin origin, Hooks<LogEvent> hooks) {}

  /**
   * A hook before its executor is known.
   *
   * @param origin the element that logs
   * @param hook takes the events
   */
  record Registered(LogOrigin origin, Consumer<? super LogEvent> hook) {}

  LogHooks(List<Registered> hooks, Executor executor, TimeSource time) {
    this.time = time;
    List<Target> created = new ArrayList<>();
    for (Registered registered : hooks) {
      created.add(
          new Target(registered.origin(), new Hooks<>(List.of(registered.hook()), executor)));
    }
    targets = List.copyOf(created);
  }

  /** Logs an event, which is created for each hook from its origin and a header. */
  void log(BiFunction<LogOrigin, LogHeader, LogEvent> event) {
    for (Target target : targets) {
      LogOrigin origin = target.origin();
      target.hooks().call(event.apply(origin, origin.at(time.now())));
    }
  }

  long failures() {
    return targets.stream().mapToLong(target -> target.hooks().failures()).sum();
  }

  long dropped() {
    return targets.stream().mapToLong(target -> target.hooks().dropped()).sum();
  }
}
