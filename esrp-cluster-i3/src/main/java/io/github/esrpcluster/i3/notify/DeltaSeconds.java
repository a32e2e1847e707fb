package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads delta-seconds (RFC 3261 section 25.1): digits, here up to 2^32 - 1. */
final class DeltaSeconds {
  /** The largest value; a larger one is read as this (RFC 3261 section 20.19). */
  static final long MAX = (1L << 32) - 1;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,100}");
  private static final int MAX_DIGITS = 10;

  private DeltaSeconds() {}

  /**
   * Returns the seconds in a header of a response; a comment or parameters may follow the number
   * (RFC 3261 section 20.33). Empty if there is no such header, or no number in it.
   */
  static OptionalLong find(SipResponse response, String header) {
    return response
        .header(header)
        .map(text -> find(text.strip().split("[\\s(;]", 2)[0]))
        .orElse(OptionalLong.empty());
  }

  /** Returns the seconds; empty if the text is not a number. */
  static OptionalLong find(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    return OptionalLong.of(
        digits.length() > MAX_DIGITS ? MAX : Math.min(MAX, Long.parseLong(digits)));
  }
}
