package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class QuickstartTest {

  @Test
  void runsToItsEnd() {
    assertThatCode(() -> Quickstart.main(new String[0])).doesNotThrowAnyException();
  }
}
