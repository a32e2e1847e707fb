package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compiles only if no call is ambiguous while {@code assertThat} of both classes is imported. */
class SingleImportsTest {
  @Test
  void assertions_of_both_classes_are_not_ambiguous() {
    assertThat(Verdict.normal()).isNormal();
    assertThat("text").startsWith("t");
    assertThat(List.of(1, 2)).hasSize(2);
  }
}
