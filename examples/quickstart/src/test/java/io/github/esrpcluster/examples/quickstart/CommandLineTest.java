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
  void helpsWithoutReadingAnything() {
    Ran ran = Ran.with("--help", "no-such-file");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).first().asString().startsWith("usage: ");
    assertThat(String.join("\n", ran.out())).contains("--policy", "--virtual-time", "{\"route\"");
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --fast              | unknown option --fast: --help lists those there are
          one two             | one FILE at most, but there are one and two
          --policy            | --policy needs a value: write --policy FILE
          --domain nowhere    | --domain: not a fully qualified domain name: "nowhere"
          no-such-file        | cannot read "no-such-file": there is no such file
          --policy no-such    | cannot read "no-such": there is no such file
          """)
  void saysWhatIsWrongWithTheCall(String args, String reason) {
    Ran ran = Ran.with(args.split(" "));

    assertThat(ran.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).singleElement().asString().startsWith("quickstart: ").contains(reason);
  }

  @Test
  void readsAFile() throws IOException {
    Ran ran = Ran.with("--virtual-time", file("lines.jsonl", REGISTER));

    assertThat(ran.status()).isZero();
    assertThat(ran.states()).containsExactly("Down", "GoingDown");
  }

  /** A folder was refused by its first line alone, when the manager was there already. */
  @Test
  void refusesAFolderBeforeAnythingStarts() {
    assertRefused(folder.toString(), folder.toString());
    assertRefused(folder.toString(), "--policy", folder.toString());
    assertRefused("", "");
    assertRefused("", "--policy", "");
  }

  private static void assertRefused(String name, String... args) {
    Ran ran = Ran.with(args);

    assertThat(ran.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .containsExactly("quickstart: cannot read \"" + name + "\": it is a folder");
  }

  /** With a full disk behind standard output, the program once lost every body and ended with 0. */
  @Test
  void failsIfStandardOutputCannotBeWritten() {
    assertUnwritten("--help");
    assertUnwritten("--virtual-time", "-");
  }

  private static void assertUnwritten(String... args) {
    Ran ran = Ran.on(REGISTER.getBytes(UTF_8), new FullDisk(), args);

    assertThat(ran.status()).isEqualTo(Quickstart.UNWRITTEN);
    assertThat(ran.err()).last().isEqualTo("quickstart: cannot write to standard output");
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int each) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  @Test
  void takesThePolicyFromAFile() throws IOException {
    String policy = file("policy.json", "{\"type\": \"any-up\"}");
    byte[] lines = REGISTER.getBytes(UTF_8);
    Ran ran = Ran.on(lines, "--virtual-time", "--explain", "--policy", policy, "-");

    assertThat(ran.story()).contains("policy any-up found Down");
  }

  @Test
  void refusesABadPolicyBeforeAnythingStarts() throws IOException {
    String policy = file("policy.json", "{\"type\": \"quorum\", \"up\": 0}");
    Ran ran = Ran.on(REGISTER.getBytes(UTF_8), "--policy", policy, "-");

    assertThat(ran.status()).isEqualTo(Quickstart.BAD_INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).singleElement().asString().contains("policy.json: policy at /up: 0");
  }

  @Test
  void refusesAPolicyThatIsNotUtf8() throws IOException {
    Path policy = Files.write(folder.resolve("policy.json"), new byte[] {'"', (byte) 0xe4, '"'});

    assertThat(Ran.with("--policy", policy.toString()).story()).contains("it is not UTF-8");
  }

  @Test
  void namesAServiceWithoutADomain() {
    byte[] lines = REGISTER.replace("sip:esrp.example.org", "urn:service:sos").getBytes(UTF_8);
    Ran ran = Ran.on(lines, "--virtual-time", "--domain", "esrp.example.org", "-");

    assertThat(ran.bodies())
        .extracting(body -> body.service().domain().toString())
        .containsOnly("esrp.example.org");
  }

  @Test
  void explainsEachVerdict() {
    Ran ran = Ran.on(REGISTER.getBytes(UTF_8), "--virtual-time", "--explain", "-");

    assertThat(ran.err())
        .contains(
            "           |   policy quorum(majority) found Down (needed: 1 of 1 nodes)",
            "           |   1 member: 1 Unreachable",
            "           |     esrp1.example.org Unreachable: it has not reported yet; heard PT0S"
                + " ago, lease left PT1M");
  }
}
