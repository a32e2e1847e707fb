package io.github.esrpcluster.i3.sip;

import java.util.List;
import java.util.Optional;

/** Finds headers by name. */
final class SipHeaders {
  private SipHeaders() {}

  static Optional<String> first(List<SipHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(SipHeader::value)
        .findFirst();
  }

  static List<String> all(List<SipHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(SipHeader::value)
        .toList();
  }
}
