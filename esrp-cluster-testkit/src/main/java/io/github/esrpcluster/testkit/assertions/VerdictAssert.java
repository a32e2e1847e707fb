package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Verdict;
import java.util.List;

/** Verifies the verdict of a status policy. */
public final class VerdictAssert extends StateAssert<VerdictAssert, Verdict> {
  private final String subject;
  private final List<String> context;

  private VerdictAssert(Verdict actual, String subject, List<String> context) {
    super(actual, VerdictAssert.class);
    this.subject = subject;
    this.context = context;
  }

  static VerdictAssert of(Verdict actual) {
    return new VerdictAssert(actual, "the verdict", List.of());
  }

  static VerdictAssert previousOf(ClusterView view, Verdict actual) {
    return new VerdictAssert(
        actual,
        "the previous verdict on " + view.service(),
        FailureDetails.ofMembers(view.members()));
  }

  @Override
  Verdict verdict() {
    return actual;
  }

  @Override
  String subject() {
    return subject;
  }

  @Override
  List<String> context() {
    return context;
  }
}
