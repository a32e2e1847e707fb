package io.github.esrpcluster.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WireOptionsTest {
  private static WireOptions parse(String... arguments) {
    return WireOptions.parse(arguments);
  }

  @Test
  void defaults_measure_both_servers_in_three_rounds() {
    assertThat(parse().rounds()).isEqualTo(3);
    assertThat(parse().only()).isEmpty();
    assertThat(parse().interval()).isEqualTo(60);
  }

  @Test
  void options_are_read() {
    WireOptions options = parse("--rounds", "5", "--only", "Kamailio", "--server", "x.jar");
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.only()).isEqualTo("Kamailio");
    assertThat(options.server()).isEqualTo(Path.of("x.jar"));
    assertThat(parse("--quick").rounds()).isEqualTo(1);
  }

  @Test
  void wrong_option_is_named() {
    assertThatThrownBy(() -> parse("--fast")).hasMessageContaining("--fast");
    assertThatThrownBy(() -> parse("--rounds")).hasMessageContaining("--rounds needs a value");
  }
}
