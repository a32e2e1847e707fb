package io.github.esrpcluster.policies;

/** The beginning of a foreign text, on one line, fit for a message. */
final class Excerpt {
  private static final int LONGEST = 300;

  private Excerpt() {}

  static String of(String text) {
    StringBuilder excerpt = new StringBuilder();
    text.codePoints().limit(LONGEST).map(Excerpt::printable).forEach(excerpt::appendCodePoint);
    if (text.codePointCount(0, text.length()) > LONGEST) {
      excerpt.append("... (").append(text.length()).append(" characters)");
    }
    return excerpt.toString();
  }

  private static int printable(int c) {
    boolean unseen = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    return unseen ? '?' : c;
  }
}
