package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.esrpcluster.examples.quickstart.UsageException;
import io.github.esrpcluster.policies.StatusPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerArgumentsTest {
  @TempDir Path folder;

  private static ServerConfig config(String... args) throws UsageException {
    return ServerArguments.parse(args).config(Map.of());
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void one_service_needs_no_file() throws Exception {
    ServerConfig config = config("--service", "sip:esrp.example.org");

    assertThat(config.services().get(0).identity().domain()).hasToString("esrp.example.org");
    assertThat(config.services().get(0).policy()).isEqualTo(StatusPolicies.majority());
    assertThat(config.defaultService()).contains(config.services().get(0).uri());
    assertThat(config.listeners()).hasToString("[udp:127.0.0.1:5060, tcp:127.0.0.1:5060]");
  }

  @Test
  void one_service_has_domain_and_policy() throws Exception {
    String policy = file("policy.json", "{\"type\":\"any-up\"}");
    ServerConfig config =
        config("--service", "urn:service:sos", "--domain", "sos.example.org", "--policy", policy);

    assertThat(config.services().get(0).identity().domain()).hasToString("sos.example.org");
    assertThat(config.services().get(0).policy()).isEqualTo(StatusPolicies.anyUp());
  }

  @Test
  void listeners_are_repeated() throws Exception {
    ServerConfig config =
        config(
            "--listen",
            "udp:127.0.0.1:5070",
            "--service",
            "sip:esrp.example.org",
            "--listen",
            "tcp:[::1]:5071");

    assertThat(config.listeners())
        .containsExactly(
            ListenAddress.sip("udp:127.0.0.1:5070"), ListenAddress.sip("tcp:[::1]:5071"));
  }

  @Test
  void configuration_is_read_from_a_file() throws Exception {
    String file = file("c.json", "{\"services\":[{\"uri\":\"sip:esrp.example.org\"}]} // end");

    assertThat(config("--config", file).services()).hasSize(1);
  }

  @Test
  void error_of_the_configuration_names_the_file() throws Exception {
    String file = file("c.json", "{}");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> config("--config", file))
        .withMessage(file + ": services: is missing; it must be a list of objects");
  }

  @Test
  void input_may_be_followed_by_a_time() throws Exception {
    String[] args = {"--service", "sip:esrp.example.org", "--input", "-"};

    assertThat(ServerArguments.parse(args).input()).contains("-");
    assertThat(ServerArguments.parse(args).linger().time()).contains(Duration.ZERO);
    assertThat(lingering("PT30S").time()).contains(Duration.ofSeconds(30));
    assertThat(lingering("signal").time()).isEmpty();
  }

  private static Linger lingering(String linger) throws UsageException {
    return ServerArguments.parse(
            "--service", "sip:esrp.example.org", "--input", "-", "--linger", linger)
        .linger();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          --fast                                    | unknown argument --fast
          --input -                                 | give either --config FILE or --service URI
          --config a --service sip:a.example.org    | give either --config FILE or --service URI
          --config a --domain a.example.org         | --domain and --policy need --service
          --config a --policy b                     | --domain and --policy need --service
          --config                                  | --config needs a value
          --config no-such-file                     | cannot read "no-such-file": there is no such file
          --config a --linger PT5S                  | --linger needs --input
          --config a --input - --linger 5           | --linger: not a duration: "5"
          --config a --input - --linger -PT5S       | --linger: "-PT5S" is negative
          --service sip                             | --service: not a service id: "sip"
          --service urn:service:sos                 | urn:service:sos has no domain name: add --domain NAME
          --service sip:a.example.org --domain a    | --domain: not a fully qualified domain name: "a"
          --service sip:a.example.org --policy no-such | cannot read "no-such": there is no such file
          --service sip:a.example.org --listen 5060 | --listen: not a listener: "5060"
          --service sip:a.example.org --listen udp:0.0.0.0:5060 | --listen: udp:0.0.0.0:5060 can be reached from other machines
          --service sip:a.example.org --listen tls:127.0.0.1:5061 | --listen: tls:127.0.0.1:5061 needs the member tls
          """)
  void wrong_argument_is_reported(String args, String reason) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> config(args.split(" ")))
        .withMessageStartingWith(reason);
  }

  @Test
  void bad_policy_is_reported() throws Exception {
    String policy = file("policy.json", "{\"type\":\"quorum\",\"up\":0}");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> config("--service", "sip:a.example.org", "--policy", policy))
        .withMessageContaining("policy.json: policy at /up: 0");
  }
}
