package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.I3Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StateServerReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static List<MatchResult> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  @Test
  void bodies_of_the_exchange_have_their_lengths() throws IOException {
    List<MatchResult> bodies = find("Content-Length: ([1-9][0-9]*)\n\n(.*)\n", readme());

    assertThat(bodies)
        .hasSize(4)
        .allSatisfy(
            body ->
                assertThat(body.group(2).getBytes(UTF_8)).hasSize(Integer.parseInt(body.group(1))));
    assertThat(bodies)
        .extracting(body -> I3Json.standard().serviceState().read(body.group(2)).stateToken())
        .containsExactly("Down", "Normal", "GoingDown", "GoingDown");
  }

  @Test
  void every_option_of_the_help_is_explained() throws IOException {
    List<String> options =
        find("(?m)^ +(--[a-z]+)", ServerHelp.TEXT).stream().map(option -> option.group(1)).toList();

    assertThat(options).contains("--config", "--linger");
    assertThat(options)
        .filteredOn(option -> !option.equals("--help"))
        .allSatisfy(option -> assertThat(readme()).contains("| `" + option));
  }

  @Test
  void request_of_a_dequeuer_can_be_read() throws IOException {
    String request = find("-d '(.*?)'", readme()).get(0).group(1);

    assertThat(I3Json.standard().dequeueRegistration().read(request).expirationTime())
        .isEqualTo(60);
    assertThat(readme()).contains(WebHandler.REGISTRATIONS, WebHandler.VERSIONS);
  }

  @Test
  void every_class_that_is_named_exists() throws IOException {
    List<String> names =
        find("`([A-Z][A-Za-z]+)`", readme()).stream()
            .map(name -> name.group(1))
            .filter(name -> name.matches("(Server|State|Web|Dequeue|Listed|Graceful|SipS).*"))
            .filter(name -> !List.of("SipStack").contains(name))
            .toList();

    assertThat(names).contains("StateServerProgram", "WebHandler");
    assertThat(names)
        .allSatisfy(name -> assertThat(Class.forName(packageName() + name)).isNotNull());
  }

  private static String packageName() {
    return StateServer.class.getPackageName() + ".";
  }
}
