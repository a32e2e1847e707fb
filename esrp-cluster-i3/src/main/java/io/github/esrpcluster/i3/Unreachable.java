package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Texts;

/**
 * Keeps the state {@code Unreachable} out of notifications. Only a subscriber assigns it; for
 * queues the standard forbids to send it (NENA-STA-010.3 section 4.2.1.3).
 */
final class Unreachable {
  private static final String TOKEN = "Unreachable";

  private Unreachable() {}

  /**
   * Refuses the token in any case and with any white space around it, because a receiver may
   * compare less exactly than the standard does.
   *
   * @param subject the element, service or queue, for the message
   * @throws IllegalArgumentException if it is the token
   */
  static void refuse(String stateToken, String subject) {
    if (stateToken.strip().equalsIgnoreCase(TOKEN)) {
      throw new IllegalArgumentException(
          "state "
              + Texts.quote(stateToken)
              + " of "
              + Texts.printable(subject, 255)
              + ": a subscriber finds it, and it must not be notified: use another state");
    }
  }
}
