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

/** The rooms of core and the references between its classes, as the class files have them. */
class StructureTest {
  private static final String PACKAGE = "io.github.esrpcluster.core.";

  private static final Pattern REFERENCE =
      Pattern.compile("\\s+" + Pattern.quote(PACKAGE) + "(\\S+)\\s+-> (\\S+)\\s.*");

  /** From the lowest room to the highest: a class refers to its own room and to lower ones only. */
  private static final Map<String, Pattern> ROOMS = new LinkedHashMap<>();

  static {
    room("threads and timers", "LimitedExecutor|CoalescingTimer");
    room("deadlines", "NextDeadline|TimedOverride|SweepStallCheck");
    room("events", "Event\\w+");
    room("context of the manager", "Manager(Context|Settings|Limits|Threads)");
    room("members, leases and snapshots", "Member\\w+|Lease\\w+|ClusterSnapshot\\w*");
    room("status", "Status\\w+");
    room("notifications", "Notification\\w+");
    room("routing", "Router\\w*");
    room("services", "Service\\w+");
    room("sweep", "Sweeper|SweepStallDetector");
    room("manager", "InMemoryClusterManager(Builder)?|ManagerShutdown|ClusterAsNode");
  }

  /** Classes that belong together and may refer to each other. */
  private static final Set<Set<String>> GROUPS =
      Set.of(
          Set.of("MemberEntry", "MemberSnapshot", "MemberIndexEntry"),
          Set.of("InMemoryClusterManager", "InMemoryClusterManagerBuilder"));

  private static final Map<String, Set<String>> REFERENCES = new TreeMap<>();

  private static void room(String name, String classes) {
    ROOMS.put(name, Pattern.compile(classes));
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
  void class_belongs_to_exactly_one_room() {
    for (String name : REFERENCES.keySet()) {
      assertThat(ROOMS.values().stream().filter(room -> room.matcher(name).matches()))
          .as(name)
          .hasSize(1);
    }
  }

  @Test
  void class_refers_to_its_own_room_and_lower_rooms_only() {
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
    for (Pattern room : ROOMS.values()) {
      if (room.matcher(name).matches()) {
        return level;
      }
      level++;
    }
    throw new AssertionError(name + " has no room");
  }

  @Test
  void classes_form_no_circle_except_the_local_groups() {
    Set<Set<String>> circles = new HashSet<>();
    for (String name : REFERENCES.keySet()) {
      Set<String> circle = new TreeSet<>(reachable(name));
      circle.removeIf(other -> !reachable(other).contains(name));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
    assertThat(circles).isEqualTo(GROUPS);
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
