package io.github.esrpcluster.examples.quickstart;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads input as numbered lines. A malformed line does not affect the next. */
public final class Lines {
  private final InputStream in;
  private int number;

  /** Creates a reader of this input. The caller closes it. */
  public Lines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** Returns the next line without its line end; empty after the last. */
  Optional<Line> next() throws IOException {
    int each = in.read();
    if (each < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean whole = true;
    for (; each >= 0 && each != '\n'; each = in.read()) {
      whole = bytes.size() < Line.LONGEST;
      if (whole) {
        bytes.write(each);
      }
    }
    number++;
    return Optional.of(new Line(number, bytes.toByteArray(), whole));
  }
}
