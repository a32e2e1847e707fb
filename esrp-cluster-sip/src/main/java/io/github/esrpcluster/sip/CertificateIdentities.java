package io.github.esrpcluster.sip;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads the names in the certificate of a peer (RFC 5922 section 7.1). */
final class CertificateIdentities {
  private static final int DNS_NAME = 2;
  private static final int URI = 6;

  private CertificateIdentities() {}

  /**
   * Returns the subject alternative names that are DNS names or URIs, then the common name; empty
   * if the peer showed no certificate.
   */
  static List<String> of(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate ? of(certificate) : List.of();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>(alternativeNames(certificate));
    String common = commonName(certificate);
    if (common != null && !names.contains(common)) {
      names.add(common);
    }
    return List.copyOf(names);
  }

  private static List<String> alternativeNames(X509Certificate certificate) {
    try {
      Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
      return entries == null
          ? List.of()
          : entries.stream()
              .filter(entry -> entry.get(0).equals(DNS_NAME) || entry.get(0).equals(URI))
              .map(entry -> (String) entry.get(1))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return rdn.getValue().toString();
        }
      }
    } catch (InvalidNameException e) {
      // A principal's own name is valid; and without a common name the others remain.
    }
    return null;
  }
}
