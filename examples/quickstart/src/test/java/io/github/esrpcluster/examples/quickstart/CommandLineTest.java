package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final String REGISTER =
      "{\"register\": {\"service\": \"sip:esrp.example.org\", \"node\": \"esrp1.example.org\"}}\n";

  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void help_is_printed_without_reading_input() {
    ProgramRun run = ProgramRun.with("--help", "no-such-file");

    assertThat(run.status()).isZero();
    assertThat(run.out()).first().asString().startsWith("usage: ");
    assertThat(String.join("\n", run.out())).contains("--policy", "--virtual-time", "{\"route\"");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --fast              | unknown option --fast: --help lists the options
          one two             | more than one FILE: one and two
          --policy            | --policy needs a value: write --policy FILE
          --domain nowhere    | --domain: not a fully qualified domain name: "nowhere"
          no-such-file        | cannot read "no-such-file": there is no such file
          --policy no-such    | cannot read "no-such": there is no such file
          """)
  void wrong_argument_is_reported(String args, String reason) {
    ProgramRun run = ProgramRun.with(args.split(" "));

    assertThat(run.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).singleElement().asString().startsWith("quickstart: ").contains(reason);
  }

  @Test
  void lines_are_read_from_a_file() throws IOException {
    ProgramRun run = ProgramRun.with("--virtual-time", file("lines.jsonl", REGISTER));

    assertThat(run.status()).isZero();
    assertThat(run.states()).containsExactly("Down", "GoingDown");
  }

  /** Once a folder was refused only at its first read, when the manager had already started. */
  @Test
  void folder_is_refused_before_the_start() {
    assertRefused(folder.toString(), folder.toString());
    assertRefused(folder.toString(), "--policy", folder.toString());
    assertRefused("", "");
    assertRefused("", "--policy", "");
  }

  private static void assertRefused(String name, String... args) {
    ProgramRun run = ProgramRun.with(args);

    assertThat(run.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsExactly("quickstart: cannot read \"" + name + "\": it is a folder");
  }

  /** Once, with standard output on a full disk, the program lost every body and exited with 0. */
  @Test
  void program_fails_if_output_cannot_be_written() {
    assertUnwritten("--help");
    assertUnwritten("--virtual-time", "-");
  }

  private static void assertUnwritten(String... args) {
    ProgramRun run = ProgramRun.on(REGISTER.getBytes(UTF_8), new FullDisk(), args);

    assertThat(run.status()).isEqualTo(Quickstart.OUTPUT_FAILED);
    assertThat(run.err()).last().isEqualTo("quickstart: cannot write to standard output");
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int each) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  @Test
  void policy_is_read_from_a_file() throws IOException {
    String policy = file("policy.json", "{\"type\": \"any-up\"}");
    byte[] lines = REGISTER.getBytes(UTF_8);
    ProgramRun run = ProgramRun.on(lines, "--virtual-time", "--explain", "--policy", policy, "-");

    assertThat(run.errorText()).contains("policy any-up: Down");
  }

  @Test
  void bad_policy_is_refused_before_the_start() throws IOException {
    String policy = file("policy.json", "{\"type\": \"quorum\", \"up\": 0}");
    ProgramRun run = ProgramRun.on(REGISTER.getBytes(UTF_8), "--policy", policy, "-");

    assertThat(run.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).singleElement().asString().contains("policy.json: policy at /up: 0");
  }

  @Test
  void policy_that_is_not_utf8_is_refused() throws IOException {
    Path policy = Files.write(folder.resolve("policy.json"), new byte[] {'"', (byte) 0xe4, '"'});

    assertThat(ProgramRun.with("--policy", policy.toString()).errorText())
        .contains("it is not UTF-8");
  }

  @Test
  void option_names_a_service_without_a_domain() {
    byte[] lines = REGISTER.replace("sip:esrp.example.org", "urn:service:sos").getBytes(UTF_8);
    ProgramRun run = ProgramRun.on(lines, "--virtual-time", "--domain", "esrp.example.org", "-");

    assertThat(run.bodies())
        .extracting(body -> body.service().domain().toString())
        .containsOnly("esrp.example.org");
  }

  @Test
  void each_status_is_explained() {
    ProgramRun run = ProgramRun.on(REGISTER.getBytes(UTF_8), "--virtual-time", "--explain", "-");

    assertThat(run.err())
        .contains(
            "           |   policy quorum(majority): Down (no node takes calls)",
            "           |   1 member: 1 Unreachable",
            "           |     esrp1.example.org Unreachable (no report yet); last contact 0 s ago,"
                + " lease expires in 1 min. To do: the node must report its status");
  }
}
