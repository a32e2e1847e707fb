package io.github.esrpcluster.i3.sip;

import java.util.Objects;

/**
 * A side of a request: the URI and the tag of {@code From} or {@code To} (RFC 3261 section 8.1.1).
 *
 * @param uri the URI, without angle brackets and display name
 * @param tag the tag; empty if the header has none
 */
public record SipParty(String uri, String tag) {
  /** Checks for null. */
  public SipParty {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(tag, "tag");
  }

  /** Returns the same side with another tag. */
  public SipParty withTag(String tag) {
    return new SipParty(uri, tag);
  }
}
