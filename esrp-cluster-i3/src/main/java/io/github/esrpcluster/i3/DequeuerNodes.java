package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.internal.SipUri;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Derives the default node of a dequeuer from its URI. Two URIs that differ in any part, as RFC
 * 3261 section 19.1.4 compares the parts, have two nodes, because otherwise one dequeuer that
 * leaves would take another one with it.
 */
final class DequeuerNodes {
  private static final int LONGEST_USER = 40; // with port and digest, a label of 63 characters
  private static final int DIGEST_BYTES = 8;

  private DequeuerNodes() {}

  /** Returns the node; empty if the URI has no domain name, or one that leaves no room. */
  static Optional<NodeId> find(String dequeuerUri) {
    return SipUri.find(dequeuerUri)
        .filter(uri -> Fqdn.find(uri.host()).isPresent())
        .flatMap(uri -> Fqdn.find(name(uri)))
        .map(name -> NodeId.of(name.toString()));
  }

  private static String name(SipUri uri) {
    String host = uri.host();
    return uri.toString().equals("sip:" + host) ? host : label(uri) + "." + host;
  }

  /** The user and the port are for people; the digest distinguishes. */
  private static String label(SipUri uri) {
    String user = uri.userinfo().split(":", 2)[0].toLowerCase(Locale.ROOT);
    String shown = user.substring(0, Math.min(user.length(), LONGEST_USER));
    String port = uri.port() == 0 ? "" : String.valueOf(uri.port());
    return (shown + "-" + port + "-" + digest(uri.toString()))
        .replaceAll("[^a-z0-9]+", "-")
        .replaceFirst("^-", "");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
