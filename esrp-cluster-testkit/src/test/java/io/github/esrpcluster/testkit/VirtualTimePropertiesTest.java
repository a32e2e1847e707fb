package io.github.esrpcluster.testkit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VirtualTimePropertiesTest {
  private static final int LATEST = 50;

  private record Run(int task, long at) {}

  @Property
  void task_runs_once_at_its_time_in_any_steps(
      @ForAll long origin,
      @ForAll @Size(max = 20) List<@IntRange(max = LATEST) Integer> delays,
      @ForAll @Size(max = 20) List<@IntRange(max = 10) Integer> steps) {
    VirtualTime time = VirtualTime.withOrigin(origin);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < delays.size(); i++) {
      int task = i;
      time.schedule(
          () -> runs.add(new Run(task, time.nanoTime() - origin)), delays.get(i), NANOSECONDS);
    }

    int ran = steps.stream().mapToInt(step -> time.advance(Duration.ofNanos(step))).sum();
    ran += time.advance(Duration.ofNanos(LATEST));

    List<Run> expected =
        IntStream.range(0, delays.size())
            .mapToObj(i -> new Run(i, delays.get(i)))
            .sorted(Comparator.comparingLong(Run::at))
            .toList();
    assertThat(runs).isEqualTo(expected);
    assertThat(ran).isEqualTo(expected.size());
    assertThat(time.pending()).isZero();
  }

  @Property
  void task_due_in_a_stall_runs_once_and_never_early(
      @ForAll @Size(max = 20) List<@IntRange(max = LATEST) Integer> delays,
      @ForAll @IntRange(max = LATEST) int stall) {
    VirtualTime time = new VirtualTime();
    long start = time.nanoTime();
    List<Long> runs = new ArrayList<>();
    delays.forEach(
        delay -> time.schedule(() -> runs.add(time.nanoTime() - start), delay, NANOSECONDS));

    time.stall(Duration.ofNanos(stall));
    time.advance(Duration.ofNanos(LATEST));

    assertThat(runs)
        .isEqualTo(delays.stream().sorted().map(delay -> Math.max((long) delay, stall)).toList());
  }
}
