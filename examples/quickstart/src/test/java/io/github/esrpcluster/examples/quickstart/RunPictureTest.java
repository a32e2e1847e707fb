package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/**
 * Compares the picture in this module's README with the output of a run. With {@code
 * -Dpicture.write} it writes the picture first.
 */
class RunPictureTest {
  private static final Path PICTURE = Path.of("run.svg");
  private static final String TO_REPAIR =
      "the picture is not what the program prints; CONTRIBUTING.md has the command to write it";

  @BeforeAll
  static void write_on_request() throws IOException, XMLStreamException {
    if (System.getProperty("picture.write") != null) {
      Files.writeString(PICTURE, TerminalPicture.draw(shown()));
    }
  }

  @Test
  void picture_has_the_text_that_the_program_prints() throws Exception {
    assertThat(shown()).isNotEmpty();
    assertThat(textOf(PICTURE)).as(TO_REPAIR).isEqualTo(String.join("", shown()));
  }

  @Test
  void picture_is_drawn_from_the_output() throws IOException, XMLStreamException {
    assertThat(Files.readString(PICTURE)).as(TO_REPAIR).isEqualTo(TerminalPicture.draw(shown()));
  }

  @Test
  void picture_is_small_and_complete_in_itself() throws IOException {
    String picture = Files.readString(PICTURE).replace(TerminalPicture.NAMESPACE, "");
    assertThat(picture).hasSizeLessThan(60_000);
    assertThat(picture).doesNotContain("script", "href", "@import", "url(", "http");
  }

  @Test
  void readme_shows_the_picture() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains("](" + PICTURE + ")");
  }

  /** Returns the lines of the run from the storm until the works are cancelled. */
  private static List<String> shown() {
    List<String> run = ProgramRun.onTerminal(new byte[0], "--virtual-time");
    return run.stream()
        .dropWhile(line -> !line.startsWith("14:10 "))
        .takeWhile(line -> !line.startsWith("14:30 "))
        .toList();
  }

  private static String textOf(Path picture) throws Exception {
    NodeList rows =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(picture.toFile())
            .getElementsByTagName("text");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.getLength(); i++) {
      text.append(rows.item(i).getTextContent());
    }
    return text.toString();
  }
}
