package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells people on standard error what happens, with the seconds since the start. Thread-safe. */
final class Narrator {
  private final PrintStream err;
  private final TimeSource time;
  private final Instant start;

  Narrator(PrintStream err, TimeSource time) {
    this.err = err;
    this.time = time;
    this.start = time.now();
  }

  /** What the author of the lines has to say. */
  void headline(String text) {
    err.println(visible(text));
  }

  /** Something that happens now. */
  void say(String text) {
    say(time.now(), text);
  }

  /** Something that happened then. */
  void say(Instant at, String text) {
    double seconds = Duration.between(start, at).toMillis() / 1000.0;
    err.println(String.format(Locale.ROOT, "%9.3f  ", seconds) + visible(text));
  }

  /** More about what was said last, line by line. */
  void detail(String text) {
    text.lines().forEach(line -> err.println("           | " + visible(line)));
  }

  /** Something that is wrong with the input. */
  void complain(String text) {
    err.println(visible(text));
  }

  /** Input may hold anything: nothing of it shall move the cursor or turn the writing round. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(c -> append(visible, c));
    return visible.toString();
  }

  private static void append(StringBuilder visible, int c) {
    if (isPlain(c)) {
      visible.appendCodePoint(c);
    } else {
      visible.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return !Character.isISOControl(c)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
