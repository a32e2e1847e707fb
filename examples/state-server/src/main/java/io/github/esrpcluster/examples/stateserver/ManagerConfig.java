package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import io.github.esrpcluster.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * The settings of the cluster manager. A member that the configuration leaves out has its default.
 */
final class ManagerConfig {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Consumer<InMemoryClusterManagerBuilder>> settings = new ArrayList<>();

  private ManagerConfig() {}

  static ManagerConfig defaults() {
    return new ManagerConfig();
  }

  /** Reads {@code holdDown}, {@code retention} and {@code leases}, and the limits of a manager. */
  static ManagerConfig read(JsonObject json, Optional<JsonObject> limits) {
    ManagerConfig read = defaults();
    ConfigValues.duration(json, "holdDown").ifPresent(time -> read.add(to -> to.holdDown(time)));
    ConfigValues.duration(json, "retention").ifPresent(time -> read.add(to -> to.retention(time)));
    json.optionalObject("leases").ifPresent(read::leases);
    limits.ifPresent(read::limits);
    return read;
  }

  void applyTo(InMemoryClusterManagerBuilder builder) {
    settings.forEach(setting -> setting.accept(builder));
  }

  private void add(Consumer<InMemoryClusterManagerBuilder> setting) {
    settings.add(setting);
  }

  private void leases(JsonObject json) {
    Duration shortest = ConfigValues.duration(json, "shortest").orElse(SECOND);
    Duration usual = ConfigValues.duration(json, "usual").orElse(Duration.ofSeconds(60));
    Duration longest = ConfigValues.duration(json, "longest").orElse(Duration.ofMinutes(5));
    json.refuseOthers("leases");
    if (shortest.compareTo(SECOND) < 0) { // the web service answers in whole seconds
      throw json.refusal("shortest", "must be at least PT1S");
    }
    add(to -> to.leases(shortest, usual, longest));
    try {
      applyTo(InMemoryClusterManager.builder());
    } catch (IllegalArgumentException e) { // out of order, or too long
      throw json.refusal("is refused: " + e.getMessage());
    }
  }

  private void limits(JsonObject json) {
    limit(json, "maxServices", InMemoryClusterManagerBuilder::maxServices);
    limit(json, "maxMembersPerService", InMemoryClusterManagerBuilder::maxMembersPerService);
    limit(json, "maxMembers", InMemoryClusterManagerBuilder::maxMembers);
    limit(json, "maxServicesPerNode", InMemoryClusterManagerBuilder::maxServicesPerNode);
  }

  private void limit(
      JsonObject json, String name, ObjIntConsumer<InMemoryClusterManagerBuilder> setter) {
    if (json.has(name)) {
      int max = json.integer(name, 1, Integer.MAX_VALUE);
      add(to -> setter.accept(to, max));
    }
  }
}
