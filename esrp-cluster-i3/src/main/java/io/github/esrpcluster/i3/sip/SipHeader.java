package io.github.esrpcluster.i3.sip;

import java.util.Objects;

/**
 * A header that has no field of its own in {@link SipRequest} and {@link SipResponse}.
 *
 * @param name the long form of the name, such as {@code Event} for {@code o}; compared without
 *     regard to case
 * @param value the value as text, without line folding
 */
public record SipHeader(String name, String value) {
  /** Checks for null. */
  public SipHeader {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
