package io.github.esrpcluster.testkit.assertions;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Captures the failure message of an assertion. */
final class FailureCapture {
  private FailureCapture() {}

  static AbstractStringAssert<?> failureOf(ThrowingCallable assertion) {
    AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
    return Assertions.assertThat(failure).as("the failure").isNotNull().message();
  }
}
