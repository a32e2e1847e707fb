package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What becomes of a test whose property is broken for a reason that the vendor gave. */
final class Relaxed {
  private Relaxed() {}

  /** Reports the test as aborted: it has not passed, and its reason stands in the report. */
  static void report(String why) {
    Assumptions.abort("relaxed: " + why);
  }

  /** Reports the test as aborted where there is a reason, else fails. */
  static void brokenBecause(Optional<String> reason, String how) {
    reason.ifPresent(because -> report(because + ": " + how));
    fail(how);
  }
}
