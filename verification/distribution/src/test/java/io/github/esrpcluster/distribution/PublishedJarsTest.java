package io.github.esrpcluster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars of each published module, as the build has made them. */
class PublishedJarsTest {
  private static final String VERSION = System.getProperty("distribution.version");

  static Stream<Path> jars() throws IOException {
    List<String> modules = PublishedFiles.modules();
    assertThat(modules).contains("esrp-cluster-api", "esrp-cluster-core", "esrp-cluster-testkit");
    return modules.stream()
        .flatMap(
            module ->
                Stream.of("", "-sources", "-javadoc")
                    .map(kind -> module + "-" + VERSION + kind + ".jar")
                    .map(PublishedFiles.target(module)::resolve));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void jar_holds_licence_and_notice_of_the_project(Path jar) throws IOException {
    try (ZipFile files = new ZipFile(jar.toFile())) {
      for (String name : List.of("LICENSE", "NOTICE")) {
        ZipEntry entry = files.getEntry("META-INF/" + name);
        assertThat(entry).as(name + " in " + jar).isNotNull();
        assertThat(files.getInputStream(entry).readAllBytes())
            .as(name + " in " + jar)
            .isEqualTo(Files.readAllBytes(PublishedFiles.ROOT.resolve(name)));
      }
    }
  }
}
