package io.github.esrpcluster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All fixtures do the same work. */
class FixturesTest {
  private static final Shape SHAPE = new Shape(3, 5);

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE"})
  void service_takes_calls_while_majority_is_up(Contender contender) throws Exception {
    try (Fixture fixture = contender.fixture(SHAPE, new Names(SHAPE))) {
      fixture.change(5);
      fixture.change(6);
      assertThat(fixture.takesCalls(1)).isTrue();
      fixture.change(7);
      assertThat(fixture.takesCalls(1)).isFalse();
      assertThat(fixture.takesCalls(0)).isTrue();
      fixture.change(5);
      assertThat(fixture.takesCalls(1)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE"})
  void node_that_registers_again_is_up(Contender contender) throws Exception {
    try (Fixture fixture = contender.fixture(SHAPE, new Names(SHAPE))) {
      for (int node = 0; node < 3; node++) {
        fixture.change(node);
      }
      assertThat(fixture.takesCalls(0)).isFalse();
      fixture.releaseAndRegister(1);
      assertThat(fixture.takesCalls(0)).isTrue();
      fixture.renewal(1);
      assertThat(fixture.takesCalls(0)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE", "LOWER_BOUND"})
  void route_returns_one_node_after_the_other(Contender contender) throws Exception {
    try (Fixture fixture = contender.fixture(SHAPE, new Names(SHAPE))) {
      assertThat(fixture.route(2).toString()).isNotEqualTo(fixture.route(2).toString());
    }
  }
}
