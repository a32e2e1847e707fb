package io.github.esrpcluster.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures in rounds: each round runs every job once, so that both measures of a ratio are taken
 * within minutes. A ratio is computed in each round, and the median of the rounds counts.
 *
 * <p>Arguments: {@code --quick} for one short round of the most important ratios; {@code --rounds
 * N} for another number of rounds; {@code --only PART} for the ratios whose name contains that
 * part.
 */
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) throws RunnerException, IOException {
    List<String> given = List.of(args);
    boolean quick = given.contains("--quick");
    String part = valueOf("--only", given, "");
    int rounds = Integer.parseInt(valueOf("--rounds", given, quick ? "1" : "3"));
    List<Ratio> wanted =
        Ratios.all().stream()
            .filter(ratio -> ratio.quick() || !quick)
            .filter(ratio -> ratio.name().contains(part))
            .toList();
    BenchmarkReport report = new BenchmarkReport(wanted, measure(wanted, quick, rounds));
    System.out.println(report.table());
    write(Path.of("target", "ratios.json"), report.medians());
    write(Path.of("target", "measures.json"), report.measures());
  }

  private static String valueOf(String option, List<String> given, String usual) {
    int place = given.indexOf(option);
    return place < 0 ? usual : given.get(place + 1);
  }

  private static List<Map<Job, Map<String, Double>>> measure(
      List<Ratio> wanted, boolean quick, int count) throws RunnerException {
    Set<Job> jobs = new LinkedHashSet<>();
    for (Ratio ratio : wanted) {
      ratio.jobs().forEach(jobs::add);
    }
    List<Map<Job, Map<String, Double>>> rounds = new ArrayList<>();
    for (int round = 1; round <= count; round++) {
      rounds.add(round(jobs, "round " + round + " of " + count, new BenchmarkRun(quick)));
    }
    return rounds;
  }

  private static Map<Job, Map<String, Double>> round(Set<Job> jobs, String which, BenchmarkRun run)
      throws RunnerException {
    Map<Job, Map<String, Double>> results = new LinkedHashMap<>();
    for (Job job : jobs) {
      System.err.printf("%s, %d of %d: %s%n", which, results.size() + 1, jobs.size(), job);
      results.put(job, run.of(job));
    }
    return results;
  }

  private static void write(Path file, Map<String, ?> content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, mapper.writeValueAsString(content) + "\n");
  }
}
