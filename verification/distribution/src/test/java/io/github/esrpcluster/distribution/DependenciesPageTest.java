package io.github.esrpcluster.distribution;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/DEPENDENCIES.md, compared with what the build found in the poms of the dependencies. */
class DependenciesPageTest {
  private static final Path PAGE = PublishedFiles.ROOT.resolve("docs").resolve("DEPENDENCIES.md");

  private static final String FIRST_SECTION = "\n## esrp-cluster-";

  private static final Pattern ALLOWED =
      Pattern.compile("<includedLicense>(.*?)</includedLicense>");
  private static final Pattern USED = Pattern.compile("\\| `.*` \\| .* \\| (.*) \\|");

  @Test
  void page_lists_the_dependencies_of_each_module() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder expected = new StringBuilder(page.substring(0, page.indexOf(FIRST_SECTION)));
    for (String module : PublishedFiles.modules()) {
      expected.append("\n## ").append(module).append("\n\n");
      expected.append(table(module, "at run time", "at-run-time.md")).append('\n');
      expected.append(table(module, "to compile or test only", "of-the-build.md"));
    }
    if (Boolean.getBoolean("dependencies.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("%s is out of date: CONTRIBUTING.md has the command that writes it again", PAGE)
        .isEqualTo(expected.toString());
  }

  private static String table(String module, String needed, String file) throws IOException {
    String rows =
        Files.readString(PublishedFiles.target(module).resolve("dependencies").resolve(file))
            .lines()
            .sorted()
            .map(row -> row + "\n")
            .reduce("", String::concat);
    return rows.isEmpty()
        ? "Nothing " + needed + ".\n"
        : "| " + needed + " | version | licence |\n|---|---|---|\n" + rows;
  }

  @Test
  void each_allowed_licence_is_that_of_a_dependency() throws IOException {
    assertThat(found(ALLOWED, PublishedFiles.ROOT.resolve("pom.xml")))
        .isNotEmpty()
        .isEqualTo(found(USED, PAGE));
  }

  private static Set<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(result -> result.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
