package io.github.esrpcluster.examples.quickstart;

import java.io.IOException;
import java.util.Optional;

/** Does line after line. One that cannot be done is told, and the next is done all the same. */
final class Script {
  private final Desk desk;

  Script(Desk desk) {
    this.desk = desk;
  }

  /** Returns whether every line was good. */
  boolean run(Lines lines) throws IOException {
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
    } catch (IllegalArgumentException e) { // how every door refuses; nothing has changed then
      desk.narrator().complain("line " + line.number() + ": " + e.getMessage());
      return false;
    } finally {
      desk.clockwork().settle();
    }
  }

  private void run(String text) {
    if (text.startsWith("#")) {
      desk.narrator().headline(text.substring(1).strip());
    } else if (!text.isEmpty()) {
      Commands.read(text).carryOut(desk);
    }
  }
}
