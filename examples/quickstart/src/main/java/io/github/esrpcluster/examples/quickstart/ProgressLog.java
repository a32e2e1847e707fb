package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints events on standard error, with the seconds since the start. Thread-safe. */
public final class ProgressLog {
  private final PrintStream err;
  private final TimeSource time;
  private final Instant start;

  /** Creates a log that begins now. */
  public ProgressLog(PrintStream err, TimeSource time) {
    this.err = err;
    this.time = time;
    this.start = time.now();
  }

  /** Prints a comment of the input. */
  void comment(String text) {
    err.println(visible(text));
  }

  /** Prints an event of this moment. */
  public void print(String text) {
    print(time.now(), text);
  }

  /** Prints an event of that moment. */
  public void print(Instant at, String text) {
    double seconds = Duration.between(start, at).toMillis() / 1000.0;
    err.println(String.format(Locale.ROOT, "%9.3f  ", seconds) + visible(text));
  }

  /** Prints details of the last event, line by line. */
  void detail(String text) {
    text.lines().forEach(line -> err.println("           | " + visible(line)));
  }

  /** Prints an error of the input. */
  public void error(String text) {
    err.println(visible(text));
  }

  /** Escapes characters of the input that would control the terminal or reverse the text. */
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
