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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the Java code in the pages of docs with files that are compiled and tested. */
class SnippetsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern SNIPPET =
      Pattern.compile("From \\[`[^`]+`]\\(\\.\\./([^)]+)\\):\n\n```java\n(.*?)```", Pattern.DOTALL);

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      return pages.filter(page -> page.toString().endsWith(".md")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void snippets_of_the_page_are_compiled_files(Path page) throws IOException {
    List<MatchResult> snippets = snippets(page);
    for (MatchResult snippet : snippets) {
      String file = Files.readString(ROOT.resolve(snippet.group(1)));
      String withoutPackage = file.substring(file.indexOf("import "));
      assertThat(snippet.group(2)).as(snippet.group(1)).isEqualTo(withoutPackage);
    }
    assertThat(Files.readString(page).split("```java", -1)).hasSize(snippets.size() + 1);
  }

  @Test
  void pages_have_snippets() throws IOException {
    assertThat(snippets(ROOT.resolve("docs/SNIPPETS.md"))).hasSize(3);
  }

  private static List<MatchResult> snippets(Path page) throws IOException {
    return SNIPPET.matcher(Files.readString(page)).results().toList();
  }
}
