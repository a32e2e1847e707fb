package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Puts faults into the library that no test found at first, one at a time: the unit test that is
 * named for the fault must fail, and pass without it. For faults that the simulation cannot reach;
 * {@link MutantsTest} has the others.
 */
@SuppressWarnings("StringConcatToTextBlock") // parts of lines
@Tag("long")
class PlantedFaultsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("simulation.sources", "../../esrp-cluster-core/src/main/java"))
          .toAbsolutePath()
          .normalize()
          .resolve("../../../..")
          .normalize();
  private static final Path TARGET = Path.of(System.getProperty("simulation.target", "target"));
  private static final String LIBRARY = "io.github.esrpcluster.";

  /**
   * A fault, and the test that must fail.
   *
   * @param module the module of both
   * @param folder the package of the mutated class, as a folder below the library's package
   * @param test the test class below the library's package, and its method
   */
  record Planted(String module, String folder, Mutant mutant, String test) {
    Path sources() {
      return home().resolve("src/main/java/io/github/esrpcluster").resolve(folder);
    }

    Path home() {
      return ROOT.resolve(module);
    }

    @Override
    public String toString() {
      return mutant.name();
    }
  }

  static Stream<Planted> faults() {
    return Stream.of(
        new Planted(
            "esrp-cluster-core",
            "core",
            new Mutant(
                "a publisher is listed after it was attached to the services",
                "ServiceRegistry",
                "      targets.add(target); // before the clusters: one that is created meanwhile"
                    + " finds it here\n"
                    + "    }\n"
                    + "    all().forEach(cluster -> attach(cluster, target));\n",
                "    }\n"
                    + "    all().forEach(cluster -> attach(cluster, target));\n"
                    + "    targets.add(target);\n"),
            "core.NotificationTest#service_that_appears_while_a_publisher_is_added_is_notified"),
        new Planted(
            "esrp-cluster-core",
            "core",
            new Mutant(
                "a service that comes back does not wait for the old call",
                "NotificationFeed",
                "        inFlight = null;\n"
                    + "        state = State.IDLE; // until predecessorEnded()\n"
                    + "        return null;\n",
                ""),
            "core.PublisherStatusTest#service_that_comes_back_waits_for_its_old_refresh"),
        new Planted(
            "esrp-cluster-core",
            "core",
            new Mutant(
                "a refresh in back-off keeps a service",
                "NotificationFeed",
                "return (pending == null || hasDelivered(pending))",
                "return pending == null"),
            "core.NotificationFeedTest#feed_is_delivered_while_a_failed_refresh_waits"),
        new Planted(
            "esrp-cluster-api",
            "api",
            new Mutant(
                "a kept selection is used for each measure of the same class",
                "Candidates",
                "!known.measure.equals(measure)",
                "known.measure.getClass() != measure.getClass()"),
            "api.CandidatesTest#kept_selection_is_for_an_equal_measure_only"),
        new Planted(
            "esrp-cluster-policies",
            "policies",
            new Mutant(
                "an option of a policy resets the option set before it",
                "Counting",
                "return new Counting(true, disruption);",
                "return new Counting(true, DisruptionWeight.NONE);"),
            "policies.ThresholdsTest#order_of_options_does_not_matter"),
        new Planted(
            "esrp-cluster-policies",
            "balancing",
            new Mutant(
                "the hash of a key uses the low byte of each character",
                "StableHash",
                "(hash ^ text.charAt(i))",
                "(hash ^ (text.charAt(i) & 0xff))"),
            "balancing.StickyTest#keys_that_differ_in_high_bytes_only_spread"),
        new Planted(
            "esrp-cluster-policies",
            "policies",
            new Mutant(
                "a sum of weights is cut to an int",
                "Counting",
                "return 2 * tally.weight(ElementState.NORMAL)",
                "return 2 * (int) tally.weight(ElementState.NORMAL)"),
            "policies.StatusPolicyExamplesTest#weights_beyond_an_int_are_exact"));
  }

  @Test
  void every_fault_fits_the_source() {
    List<String> misfits = new ArrayList<>();
    faults().forEach(each -> each.mutant().misfit(each.sources()).ifPresent(misfits::add));
    assertThat(misfits).as("faults whose text has to follow the source").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void test_fails_with_the_fault_only(Planted planted) throws Exception {
    Path unchanged = Files.createTempDirectory(Files.createDirectories(TARGET), "planted");
    TestExecutionSummary without = run(planted, unchanged);
    assertThat(without.getTestsSucceededCount()).as("without the fault").isPositive();
    assertThat(without.getFailures()).as("without the fault").isEmpty();
    Path mutated = Files.createTempDirectory(TARGET, "planted");
    planted.mutant().compile(planted.sources(), mutated);
    assertThat(run(planted, mutated).getFailures())
        .as("with the fault")
        .isNotEmpty()
        .allMatch(failure -> failure.getException() instanceof AssertionError);
  }

  /** Runs the test on a library of its own, whose first classes are in that folder. */
  private static TestExecutionSummary run(Planted planted, Path first) throws Exception {
    String[] names = planted.test().split("#", -1);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (LibraryLoader library =
        new LibraryLoader(places(first, planted.home()), name -> name.startsWith(LIBRARY))) {
      thread.setContextClassLoader(library);
      Class<?> type = library.loadClass(LIBRARY + names[0]);
      Method method =
          Arrays.stream(type.getDeclaredMethods())
              .filter(each -> each.getName().equals(names[1]))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no test " + planted.test()));
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(DiscoverySelectors.selectMethod(type, method))
              .build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      return listener.getSummary();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] places(Path first, Path home) throws IOException {
    List<URL> places = new ArrayList<>();
    places.add(first.toUri().toURL());
    places.add(home.resolve("target/test-classes").toUri().toURL());
    for (String each : List.of("api", "core", "policies", "testkit")) {
      places.add(ROOT.resolve("esrp-cluster-" + each + "/target/classes").toUri().toURL());
    }
    return places.toArray(URL[]::new);
  }
}
