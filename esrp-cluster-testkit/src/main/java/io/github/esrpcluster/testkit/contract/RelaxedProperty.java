package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Reports the violation of a property that the vendor has relaxed. */
final class RelaxedProperty {
  private RelaxedProperty() {}

  /** Reports the test as aborted, with the reason. */
  static void report(String reason) {
    Assumptions.abort("relaxed: " + reason);
  }

  /** Reports the test as aborted if the vendor gave a reason, otherwise fails. */
  static void violated(Optional<String> reason, String how) {
    reason.ifPresent(because -> report(because + ": " + how));
    fail(how);
  }
}
