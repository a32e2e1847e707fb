package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.SipUri;
import java.util.Map;
import java.util.Objects;

/**
 * Compares SIP and SIPS URIs by the exact rules of RFC 3261 section 19.1.4.
 *
 * <p>This comparison is the oracle for the tests of {@link ServiceId}. It is not transitive, so no
 * {@code equals} can offer it: a parameter that only one URI has is mostly ignored, one that both
 * have must agree.
 *
 * <pre>{@code
 * SipUriMatcher carol = SipUriMatcher.rfc3261("sip:carol@chicago.com");
 * carol.matches("sip:carol@chicago.com;security=on");  // true
 * carol.matches("sip:carol@chicago.com;security=off"); // true
 *
 * SipUriMatcher secure = SipUriMatcher.rfc3261("sip:carol@chicago.com;security=on");
 * secure.matches("sip:carol@chicago.com;security=off"); // false
 * }</pre>
 *
 * <p>The equality of {@link ServiceId} drops such parameters. Two URIs that match here have equal
 * ids. Two URIs with equal ids match here, unless both have a parameter that an id drops and its
 * values differ.
 *
 * <p>Two choices where the RFC is open: host names that differ in one trailing dot match, and so do
 * two spellings of one IPv6 address; the values of headers are compared exactly, escapes aside,
 * since the rules of each header field are not known here.
 *
 * <p>Immutable.
 */
final class SipUriMatcher {

  private final SipUri uri;

  private SipUriMatcher(SipUri uri) {
    this.uri = uri;
  }

  /**
   * Returns a matcher for the URIs that match {@code uri}.
   *
   * @throws NullPointerException if {@code uri} is null
   * @throws IllegalArgumentException if {@code uri} is not a SIP or SIPS URI; the message quotes it
   *     and names the broken rule
   */
  static SipUriMatcher rfc3261(String uri) {
    Objects.requireNonNull(uri, "uri");
    try {
      return new SipUriMatcher(SipUri.parse(uri));
    } catch (IllegalArgumentException e) {
      throw Fqdn.refusal("a SIP URI", uri, e);
    }
  }

  /**
   * Returns whether the other text is a URI that matches.
   *
   * @throws NullPointerException if {@code other} is null
   */
  boolean matches(String other) {
    Objects.requireNonNull(other, "other");
    return SipUri.find(other).filter(this::matches).isPresent();
  }

  private boolean matches(SipUri other) {
    return uri.scheme().equals(other.scheme())
        && uri.userinfo().equals(other.userinfo())
        && uri.host().equals(other.host())
        && uri.port() == other.port()
        && uri.headers().equals(other.headers())
        && decisiveMatch(other.parameters())
        && commonMatch(other.parameters());
  }

  /** Compares the parameters that both URIs must have or lack, even with a default value. */
  private boolean decisiveMatch(Map<String, String> others) {
    return SipUri.DECISIVE.stream()
        .allMatch(name -> Objects.equals(uri.parameters().get(name), others.get(name)));
  }

  private boolean commonMatch(Map<String, String> others) {
    return uri.parameters().entrySet().stream()
        .allMatch(
            mine -> others.getOrDefault(mine.getKey(), mine.getValue()).equals(mine.getValue()));
  }

  /**
   * Returns the canonical form of what this matches, without the parameters that may be ignored.
   */
  @Override
  public String toString() {
    return "rfc3261(" + uri.key() + ")";
  }
}
