package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.*;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A static import of {@code assertThat} hides that of a wildcard import, so {@link
 * ClusterAssertions} must have the assertions of AssertJ too.
 */
class StaticImportsTest {
  private final ClusterView view = ClusterViewBuilder.of("sip:esrp.example.org").normal(1).build();

  @Test
  void both_assertions_work_with_a_wildcard_import_of_assertj() {
    Member member = view.members().get(0);
    assertThat(view).hasMembers(1);
    assertThat(member).isLive();
    assertThat(Verdict.normal()).isNormal();
    assertThat("text").startsWith("t");
    assertThat(List.of(1, 2)).hasSize(2);
    assertThatNullPointerException().isThrownBy(() -> ClusterViewBuilder.of((String) null));
  }
}
