package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes self-signed certificates with the keytool of the Java runtime. */
final class TestCertificates {
  static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;

  TestCertificates(Path folder) {
    this.folder = folder;
  }

  /** Returns a key store with a new key and its certificate. */
  KeyStore create(String commonName, String alternativeNames) throws Exception {
    Path file = folder.resolve(commonName + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=" + commonName + ",O=Test",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    if (!alternativeNames.isEmpty()) {
      command.addAll(List.of("-ext", "SAN=" + alternativeNames));
    }
    Path output = folder.resolve(commonName + ".log");
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(output)).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(file)) {
      store.load(input, PASSWORD);
    }
    return store;
  }

  /** Returns a store that trusts the certificates of these stores. */
  static KeyStore trusting(KeyStore... stores) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    for (int i = 0; i < stores.length; i++) {
      Certificate certificate = stores[i].getCertificate("own");
      trusted.setCertificateEntry("trusted-" + i, certificate);
    }
    return trusted;
  }

  /** Returns a TLS context; with no certificate of its own if {@code own} is null. */
  static SSLContext context(KeyStore own, KeyStore trusted) throws GeneralSecurityException {
    KeyManagerFactory keys = null;
    if (own != null) {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, PASSWORD);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
