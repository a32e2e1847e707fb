package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.i3.I3Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** A line of input. Keeps at most {@link #LONGEST} bytes. */
final class Line {
  static final int LONGEST = I3Limits.standard().length();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final int number;
  private final byte[] bytes;
  private final boolean whole;

  Line(int number, byte[] bytes, boolean whole) {
    this.number = number;
    this.bytes = bytes;
    this.whole = whole;
  }

  /** Returns the line number, from 1. */
  int number() {
    return number;
  }

  /** Returns the text without leading and trailing white space. */
  String text() {
    if (!whole) {
      throw new BadLineException("it is longer than " + LONGEST + " bytes");
    }
    try {
      return unmarked(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()).strip();
    } catch (CharacterCodingException e) {
      throw new BadLineException("it is not UTF-8");
    }
  }

  /** Some editors write a byte order mark at the beginning of a file. */
  private String unmarked(String text) {
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
