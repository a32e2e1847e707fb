package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the Markdown pages of the repository, in the module that is built first. */
class DocsPagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");

  private static final Pattern AUDIENCE = Pattern.compile("For (vendors|contributors)\\b.*");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void page_names_its_audience_first() throws IOException {
    for (Path page : pages(DOCS)) {
      String firstAfterTitle = Files.readAllLines(page).get(2);
      assertThat(firstAfterTitle).as(page.toString()).matches(AUDIENCE);
    }
  }

  @Test
  void page_links_all_other_pages_and_the_readme() throws IOException {
    List<Path> pages = pages(DOCS);
    for (Path page : pages) {
      List<Path> others = new ArrayList<>(pages);
      others.remove(page);
      others.add(ROOT.resolve("README.md"));
      assertThat(linkedFiles(page)).as(page.toString()).containsAll(others);
    }
  }

  @Test
  void link_of_a_page_leads_to_a_file() throws IOException {
    for (Path page : pages(ROOT)) {
      assertThat(linkedFiles(page))
          .as(page.toString())
          .allSatisfy(file -> assertThat(file).exists());
    }
  }

  private static List<Path> pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.toString().replace('\\', '/').contains("/target/"))
              .sorted()
              .toList();
      assertThat(pages).as(folder.toString()).hasSizeGreaterThan(4);
      return pages;
    }
  }

  /** Returns the files to which a page links; addresses of other sites are left out. */
  private static List<Path> linkedFiles(Path page) throws IOException {
    Path folder = page.resolveSibling("");
    return LINK.matcher(Files.readString(page))
        .results()
        .map(MatchResult::group)
        .map(link -> LINK.matcher(link).replaceFirst("$1"))
        .map(link -> folder.resolve(link).normalize())
        .toList();
  }
}
