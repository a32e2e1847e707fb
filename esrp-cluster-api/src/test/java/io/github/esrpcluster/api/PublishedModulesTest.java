package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Compares the poms of the project with each other. Lives in the module that is built first. */
class PublishedModulesTest {
  private static final Path ROOT = Path.of("..");
  private static final String BOM = "esrp-cluster-bom";

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void bom_lists_every_published_module_and_no_other() throws Exception {
    List<String> published = publishedModules();
    published.remove(BOM);

    assertThat(texts(pom(BOM), "//dependencyManagement//artifactId"))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void bom_has_the_version_of_its_parent() throws Exception {
    assertThat(text(pom(BOM), "/project/version"))
        .isEqualTo(text(pom(BOM), "/project/parent/version"));
  }

  @Test
  void published_module_has_a_name_and_a_description() throws Exception {
    for (String module : publishedModules()) {
      assertThat(text(pom(module), "/project/name")).as(module).isEqualTo(module);
      assertThat(text(pom(module), "/project/description")).as(module).endsWith(".");
    }
  }

  /** The modules of the parent that do not say "maven.deploy.skip". */
  private List<String> publishedModules() throws Exception {
    List<String> published = new ArrayList<>();
    for (String module : texts(pom("."), "/project/modules/module")) {
      if (!text(pom(module), "/project/properties/maven.deploy.skip").equals("true")) {
        published.add(module);
      }
    }
    return published;
  }

  private String text(Document pom, String path) throws Exception {
    return xpath.evaluate(path, pom);
  }

  private List<String> texts(Document pom, String path) throws Exception {
    NodeList found = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static Document pom(String module) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
  }
}
