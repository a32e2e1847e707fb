package io.github.esrpcluster.examples.quickstart;

import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Draws lines of output as a terminal window, as SVG. Breaks long lines between words. */
final class TerminalPicture {
  static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private static final int COLUMNS = 112;

  /** The rest of a line if it fits, otherwise as many words as fit, otherwise a part of a word. */
  private static final Pattern ROW =
      Pattern.compile(".{1,%1$d}$|.{0,%2$d}[ ,]|.{%1$d}".formatted(COLUMNS, COLUMNS - 1));

  private static final int COLUMN_WIDTH = 8; // of the widest usual font, at 13 pixels
  private static final int ROW_HEIGHT = 18;
  private static final int MARGIN = 14;
  private static final String STYLE =
      """

      rect { fill: #f6f8fa; stroke: #d0d7de }
      text { fill: #24292f; font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
      .comment { font-weight: bold }
      .body { fill: #0550ae }
      @media (prefers-color-scheme: dark) {
        rect { fill: #0d1117; stroke: #30363d }
        text { fill: #e6edf3 }
        .body { fill: #79c0ff }
      }
      """;

  private TerminalPicture() {}

  static String draw(List<String> lines) throws XMLStreamException {
    StringWriter picture = new StringWriter();
    XMLStreamWriter svg = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(picture);
    int rows = (int) lines.stream().flatMap(TerminalPicture::rows).count();
    begin(svg, COLUMNS * COLUMN_WIDTH + 2 * MARGIN, rows * ROW_HEIGHT + 2 * MARGIN);
    int baseline = MARGIN - 4;
    for (String line : lines) {
      for (String row : rows(line).toList()) {
        baseline += ROW_HEIGHT;
        write(svg, row, kind(line), baseline);
      }
    }
    svg.writeEndElement();
    svg.writeCharacters("\n");
    svg.flush();
    return picture.toString();
  }

  private static void begin(XMLStreamWriter svg, int width, int height) throws XMLStreamException {
    svg.writeStartElement("svg");
    svg.writeDefaultNamespace(NAMESPACE);
    svg.writeAttribute("viewBox", "0 0 " + width + " " + height);
    svg.writeAttribute("width", String.valueOf(width));
    svg.writeAttribute("height", String.valueOf(height));
    svg.writeAttribute("xml:space", "preserve");
    svg.writeStartElement("style");
    svg.writeCharacters(STYLE);
    svg.writeEndElement();
    svg.writeEmptyElement("rect");
    svg.writeAttribute("x", "0.5");
    svg.writeAttribute("y", "0.5");
    svg.writeAttribute("width", String.valueOf(width - 1));
    svg.writeAttribute("height", String.valueOf(height - 1));
    svg.writeAttribute("rx", "8");
  }

  private static void write(XMLStreamWriter svg, String row, String kind, int baseline)
      throws XMLStreamException {
    svg.writeCharacters("\n");
    svg.writeStartElement("text");
    svg.writeAttribute("class", kind);
    svg.writeAttribute("x", String.valueOf(MARGIN));
    svg.writeAttribute("y", String.valueOf(baseline));
    svg.writeCharacters(row);
    svg.writeEndElement();
  }

  private static Stream<String> rows(String line) {
    return ROW.matcher(line).results().map(MatchResult::group);
  }

  private static String kind(String line) {
    if (line.startsWith("{")) {
      return "body";
    }
    return line.startsWith(" ") ? "event" : "comment";
  }
}
