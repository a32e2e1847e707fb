package io.github.esrpcluster.concurrency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run in its own JVM, whose class path may start with other classes.
 *
 * @param exit the exit code; 0 if no test failed
 * @param output everything that it printed
 */
record RaceRun(int exit, String output) {
  private static final Path TARGET = Path.of(System.getProperty("concurrency.target", "target"));
  private static final Path CORE_TESTS =
      Path.of(
          System.getProperty("concurrency.tests", "../../esrp-cluster-core/target/test-classes"));

  /** Runs all jcstress tests whose name matches the expression. */
  static RaceRun races(String expression, String options, Path... inFront) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-t", expression, "-v"));
    arguments.addAll(List.of("-r", target("jcstress").toString()));
    arguments.addAll(List.of(options.trim().split(" +")));
    return of("org.openjdk.jcstress.Main", arguments, inFront);
  }

  /** Runs all tests of one Lincheck test class of core. */
  static RaceRun lincheck(String test, Path... inFront) throws Exception {
    return of(LincheckRun.class.getName(), List.of("io.github.esrpcluster.core." + test), inFront);
  }

  static Path target(String folder) throws IOException {
    return Files.createDirectories(TARGET.resolve(folder).toAbsolutePath());
  }

  private static RaceRun of(String main, List<String> arguments, Path... inFront) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LincheckRun.JVM_OPTIONS);
    command.addAll(List.of("-cp", classPath(inFront), main));
    command.addAll(arguments);
    Path output = Files.createTempFile(target("runs"), "", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(target("runs").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new RaceRun(process.waitFor(), Files.readString(output));
  }

  private static String classPath(Path... inFront) {
    List<String> places = new ArrayList<>(Arrays.stream(inFront).map(Path::toString).toList());
    places.add(System.getProperty("java.class.path"));
    places.add(CORE_TESTS.toString());
    return String.join(System.getProperty("path.separator"), places);
  }
}
