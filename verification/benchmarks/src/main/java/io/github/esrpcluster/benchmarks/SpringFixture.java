package io.github.esrpcluster.benchmarks;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * Spring Boot's aggregation of health: the statuses of the nodes of a service, kept in a plain
 * array, made a set as the health endpoint does, and aggregated by its {@code
 * SimpleStatusAggregator}.
 *
 * <p>Not measured are the endpoint, the contributors it would ask, and what they would ask. Nothing
 * is published.
 *
 * <p>The aggregate is the worst of the statuses, and knows no majority.
 */
final class SpringFixture extends Fixture {
  private final StatusAggregator aggregator = StatusAggregator.getDefault();
  private final Status[][] nodes;
  private final Status[] outcomes;

  @SuppressWarnings("unused") // No identifiers are needed: the nodes of a service are an array.
  SpringFixture(Shape shape, Names names) {
    super(shape);
    nodes = new Status[shape.services()][shape.nodesEach()];
    for (Status[] service : nodes) {
      Arrays.fill(service, Status.UP);
    }
    outcomes = new Status[shape.services()];
  }

  /** Flips the status of the node, and aggregates anew. The outcome is kept. */
  @Override
  void change(int node) {
    int service = shape.serviceOf(node);
    int place = node % shape.nodesEach();
    nodes[service][place] = nodes[service][place] == Status.UP ? Status.DOWN : Status.UP;
    outcomes[service] = read(service);
  }

  /** Aggregates. */
  @Override
  Status read(int service) {
    Set<Status> statuses = Arrays.stream(nodes[service]).collect(Collectors.toSet());
    return aggregator.getAggregateStatus(statuses);
  }

  /** True only while all nodes are UP: a majority cannot be asked for. */
  @Override
  boolean takesCalls(int service) {
    return read(service) == Status.UP;
  }
}
