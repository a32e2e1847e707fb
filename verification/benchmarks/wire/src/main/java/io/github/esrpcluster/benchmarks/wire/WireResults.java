package io.github.esrpcluster.benchmarks.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a run: per measure and server one number each round. */
final class WireResults {
  private final Map<String, Map<String, List<Double>>> numbers = new LinkedHashMap<>();

  void add(String measure, String server, double number) {
    numbers
        .computeIfAbsent(measure, added -> new LinkedHashMap<>())
        .computeIfAbsent(server, added -> new ArrayList<>())
        .add(number);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * Returns a table of medians.
   *
   * @param first the server that is compared
   * @param second the server that it is compared with: the ratio is the first divided by the second
   */
  String table(String first, String second) {
    StringBuilder table = new StringBuilder();
    String row = "%-52s %14s %14s %8s%n";
    table.append(String.format(Locale.ROOT, row, "median of the rounds", first, second, "ratio"));
    numbers.forEach(
        (measure, servers) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    row,
                    measure,
                    text(servers.get(first)),
                    text(servers.get(second)),
                    ratio(servers.get(first), servers.get(second)))));
    return table.toString();
  }

  private static String text(@Nullable List<Double> values) {
    return values == null ? "-" : String.format(Locale.ROOT, "%.2f", median(values));
  }

  private static String ratio(@Nullable List<Double> first, @Nullable List<Double> second) {
    return first == null || second == null
        ? ""
        : String.format(Locale.ROOT, "%.2f", median(first) / median(second));
  }
}
