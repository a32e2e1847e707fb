package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table of the incident in this module's README with a run. */
class IncidentTableTest {
  private static final List<String> RUN = ProgramRun.onTerminal(new byte[0], "--virtual-time");
  private static final Pattern SECOND = Pattern.compile("^ *(\\d+\\.\\d)00  .*");
  private static final Pattern CALL =
      Pattern.compile(
          ".*  call to \\S+: \\w+\\.(\\w+)\\..*, state (\\w+), mode (NORMAL|LAST_RESORT)");
  private static final Pattern COMMENT = Pattern.compile("(\\d\\d:\\d\\d) - .*");
  private static final Pattern ROW = Pattern.compile("\\| \\d+\\.\\d \\|.*");
  private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d\\b");
  private static final Pattern MESSAGE = Pattern.compile("`\\w+`(?:, posture `\\w+`)?");

  @Test
  void table_has_the_messages_of_each_second() throws IOException {
    assertThat(column(3, IncidentTableTest::messages))
        .isEqualTo(printed(IncidentTableTest::message));
  }

  @Test
  void table_has_the_call_of_each_second() throws IOException {
    assertThat(column(5, IncidentTableTest::nonBlank)).isEqualTo(printed(IncidentTableTest::call));
  }

  @Test
  void table_has_the_clock_of_each_comment() throws IOException {
    List<String> clocks =
        rows().flatMap(row -> CLOCK.matcher(row).results()).map(MatchResult::group).toList();
    assertThat(clocks)
        .isEqualTo(
            RUN.stream()
                .map(COMMENT::matcher)
                .filter(Matcher::matches)
                .map(comment -> comment.group(1))
                .toList());
  }

  /** Groups what the lines of the run have of interest by the second in which they were printed. */
  private static Map<String, List<String>> printed(Function<String, Stream<String>> interest) {
    Map<String, List<String>> bySecond = new LinkedHashMap<>();
    String second = "";
    for (String line : RUN) {
      Matcher timed = SECOND.matcher(line);
      second = timed.matches() ? timed.group(1) : second;
      add(bySecond, second, interest.apply(line));
    }
    return bySecond;
  }

  private static Map<String, List<String>> column(
      int column, Function<String, Stream<String>> interest) throws IOException {
    Map<String, List<String>> bySecond = new LinkedHashMap<>();
    rows()
        .map(row -> row.split(" *\\| *", -1))
        .forEach(cells -> add(bySecond, cells[1], interest.apply(cells[column])));
    return bySecond;
  }

  private static void add(Map<String, List<String>> all, String second, Stream<String> texts) {
    texts.forEach(text -> all.computeIfAbsent(second, key -> new ArrayList<>()).add(text));
  }

  private static Stream<String> rows() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream().filter(ROW.asMatchPredicate());
  }

  private static Stream<String> message(String line) {
    if (!line.startsWith("{")) {
      return Stream.empty();
    }
    ServiceStateBody body = I3Json.standard().serviceState().read(line);
    String posture = body.posture().orElseThrow().token();
    String state = "`" + body.stateToken() + "`";
    return Stream.of(posture.equals("Green") ? state : state + ", posture `" + posture + "`");
  }

  private static Stream<String> messages(String cell) {
    return MESSAGE.matcher(cell).results().map(MatchResult::group);
  }

  private static Stream<String> call(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return Stream.empty();
    }
    String node = "`" + call.group(2) + "`, in the " + call.group(1);
    return Stream.of(call.group(3).equals("NORMAL") ? node : node + ", last resort");
  }

  private static Stream<String> nonBlank(String cell) {
    return Stream.of(cell).filter(text -> !text.isBlank());
  }
}
