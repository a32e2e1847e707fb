package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Checks;

/** The direction of the logged notification, seen from the element that logs. */
public enum LogDirection {
  /** It was received. */
  INCOMING("incoming"),
  /** It was sent. */
  OUTGOING("outgoing");

  private final String token;

  LogDirection(String token) {
    this.token = token;
  }

  /** Returns the word in a log event. */
  public String token() {
    return token;
  }

  static LogDirection ofToken(String token) {
    for (LogDirection direction : values()) {
      if (direction.token.equals(token)) {
        return direction;
      }
    }
    throw Checks.refusal("not a direction:", token, "(use incoming or outgoing)");
  }
}
