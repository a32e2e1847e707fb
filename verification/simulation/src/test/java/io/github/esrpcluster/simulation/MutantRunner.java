package io.github.esrpcluster.simulation;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Runs a campaign on mutants, each on a library of its own, and each core of the machine one at a
 * time.
 *
 * @param sources the folder of the mutated package
 * @param library a class of the mutated library
 * @param campaign runs on the mutant: has a constructor for the first seed, the number of seeds and
 *     the length, and a method {@code seedsToKill}
 * @param own the names of the classes that each mutant has for itself
 * @param table the file that gets the result
 */
public record MutantRunner(
    Path sources, Class<?> library, Class<?> campaign, Predicate<String> own, Path table) {
  private static final long MAX_SEEDS = Long.getLong("simulation.mutantSeeds", 5_000);
  private static final int LENGTH = 60;

  /** Returns the mutants that no seed kills, or that do not compile. */
  public List<String> survivors(List<Mutant> mutants) throws Exception {
    List<String> lines =
        new ArrayList<>(List.of("| mutant | seeds | killed by |", "|---|---|---|"));
    List<String> survivors = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<String>> kills = new ArrayList<>();
      for (Mutant mutant : mutants) {
        kills.add(pool.submit(() -> seedsToKill(mutant, emptyFolder())));
      }
      for (int i = 0; i < kills.size(); i++) {
        String killed = outcome(kills.get(i));
        int space = killed.indexOf(' ');
        if (space < 0) {
          survivors.add(mutants.get(i).name() + killed);
        }
        lines.add(
            space < 0
                ? row(mutants.get(i), "none of " + MAX_SEEDS, "")
                : row(
                    mutants.get(i),
                    killed.substring(0, space),
                    invariant(killed.substring(space + 1))));
        Files.write(table, lines);
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println(String.join("\n", lines));
    return survivors;
  }

  /** Returns the seeds and the invariant; without a space if it survives or does not compile. */
  private static String outcome(Future<String> kill) throws InterruptedException {
    try {
      return kill.get();
    } catch (ExecutionException e) {
      return ":" + String.valueOf(e.getCause().getMessage()).replace(' ', '_');
    }
  }

  /** An earlier run may have left another mutated class, which would run instead. */
  private Path emptyFolder() throws IOException {
    Path folder = table.toAbsolutePath().resolveSibling("mutants");
    return Files.createTempDirectory(Files.createDirectories(folder), "mutant");
  }

  private static String row(Mutant mutant, String seeds, String by) {
    return "| " + mutant.name() + " | " + seeds + " | " + by + " |";
  }

  private static String invariant(String message) {
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }

  private String seedsToKill(Mutant mutant, Path classes) throws Exception {
    mutant.compile(sources, classes);
    URL[] places = {classes.toUri().toURL(), placeOf(library), placeOf(campaign)};
    try (LibraryLoader loader = new LibraryLoader(places, own)) {
      Class<?> loaded = loader.loadClass(campaign.getName());
      Object seeds =
          loaded
              .getConstructor(long.class, long.class, int.class)
              .newInstance(1L, MAX_SEEDS, LENGTH);
      return (String) loaded.getMethod("seedsToKill").invoke(seeds);
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
