package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  @Test
  void a_failing_script_is_cut_down_to_the_steps_that_matter() {
    Simulation[] seen = new Simulation[1];
    Step first = new Step("first", simulation -> seen[0] = simulation);
    Step second =
        new Step(
            "second",
            simulation ->
                simulation.ledger.check(
                    Invariant.COUNTS_ARE_CORRECT,
                    seen[0] != simulation,
                    () -> "the first step was there"));
    Script random = Script.of(7, 40);
    List<Step> steps = new ArrayList<>(random.steps());
    steps.add(10, first);
    steps.add(30, second);
    Failure failure = new SimulationRun(random.with(steps)).play().orElseThrow();
    assertThat(failure.step()).isEqualTo(31);
    Failure shortest = Shrinker.shrink(failure);
    assertThat(shortest.script().steps()).containsExactly(first, second);
    assertThat(shortest.text())
        .contains("seed 7, step 2", "COUNTS_ARE_CORRECT: the first step was there")
        .contains("0.000 s: first");
  }

  @Test
  void another_failure_is_not_taken_for_the_same() {
    Step wrong = new Step("wrong", simulation -> simulation.stall(Duration.ofSeconds(-1)));
    Step counted =
        new Step(
            "counted",
            simulation ->
                simulation.ledger.check(Invariant.COUNTS_ARE_CORRECT, false, () -> "always"));
    Script script = Script.of(7, 1).with(List.of(counted, wrong));
    Failure failure = new SimulationRun(script).play().orElseThrow();
    assertThat(Shrinker.shrink(failure).script().steps()).containsExactly(counted);
    Failure other = new SimulationRun(script.with(List.of(wrong))).play().orElseThrow();
    assertThat(other.isLike(failure)).isFalse();
  }
}
