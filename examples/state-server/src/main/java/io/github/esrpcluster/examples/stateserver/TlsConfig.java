package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * The certificates of the server and of those it trusts.
 *
 * @param keyStore has the private key of the server and its certificates
 * @param keyPassword opens the private key
 * @param trustStore has the certificates that sign those of peers
 * @param clientCertificates whether each client must have a certificate
 */
record TlsConfig(
    KeyStore keyStore, String keyPassword, KeyStore trustStore, boolean clientCertificates) {

  static TlsConfig read(JsonObject json, Path folder, SecretReader secrets) {
    String keyPassword = secrets.read(json, "keyStorePassword");
    TlsConfig tls =
        new TlsConfig(
            store(json, "keyStore", folder, keyPassword),
            keyPassword,
            store(json, "trustStore", folder, secrets.read(json, "trustStorePassword")),
            ConfigValues.bool(json, "clientCertificates", true));
    json.refuseOthers("tls");
    return tls;
  }

  /** Loads a key store; its type, such as PKCS #12 or JKS, is found in the file. */
  private static KeyStore store(JsonObject json, String name, Path folder, String password) {
    Path file = folder.resolve(json.text(name));
    try {
      return KeyStore.getInstance(file.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw json.refusal(name, "cannot be opened as a key store: " + e.getMessage());
    }
  }
}
