package io.github.esrpcluster.core;

/** Describes what foreign code did, briefly. */
final class UserCode {
  private static final int LONGEST = 200;

  private UserCode() {}

  static String describe(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = message(thrown);
    return message.isEmpty() ? name : name + ": " + cut(message, LONGEST);
  }

  /** An exception is a guest too: its getMessage may throw. */
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable e) {
      return "";
    }
  }

  /** What a guest calls itself, even if its toString throws. */
  static String name(Object guest) {
    try {
      return cut(String.valueOf(guest), LONGEST);
    } catch (Throwable e) {
      return guest.getClass().getName();
    }
  }

  /** The text, shortened visibly if it is too long, to that length at the most. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    String mark = "... (" + text.length() + " characters)";
    int kept = longest - mark.length();
    return kept < 0 ? text.substring(0, longest) : text.substring(0, kept) + mark;
  }
}
