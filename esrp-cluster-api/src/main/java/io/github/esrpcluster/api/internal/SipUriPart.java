package io.github.esrpcluster.api.internal;

import static io.github.esrpcluster.api.internal.SipUri.require;

import java.util.Locale;

/** Lists the parts of a SIP URI that may contain escapes, each with its unescaped characters. */
enum SipUriPart {
  USER("user", "&=+$,;?/", false),
  PASSWORD("password", "&=+$,", false),
  PARAMETER("parameters", "[]/:&+$", true),
  HEADER_NAME("header names", "[]/?:+$", true),
  HEADER_VALUE("header values", "[]/?:+$", false);

  private static final String RESERVED = ";/?:@&=+$,";
  private static final String MARKS = "-_.!~*'()";
  private static final String BROKEN_ESCAPE = "after '%' there must be two hexadecimal digits";

  private final String plainName;
  private final String bare;
  private final boolean ignoresCase;

  SipUriPart(String plainName, String bare, boolean ignoresCase) {
    this.plainName = plainName;
    this.bare = bare;
    this.ignoresCase = ignoresCase;
  }

  String canonical(String raw) {
    StringBuilder canonical = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        canonical.append(unescaped(raw, i));
        i += 2;
      } else {
        requireAllowed(c);
        canonical.append(folded(c));
      }
    }
    return canonical.toString();
  }

  private void requireAllowed(char c) {
    if (!isUnreserved(c) && bare.indexOf(c) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "its %s must not contain '%c': write %%%02X", plainName, c, (int) c));
    }
  }

  private String unescaped(String raw, int percent) {
    require(percent + 2 < raw.length(), BROKEN_ESCAPE);
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    require(high >= 0 && low >= 0, BROKEN_ESCAPE);
    char c = (char) (high * 16 + low);
    boolean needless = isUnreserved(c) || (bare.indexOf(c) >= 0 && RESERVED.indexOf(c) < 0);
    return needless ? String.valueOf(folded(c)) : String.format(Locale.ROOT, "%%%02X", (int) c);
  }

  private char folded(char c) {
    return ignoresCase ? Character.toLowerCase(c) : c;
  }

  private static boolean isUnreserved(char c) {
    return HostNames.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
  }
}
