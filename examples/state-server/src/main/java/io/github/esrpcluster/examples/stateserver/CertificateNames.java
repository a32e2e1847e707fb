package io.github.esrpcluster.examples.stateserver;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Finds the names in the certificate of a TLS client. */
final class CertificateNames {
  private static final List<Integer> DNS_NAME_OR_URI = List.of(2, 6); // RFC 5280 section 4.2.1.6

  private CertificateNames() {}

  /** Returns the domain names and URIs of the client's certificate; none without a certificate. */
  static List<String> of(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate ? names(certificate) : List.of();
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return List.of();
    }
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> DNS_NAME_OR_URI.contains(name.get(0)))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }
}
