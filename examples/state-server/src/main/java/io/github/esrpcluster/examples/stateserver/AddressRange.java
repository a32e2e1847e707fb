package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An IP address, or all addresses with the same first bits, such as {@code 10.0.0.0/8} (RFC 4632,
 * RFC 4291 section 2.3).
 */
record AddressRange(InetAddress first, int prefix) {
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    int bits = first.getAddress().length * Byte.SIZE;
    return new AddressRange(first, slash < 0 ? bits : prefix(text, slash, bits));
  }

  private static int prefix(String text, int slash, int bits) {
    String digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
      throw new IllegalArgumentException(
          "not an address range: " + Texts.quote(text) + "; write /0 to /" + bits + " behind it");
    }
    return Integer.parseInt(digits);
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    return other.length == first.getAddress().length
        && network(other).equals(network(first.getAddress()));
  }

  private BigInteger network(byte[] address) {
    return new BigInteger(1, address).shiftRight(address.length * Byte.SIZE - prefix);
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
