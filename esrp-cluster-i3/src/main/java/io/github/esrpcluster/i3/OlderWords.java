package io.github.esrpcluster.i3;

import java.util.Map;

/**
 * The words of older senders for states of a service, from before NENA-STA-010.3. No source says
 * which states follow them; the meanings are taken from the names.
 */
final class OlderWords {
  private static final Map<String, String> PRESENT =
      Map.of("Unmanned", "Unstaffed", "PartialService", "Partial");

  private OlderWords() {}

  /** Returns the word of the present registry; any other token as it is. */
  static String replaced(String token) {
    return PRESENT.getOrDefault(token, token);
  }
}
