package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.List;

/** Compares the notifications that a receiver got with the expected ones, value by value. */
final class DeliveryCheck {
  private DeliveryCheck() {}

  static void require(ServiceId service, List<ServiceStatus> expected, List<ServiceStatus> actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String wanted = i < expected.size() ? text(expected.get(i)) : "none";
      String got = i < actual.size() ? text(actual.get(i)) : "missing";
      boolean equal =
          i < expected.size() && i < actual.size() && expected.get(i).equals(actual.get(i));
      if (!equal) {
        fail(
            "notifications delivered about %s: number %d of %d is %s, expected: %s",
            service, i + 1, Math.max(expected.size(), actual.size()), got, wanted);
      }
    }
  }

  /** Returns all values; the text of a status itself has no time. */
  static String text(ServiceStatus status) {
    return ViewText.format(
        "v%d %s posture %s at %s, %s, weight %d",
        status.version(),
        status.verdict(),
        status.posture().token(),
        status.at(),
        status.tally(),
        status.tally().weight());
  }
}
