package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Strangers choose names: names whose hashes are all equal cost no more than others. */
class CollidingNamesTest {
  private static final int BITS = 15;

  /** A quadratic cost exceeds this many times over; a slow machine does not. */
  private static final int MARGIN = 20;

  /** Sets and maps that look for a free place one after the other, in quadratic time. */
  private static final Pattern PROBING =
      Pattern.compile(
          "\\b(?:Set|Map)\\.(?:copyOf|ofEntries)\\(|\\btoUnmodifiable(?:Set|Map)\\b"
              + "|\\bImmutable(?:Set|Map|BiMap|Multiset|SetMultimap)\\b|\\btoImmutable(?:Set|Map)\\b");

  /** Returns a name; all have one hash, because 31 * 'c' + '0' equals 31 * 'a' + 'n'. */
  private static String colliding(int number) {
    StringBuilder name = new StringBuilder("x");
    for (int bit = 0; bit < BITS; bit++) {
      name.append((number >> bit & 1) == 0 ? "c0" : "an");
    }
    return name.toString();
  }

  private static String distinct(int number) {
    return colliding(0) + number;
  }

  private static <T> List<T> all(IntFunction<T> names) {
    return IntStream.range(0, 1 << BITS).mapToObj(names).toList();
  }

  private static NodeId node(String name) {
    return NodeId.of(name + ".example.org");
  }

  /** Returns the shortest time of a few: the others were disturbed. */
  private static long cost(Runnable action) {
    return IntStream.range(0, 4)
        .mapToLong(
            run -> {
              long begin = System.nanoTime();
              action.run();
              return System.nanoTime() - begin;
            })
        .min()
        .orElseThrow();
  }

  @Test
  void names_of_this_test_collide() {
    assertThat(all(number -> node(colliding(number)).hashCode()))
        .containsOnly(node(colliding(0)).hashCode());
    assertThat(new HashSet<>(all(CollidingNamesTest::colliding))).hasSize(1 << BITS);
  }

  // Bug: the services of a manager, 32,768 with one hash, took 21 s to read instead of 18 ms,
  // because Set.copyOf compares each with all others. So did simulations, exclusions, publishers.
  @Test
  void simulation_of_colliding_nodes_costs_as_a_hash_map() {
    Rig rig = new Rig();
    rig.join(1, ElementState.NORMAL);
    Map<NodeId, ElementState> assumed = new HashMap<>();
    all(number -> node(colliding(number))).forEach(node -> assumed.put(node, ElementState.DOWN));
    long copy = cost(() -> assertThat(new HashMap<>(assumed)).isNotEmpty());
    long simulation =
        cost(
            () ->
                assertThatThrownBy(() -> rig.cluster.simulate(Rig.SERVICE, assumed))
                    .hasMessageEndingWith(" are not members of " + Rig.SERVICE));
    assertThat(simulation).isLessThan(MARGIN * copy);
  }

  @Test
  void options_of_colliding_services_cost_as_a_hash_set() {
    List<ServiceId> services = all(number -> ServiceId.of("sip:" + colliding(number) + "@h"));
    ServiceId[] given = services.toArray(ServiceId[]::new);
    long copy = cost(() -> assertThat(new HashSet<>(services)).isNotEmpty());
    long options = cost(() -> PublisherOptions.named("county").services(given).build());
    assertThat(options).isLessThan(MARGIN * copy);
    assertThat(PublisherOptions.named("county").services(given).build().services().orElseThrow())
        .hasSize(given.length);
  }

  @Test
  void colliding_sites_cost_as_distinct_ones() {
    List<Member> members = all(number -> inSite(number, colliding(number)));
    List<Member> others = all(number -> inSite(number, distinct(number)));
    long colliding = cost(() -> ClusterView.of(Rig.SERVICE, members));
    long distinct = cost(() -> ClusterView.of(Rig.SERVICE, others));
    assertThat(colliding).isLessThan(MARGIN * distinct);
    assertThat(ClusterView.of(Rig.SERVICE, members).sites()).hasSize(members.size());
  }

  private static Member inSite(int number, String site) {
    return Member.builder(Rig.registration(number).site(site).build()).build();
  }

  @Test
  void exclusions_are_kept_in_a_hash_set() {
    RoutingRequest request = RoutingRequest.any();
    Set<NodeId> excluded = new HashSet<>();
    for (int number = 0; number < 300; number++) {
      request = request.excluding(node(colliding(number)));
      excluded.add(node(colliding(number)));
    }
    assertThat(request.excluded()).isEqualTo(excluded).isUnmodifiable();
  }

  @Test
  void no_source_copies_into_a_probing_table() throws IOException {
    assertThat(PROBING.matcher("Set.copyOf(given)").find()).isTrue();
    for (String module : List.of("api", "core", "json", "i3", "policies")) {
      try (Stream<Path> files =
          Files.walk(Path.of("..", "esrp-cluster-" + module, "src", "main"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(text(file)).doesNotContainPattern(PROBING));
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
