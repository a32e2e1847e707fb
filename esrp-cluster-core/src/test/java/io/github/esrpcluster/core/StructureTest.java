package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The groups of classes in core and the references between its classes, as the class files have
 * them.
 */
class StructureTest {
  private static final String PACKAGE = "io.github.esrpcluster.core.";

  private static final Pattern REFERENCE =
      Pattern.compile("\\s+" + Pattern.quote(PACKAGE) + "(\\S+)\\s+-> (\\S+)\\s.*");

  /** From the lowest group to the highest: a class refers to its own group and lower ones only. */
  private static final Map<String, Pattern> GROUPS = new LinkedHashMap<>();

  static {
    group("threads and timers", "LimitedExecutor|CoalescingTimer");
    group("deadlines", "NextDeadline|TimedOverride|SweepStallCheck");
    group("events", "Event\\w+");
    group("context of the manager", "Manager(Context|Settings|Limits|Threads|Epochs)");
    group("members, leases and snapshots", "Member\\w+|Lease\\w+|ClusterSnapshot\\w*");
    group("status", "Status\\w+");
    group("notifications", "Notification\\w+");
    group("routing", "Router\\w*");
    group("services", "Service\\w+");
    group("sweep", "Sweeper|SweepStallDetector");
    group("manager", "InMemoryClusterManager(Builder)?|ManagerShutdown|ClusterAsNode");
  }

  /** Classes that belong together and may refer to each other. */
  private static final Set<Set<String>> CIRCLES =
      Set.of(
          Set.of("MemberEntry", "MemberSnapshot", "MemberIndexEntry"),
          Set.of("InMemoryClusterManager", "InMemoryClusterManagerBuilder"));

  private static final Map<String, Set<String>> REFERENCES = new TreeMap<>();

  private static void group(String name, String classes) {
    GROUPS.put(name, Pattern.compile(classes));
  }

  @BeforeAll
  static void read_the_references() {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int exit = jdeps.run(writer, writer, "-v", "-filter:none", "target/classes/io");
    assertThat(exit).as(output.toString()).isZero();
    REFERENCES.clear();
    output.toString().lines().forEach(StructureTest::add);
    assertThat(REFERENCES).hasSizeGreaterThan(40);
  }

  private static void add(String line) {
    Matcher reference = REFERENCE.matcher(line);
    if (reference.matches() && !reference.group(1).equals("package-info")) {
      String from = outer(reference.group(1));
      Set<String> to = REFERENCES.computeIfAbsent(from, name -> new TreeSet<>());
      if (reference.group(2).startsWith(PACKAGE)) {
        String target = outer(reference.group(2).substring(PACKAGE.length()));
        if (!target.equals(from)) {
          to.add(target);
        }
      }
    }
  }

  private static String outer(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  @Test
  void class_belongs_to_exactly_one_group() {
    for (String name : REFERENCES.keySet()) {
      assertThat(GROUPS.values().stream().filter(group -> group.matcher(name).matches()))
          .as(name)
          .hasSize(1);
    }
  }

  @Test
  void class_refers_to_its_own_group_and_lower_groups_only() {
    List<String> upward = new ArrayList<>();
    REFERENCES.forEach(
        (from, targets) ->
            targets.stream()
                .filter(to -> level(to) > level(from))
                .forEach(to -> upward.add(from + " -> " + to)));
    assertThat(upward).isEmpty();
  }

  private static int level(String name) {
    int level = 0;
    for (Pattern group : GROUPS.values()) {
      if (group.matcher(name).matches()) {
        return level;
      }
      level++;
    }
    throw new AssertionError(name + " has no group");
  }

  @Test
  void classes_form_no_circle_except_the_known_ones() {
    Set<Set<String>> circles = new HashSet<>();
    for (String name : REFERENCES.keySet()) {
      Set<String> circle = new TreeSet<>(reachable(name));
      circle.removeIf(other -> !reachable(other).contains(name));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
    assertThat(circles).isEqualTo(CIRCLES);
  }

  private static Set<String> reachable(String from) {
    Set<String> reached = new HashSet<>();
    List<String> next = new ArrayList<>(REFERENCES.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String name = next.remove(next.size() - 1);
      if (reached.add(name)) {
        next.addAll(REFERENCES.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }

  @Test
  void only_the_manager_its_builder_and_cluster_as_node_are_public() throws Exception {
    List<String> exported = new ArrayList<>();
    for (String name : REFERENCES.keySet()) {
      if (Modifier.isPublic(Class.forName(PACKAGE + name).getModifiers())) {
        exported.add(name);
      }
    }
    assertThat(exported)
        .containsExactlyInAnyOrder(
            "ClusterAsNode", "InMemoryClusterManager", "InMemoryClusterManagerBuilder");
  }
}
