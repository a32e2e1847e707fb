package io.github.esrpcluster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared has done the same work. */
class FixturesTest {
  private static final Shape SHAPE = new Shape(3, 5);

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE"})
  void a_service_takes_calls_while_a_majority_of_its_nodes_is_up(Contender contender)
      throws Exception {
    try (Fixture world = contender.world(SHAPE, new Names(SHAPE))) {
      world.change(5);
      world.change(6);
      assertThat(world.takesCalls(1)).isTrue();
      world.change(7);
      assertThat(world.takesCalls(1)).isFalse();
      assertThat(world.takesCalls(0)).isTrue();
      world.change(5);
      assertThat(world.takesCalls(1)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE"})
  void a_node_that_registers_anew_is_up(Contender contender) throws Exception {
    try (Fixture world = contender.world(SHAPE, new Names(SHAPE))) {
      for (int node = 0; node < 3; node++) {
        world.change(node);
      }
      assertThat(world.takesCalls(0)).isFalse();
      world.rejoin(1);
      assertThat(world.takesCalls(0)).isTrue();
      world.renewal(1);
      assertThat(world.takesCalls(0)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ESRP", "EUREKA", "NAIVE_BASELINE", "LOWER_BOUND"})
  void a_route_leads_to_one_node_after_the_other(Contender contender) throws Exception {
    try (Fixture world = contender.world(SHAPE, new Names(SHAPE))) {
      assertThat(world.route(2).toString()).isNotEqualTo(world.route(2).toString());
    }
  }
}
