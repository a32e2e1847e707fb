package io.github.esrpcluster.testkit.assertions;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;

/** Formats a failure: one sentence, then a line for each detail. */
abstract class DomainAssert<S extends DomainAssert<S, A>, A> extends AbstractAssert<S, A> {
  DomainAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  /** Returns the subject of the sentence. */
  abstract String subject();

  /** Returns the details, one line each. */
  abstract List<String> context();

  /** Fails unless the rule holds: "Expected (subject) to (expected), but (found)." */
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
