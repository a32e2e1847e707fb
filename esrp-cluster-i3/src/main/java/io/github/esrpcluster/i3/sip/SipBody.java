package io.github.esrpcluster.i3.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/**
 * A body and its media type. Immutable; equal if both are. Requests to many peers share one body,
 * so a stack may encode what depends on the body once.
 */
public final class SipBody {
  private static final SipBody NONE = new SipBody("", new byte[0]);

  private final String type;
  private final byte[] bytes;

  private SipBody(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** Returns no body. */
  public static SipBody none() {
    return NONE;
  }

  /** Returns a body of this media type, with a copy of the bytes. */
  public static SipBody of(String type, byte[] bytes) {
    return new SipBody(Objects.requireNonNull(type, "type"), bytes.clone());
  }

  /** Returns a body of this media type, with the text in UTF-8. */
  public static SipBody of(String type, String text) {
    return new SipBody(Objects.requireNonNull(type, "type"), text.getBytes(UTF_8));
  }

  /** Returns the media type; empty if there is no body. */
  public String type() {
    return type;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Returns whether there are no bytes. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Returns the bytes as text; bytes that are not UTF-8 become replacement characters. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /** Returns whether the other object is a body of the same type and bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SipBody that
        && type.equals(that.type)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return isEmpty() ? "no body" : bytes.length + " bytes of " + type;
  }
}
