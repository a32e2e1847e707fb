package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.RegistrationRefusedException;
import java.io.IOException;
import java.util.Optional;

/** Executes line by line. Prints an error for a bad line, and continues with the next. */
public final class LineProcessor {
  private final CommandContext context;

  /** Creates a processor whose commands use this context. */
  public LineProcessor(CommandContext context) {
    this.context = context;
  }

  /**
   * Executes all lines, each as soon as it was read, and returns whether every line was good.
   *
   * @throws IOException if the input cannot be read
   */
  public boolean run(Lines lines) throws IOException {
    boolean good = true;
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      good &= run(next.get());
    }
    return good;
  }

  private boolean run(Line line) {
    try {
      run(line.text());
      return true;
    } catch (IllegalArgumentException | RegistrationRefusedException e) { // no effect
      context.log().error("line " + line.number() + ": " + e.getMessage());
      return false;
    } finally {
      context.runtime().settle();
    }
  }

  private void run(String text) {
    if (text.startsWith("#")) {
      context.log().comment(text.substring(1).strip());
    } else if (!text.isEmpty()) {
      Commands.read(text).execute(context);
    }
  }
}
