package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the Java code in the project's README with code that is compiled and tested. */
class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private static final String MINIMAL =
      "examples/minimal/src/main/java/io/github/esrpcluster/examples/minimal/Minimal.java";
  private static final String POLICY_TEST =
      "examples/quickstart/src/test/java/io/github/esrpcluster/examples/quickstart/TwoNodesTest.java";

  @Test
  void first_block_is_the_code_of_the_minimal_example() throws IOException {
    String code = withoutSpace(read(MINIMAL));
    for (String part : blocks().get(0).split("// \\.\\.\\.", -1)) {
      assertThat(code).contains(withoutSpace(part));
    }
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
