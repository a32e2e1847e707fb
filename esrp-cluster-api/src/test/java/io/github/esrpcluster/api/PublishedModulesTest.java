package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compares the poms of the project with each other, in the module that is built first. Reads them
 * as text: this module does not read {@code java.xml}.
 */
class PublishedModulesTest {
  private static final Path ROOT = Path.of("..");
  private static final String BOM = "esrp-cluster-bom";

  @Test
  void bom_lists_every_published_module_and_no_other() throws IOException {
    List<String> published = publishedModules();
    published.remove(BOM);
    String managed = texts("dependencyManagement", pom(BOM)).get(0);

    assertThat(texts("artifactId", managed)).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void bom_has_the_version_of_its_parent() throws IOException {
    String bom = pom(BOM);
    String parent = only(texts("parent", bom));

    assertThat(texts("version", bom.replace(parent, "")).get(0))
        .isEqualTo(only(texts("version", parent)));
  }

  @Test
  void published_module_has_a_name_and_a_description() throws IOException {
    for (String module : publishedModules()) {
      assertThat(texts("name", pom(module))).as(module).contains(module);
      assertThat(texts("description", pom(module))).as(module).hasSize(1);
    }
  }

  /** The modules of the parent that do not set "maven.deploy.skip". */
  static List<String> publishedModules() throws IOException {
    List<String> published = new ArrayList<>();
    for (String module : texts("module", texts("modules", pom(".")).get(0))) {
      if (!texts("maven.deploy.skip", pom(module)).contains("true")) {
        published.add(module);
      }
    }
    return published;
  }

  private static String pom(String module) throws IOException {
    return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
  }

  private static List<String> texts(String element, String xml) {
    return Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String only(List<String> texts) {
    assertThat(texts).hasSize(1);
    return texts.get(0);
  }
}
