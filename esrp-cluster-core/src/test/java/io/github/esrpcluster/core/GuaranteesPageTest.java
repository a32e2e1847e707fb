package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/GUARANTEES.md names exists. */
class GuaranteesPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void page_names_existing_tests_only() throws IOException {
    Map<String, String> sources = testSources();
    List<MatchResult> named =
        NAMED.matcher(Files.readString(ROOT.resolve("docs/GUARANTEES.md"))).results().toList();
    assertThat(named).hasSizeGreaterThan(100);
    assertThat(named)
        .allSatisfy(
            test -> {
              assertThat(sources).containsKey(test.group(1));
              if (test.group(2) != null) {
                assertThat(sources.get(test.group(1)))
                    .as(test.group())
                    .contains("void " + test.group(2) + "(");
              }
            });
  }

  /** The sources of all test classes of the project, by simple name. */
  private static Map<String, String> testSources() throws IOException {
    try (Stream<Path> folders = Files.walk(ROOT, 2)) {
      return folders
          .map(folder -> folder.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(GuaranteesPageTest::testsIn)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  GuaranteesPageTest::read,
                  (one, other) -> one + other));
    }
  }

  private static Stream<Path> testsIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
