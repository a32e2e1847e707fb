package io.github.esrpcluster.json;

/** Creates the exception of the module that reads. */
@FunctionalInterface
public interface JsonErrors {
  /**
   * Creates an exception.
   *
   * @param pointer the place as a JSON pointer (RFC 6901); empty for the whole text. It may contain
   *     names from the text, which are not printable
   * @param value the value found there, printable and cut if it is long; empty if there is none
   * @param rule the broken rule, a predicate such as {@code must be a text} or {@code is missing};
   *     printable
   */
  RuntimeException create(String pointer, String value, String rule);
}
