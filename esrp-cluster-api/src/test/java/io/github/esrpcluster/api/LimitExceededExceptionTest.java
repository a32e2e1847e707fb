package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitExceededExceptionTest {
  @Test
  void exception_names_the_limit_and_the_refused_thing() {
    LimitExceededException e = new LimitExceededException("maxServices", 2, "sip:c.example");

    assertThat(e.limit()).isEqualTo("maxServices");
    assertThat(e.max()).isEqualTo(2);
    assertThat(e.refused()).isEqualTo("sip:c.example");
    assertThat(e)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sip:c.example refused: maxServices is 2; raise this setting of the manager, or ask"
                + " for less");
  }
}
