package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the keytool of the JDK, in a folder. */
final class KeytoolCertificates {
  static final String PASSWORD = "secret";

  private final Path folder;

  KeytoolCertificates(Path folder) {
    this.folder = folder;
  }

  /** Creates a key store for each of these names, with a certificate of that name. */
  List<Path> create(String... names) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    List<Process> running = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name + ".p12");
      files.add(file);
      running.add(keytool(name, file));
    }
    for (Process keytool : running) {
      assertThat(keytool.waitFor()).isZero();
    }
    return files;
  }

  private static Process keytool(String name, Path file) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/keytool",
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            name,
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:" + name,
            "-keyalg",
            "EC")
        .redirectErrorStream(true)
        .redirectOutput(Redirect.DISCARD)
        .start();
  }

  /** Creates a store that trusts the certificates of these key stores. */
  Path trusting(List<Path> keyStores) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (Path each : keyStores) {
      KeyStore keys = load(each);
      String alias = keys.aliases().nextElement();
      trusted.setCertificateEntry(alias, keys.getCertificate(alias));
    }
    Path file = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  /** Returns the TLS of a client with this key. */
  static SSLContext client(Path keys, Path trusted) throws IOException, GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(load(keys), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
