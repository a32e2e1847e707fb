package io.github.esrpcluster.examples.minimal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MinimalTest {

  @Test
  @Timeout(30)
  void program_prints_each_status_and_where_calls_go() throws Exception {
    // Not compared whole: a status that is replaced before it was sent may be skipped.
    assertThat(outputOfMain())
        .containsSubsequence(
            "published: Normal",
            "call goes to: sip:10.0.0.",
            "published: Partial (needed: 3 of 5 nodes)",
            "call goes to: sip:10.0.0.",
            "published: Normal",
            "published: GoingDown");
  }

  private static String outputOfMain() throws Exception {
    PrintStream original = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, UTF_8));
    try {
      Minimal.main(new String[0]);
    } finally {
      System.setOut(original);
    }
    return captured.toString(UTF_8);
  }
}
