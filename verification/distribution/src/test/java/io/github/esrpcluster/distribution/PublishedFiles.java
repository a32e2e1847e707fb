package io.github.esrpcluster.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the published modules, and the files that the build has made of them. */
final class PublishedFiles {
  static final Path ROOT = Path.of("..", "..");

  private static final Pattern MODULE = Pattern.compile("<artifactId>(esrp-cluster-\\w+)<");

  private PublishedFiles() {}

  /** Returns the modules in the order of the bill of materials, which names all of them. */
  static List<String> modules() throws IOException {
    String bom = Files.readString(ROOT.resolve("esrp-cluster-bom").resolve("pom.xml"));
    String managed = bom.substring(bom.indexOf("<dependencyManagement>"));
    return MODULE.matcher(managed).results().map(found -> found.group(1)).toList();
  }

  static Path target(String module) {
    return ROOT.resolve(module).resolve("target");
  }
}
