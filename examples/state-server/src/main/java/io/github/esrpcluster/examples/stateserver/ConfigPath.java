package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;

/** Writes JSON pointers (RFC 6901) in the form that authors of configurations know. */
final class ConfigPath {
  private static final int LONGEST = 200;

  private ConfigPath() {}

  /** Returns {@code services[0].policy.type} for {@code /services/0/policy/type}. */
  static String of(String pointer) {
    if (pointer.isEmpty()) {
      return "the whole";
    }
    StringBuilder path = new StringBuilder();
    for (String step : pointer.substring(1).split("/", -1)) {
      if (step.matches("[0-9]+")) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return Texts.printable(path.toString(), LONGEST);
  }
}
