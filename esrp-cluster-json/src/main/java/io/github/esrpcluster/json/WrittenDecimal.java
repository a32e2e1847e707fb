package io.github.esrpcluster.json;

import java.math.BigDecimal;

/**
 * A number with a fraction or an exponent, shown as it was written: {@code 1e0} stays {@code 1e0}.
 * A refusal must show the text that the author finds in the file.
 */
final class WrittenDecimal extends BigDecimal {
  private static final long serialVersionUID = 1L;

  private final String written;

  /**
   * @throws NumberFormatException if the exponent is beyond that of every decimal number
   */
  WrittenDecimal(String written) {
    super(written);
    this.written = written;
  }

  @Override
  public String toString() {
    return written;
  }
}
