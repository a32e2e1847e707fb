package io.github.esrpcluster.testkit.assertions;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;

/** How a failure reads: one sentence, and below it what belongs to it. */
abstract class DomainAssert<S extends DomainAssert<S, A>, A> extends AbstractAssert<S, A> {
  DomainAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  /** What is judged, as the subject of the sentence. */
  abstract String subject();

  /** What a reader of the failure wants to see besides, a line for each fact. */
  abstract List<String> context();

  /** The rule holds, or the failure says: expected (subject) to (expected), but (found). */
  final S require(Predicate<A> rule, String expected, Supplier<String> found) {
    isNotNull();
    if (!rule.test(actual)) {
      throw failed("Expected " + subject() + " to " + expected + ", but " + found.get() + ".");
    }
    return myself;
  }

  private AssertionError failed(String sentence) {
    StringBuilder text = new StringBuilder(sentence);
    context().forEach(line -> text.append("\n  ").append(line));
    return failure("%s", text);
  }
}
