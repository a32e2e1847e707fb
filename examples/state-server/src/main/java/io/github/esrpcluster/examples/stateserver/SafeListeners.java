package io.github.esrpcluster.examples.stateserver;

import java.util.Optional;

/**
 * Refuses a configuration that would let strangers in: a listener that other machines reach needs a
 * list of the peers that may use it, or TLS with client certificates.
 */
final class SafeListeners {
  private SafeListeners() {}

  static void require(ServerConfig config) {
    for (ListenAddress listener : config.listeners()) {
      require(listener, "listen", "subscribers", config.subscribers(), config.tls());
      if (listener.address().isAnyLocalAddress() && config.advertisedHost().isEmpty()) {
        throw new ConfigException(
            "listen",
            listener
                + " is no address for peers: add the member advertisedHost, with a name or an"
                + " address of this machine");
      }
    }
    config
        .web()
        .ifPresent(
            web ->
                require(
                    web.listener(),
                    "dequeueRegistration.listen",
                    "registrants",
                    config.registrants(),
                    config.tls()));
  }

  private static void require(
      ListenAddress listener,
      String path,
      String listName,
      Optional<AccessList> list,
      Optional<TlsConfig> tls) {
    if (listener.isTls() && tls.isEmpty()) {
      throw new ConfigException(path, listener + " needs the member tls with a key store");
    }
    boolean certified = listener.isTls() && tls.map(TlsConfig::clientCertificates).orElse(false);
    if (!listener.isLoopback() && !certified && list.isEmpty()) {
      throw new ConfigException(
          path,
          listener
              + " can be reached from other machines: name the peers that may use it in the member "
              + listName
              + ", or use TLS with client certificates only, or listen on 127.0.0.1");
    }
  }
}
