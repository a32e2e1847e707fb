package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the project's README: its Java code is compiled and tested, and its commands are right.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private static final String MINIMAL =
      "examples/minimal/src/main/java/io/github/esrpcluster/examples/minimal/Minimal.java";
  private static final String POLICY_TEST =
      "examples/quickstart/src/test/java/io/github/esrpcluster/examples/quickstart/TwoNodesTest.java";

  @Test
  void first_block_is_the_code_of_the_minimal_example() throws IOException {
    List<String> parts =
        Stream.of(blocks().get(0).split("// \\.\\.\\.", -1)).map(ReadmeTest::withoutSpace).toList();
    assertThat(parts).hasSizeGreaterThan(1).noneMatch(String::isEmpty);
    assertThat(withoutSpace(read(MINIMAL))).containsSubsequence(parts);
  }

  @Test
  void second_block_is_a_test_of_this_module() throws IOException {
    String test = read(POLICY_TEST);
    String withoutPackage = test.substring(test.indexOf("import "));
    assertThat(withoutSpace(blocks().get(1))).isEqualTo(withoutSpace(withoutPackage));
  }

  @Test
  void readme_has_no_other_java() throws IOException {
    assertThat(blocks()).hasSize(2);
  }

  @Test
  void readme_has_at_most_1000_words() throws IOException {
    assertThat(read("README.md").strip().split("\\s+").length).isLessThanOrEqualTo(1000);
  }

  @Test
  void quick_start_is_one_command_in_both_readmes() throws IOException {
    List<String> start = commandsWith("java -jar examples/quickstart", "README.md");
    assertThat(start).singleElement().asString().startsWith("mvn ").contains(" && java -jar ");
    assertThat(commandsWith("java -jar examples/quickstart", "examples/quickstart/README.md"))
        .isEqualTo(start);
  }

  /** Once the quick start printed nothing for minutes, while Maven fetched dependencies. */
  @Test
  void no_command_of_a_readme_hides_its_progress() throws IOException {
    for (String readme : readmes()) {
      assertThat(commandsWith("mvn ", readme)).as(readme).noneMatch(hides -> hides.contains(" -q"));
    }
  }

  private static List<String> readmes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      List<String> readmes =
          files
              .filter(file -> file.endsWith("README.md"))
              .map(file -> ROOT.relativize(file).toString())
              .toList();
      assertThat(readmes).contains("README.md").hasSizeGreaterThan(3);
      return readmes;
    }
  }

  private static List<String> commandsWith(String text, String readme) throws IOException {
    return read(readme).lines().filter(line -> line.contains(text)).map(String::strip).toList();
  }

  private static List<String> blocks() throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(read("README.md"))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
