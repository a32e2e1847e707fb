package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.sip.JainSipStack;
import io.github.esrpcluster.sip.JainSipStackBuilder;

/**
 * Makes the SIP stack. A vendor with another stack implements {@code SipStack} and makes it here.
 */
final class SipStacks {
  private SipStacks() {}

  static JainSipStack of(ServerConfig config) {
    JainSipStackBuilder builder =
        JainSipStack.builder().maxConnections(config.sipLimits().connections());
    for (ListenAddress listener : config.listeners()) {
      builder.listen(listener.transport(), listener.address().getHostAddress(), listener.port());
    }
    config.advertisedHost().ifPresent(builder::advertisedHost);
    config.tls().ifPresent(tls -> addTls(builder, tls));
    return builder.build();
  }

  private static void addTls(JainSipStackBuilder builder, TlsConfig tls) {
    builder
        .tls(tls.keyStore(), tls.keyPassword().toCharArray(), tls.trustStore())
        .requireClientCertificate(tls.clientCertificates());
  }
}
