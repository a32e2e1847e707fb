package io.github.esrpcluster.api;

import static io.github.esrpcluster.api.HouseStyle.Rule.JAVADOC_MISSING;
import static io.github.esrpcluster.api.HouseStyle.Rule.JAVADOC_SUBJECT;
import static io.github.esrpcluster.api.HouseStyle.Rule.TEST_NAME;
import static io.github.esrpcluster.api.HouseStyle.Rule.TYPE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.HouseStyle.Finding;
import io.github.esrpcluster.api.HouseStyle.Rule;
import io.github.esrpcluster.api.HouseStyle.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads all Java sources of the repository, in the module that is built first. */
class HouseStyleTest {
  private static final Path ROOT = Path.of("..");

  private static List<Finding> findings = List.of();

  @BeforeAll
  static void check_repository() throws IOException {
    findings = HouseStyle.check(sources());
  }

  @Test
  void repository_has_no_long_test_name() {
    assertThat(repository(TEST_NAME)).isEmpty();
  }

  @Test
  void repository_has_no_two_types_of_one_name() {
    assertThat(repository(TYPE_NAME)).isEmpty();
  }

  @Test
  void public_and_protected_elements_have_javadoc() {
    assertThat(repository(JAVADOC_MISSING)).isEmpty();
  }

  @Test
  void published_javadoc_names_its_subjects() {
    assertThat(repository(JAVADOC_SUBJECT)).isEmpty();
  }

  @Test
  void long_test_name_is_found() throws IOException {
    String shortEnough = "a".repeat(60);
    String tooLong = "a".repeat(61);
    String text =
        """
        class SmallTest {
          @Test
          void %s() {}

          @Property(tries = 10)
          void %s() {}

          void %s() {}
        }
        """;

    assertThat(check("SmallTest.java", text.formatted(shortEnough, tooLong, tooLong + "b")))
        .containsExactly(
            "SmallTest.java:5: " + tooLong + ": a test method name has at most 60 characters");
  }

  @Test
  void second_type_of_a_name_is_found() throws IOException {
    Source first = published("First.java", "class Twin { private class Step {} class Builder {} }");
    Source second =
        published("Second.java", "class Step {\n  interface Twin {}\n  class Builder {}\n}");

    assertThat(texts(HouseStyle.check(List.of(first, second))))
        .containsExactly(
            "First.java:1: Twin: two types must not share a simple name",
            "Second.java:2: Twin: two types must not share a simple name");
  }

  @Test
  void missing_javadoc_is_found() throws IOException {
    String text =
        """
        public interface Small {
          /** Returns a size. */
          int size();
          int weight();
          int LARGEST = 9;
          enum Color { RED, /** Looks like grass. */ GREEN; void paint() {} }
          /** Holds a value. */
          record Value(int value) implements Small {
            public int value() { return value; }
            @Override public int size() { return 0; }
            @Override public int weight() { return 0; }
            public static Value zero() { return new Value(0); }
            private void forget() {}
          }
          /** Can be extended. */
          abstract class Base {
            protected Base() {}
            protected int size;
            abstract void measure();
            static final int LEAST = 1;
          }
        }
        class Hidden {
          public void run() {}
          public static final int MOST = 2;
        }
        """;
    String rule = ": a public or protected element must have Javadoc";

    assertThat(check("Small.java", text))
        .containsExactly(
            "Small.java:1: Small" + rule,
            "Small.java:4: weight" + rule,
            "Small.java:5: LARGEST" + rule,
            "Small.java:6: Color" + rule,
            "Small.java:6: RED" + rule,
            "Small.java:12: zero" + rule,
            "Small.java:17: <init>" + rule,
            "Small.java:18: size" + rule);
  }

  @Test
  void missing_javadoc_of_a_package_is_found() throws IOException {
    assertThat(check("small/package-info.java", "package small;"))
        .containsExactly(
            "small/package-info.java:1: small: a public or protected element must have Javadoc");
    assertThat(check("small/package-info.java", "/** Has small types. */ package small;"))
        .isEmpty();
  }

  @Test
  void vague_subject_is_found() throws IOException {
    String text =
        """
        /** What a node says. */
        class Small {
          /**
           * Returns the size. Nobody
           * may change it. Once set, it stays. Whatever happens, it is what one expects.
           *
           * @return One of them
           */
          private int size() { return 0; }
        }
        """;
    String rule = ": a Javadoc sentence must not begin with this word; name the subject or the act";

    assertThat(check("Small.java", text))
        .containsExactly(
            "Small.java:2: What" + rule, "Small.java:9: Nobody" + rule, "Small.java:9: One" + rule);
  }

  @Test
  void javadoc_of_unpublished_code_is_not_checked() throws IOException {
    Source source = new Source("Small.java", "/** What it is. */ public class Small {}", false);

    assertThat(HouseStyle.check(List.of(source))).isEmpty();
  }

  private static List<Finding> repository(Rule rule) {
    return findings.stream().filter(finding -> finding.rule() == rule).toList();
  }

  private static List<String> check(String file, String text) throws IOException {
    return texts(HouseStyle.check(List.of(published(file, text))));
  }

  private static Source published(String file, String text) {
    return new Source(file, text, true);
  }

  private static List<String> texts(List<Finding> found) {
    return found.stream().map(Finding::toString).toList();
  }

  private static List<Source> sources() throws IOException {
    List<String> published = PublishedModulesTest.publishedModules();
    List<Source> sources = new ArrayList<>();
    for (Path path : javaFiles()) {
      String file = ROOT.relativize(path).toString().replace('\\', '/');
      boolean main = published.stream().anyMatch(module -> file.startsWith(module + "/src/main/"));
      sources.add(new Source(file, Files.readString(path), main));
    }
    assertThat(sources).as("Java files of the repository").hasSizeGreaterThan(100);
    return sources;
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(ROOT)) {
      all.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.toString().replace('\\', '/').contains("/target/"))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }
}
