package io.github.esrpcluster.json;

import io.github.esrpcluster.api.internal.Checks;

/**
 * Limits of a JSON text. They bound what a text from the network costs, whatever its sender wrote.
 *
 * @param length the longest text, in characters, or in bytes if it is read from bytes
 * @param depth the deepest nesting of objects and arrays, 1 to {@value #MAX_DEPTH}
 * @param stringLength the longest string, in characters
 * @param numberLength the longest number, in characters
 * @param nameLength the longest name of a member, in characters
 */
public record JsonLimits(
    int length, int depth, int stringLength, int numberLength, int nameLength) {
  /** The greatest {@code depth}. Reading is recursive. */
  public static final int MAX_DEPTH = 500;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a limit is outside its range; the message names it
   */
  public JsonLimits {
    Checks.inRange("length", length, 1, Integer.MAX_VALUE);
    Checks.inRange("depth", depth, 1, MAX_DEPTH);
    Checks.inRange("stringLength", stringLength, 1, Integer.MAX_VALUE);
    Checks.inRange("numberLength", numberLength, 1, Integer.MAX_VALUE);
    Checks.inRange("nameLength", nameLength, 1, Integer.MAX_VALUE);
  }
}
