package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Checks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link JainSipStack}. Each setter checks its value: it throws {@link
 * NullPointerException} for a null or {@link IllegalArgumentException} for a value that breaks its
 * rule, and keeps the previous value. Not thread-safe.
 */
public final class JainSipStackBuilder {
  private static final Duration LONGEST_LIMIT = Duration.ofMinutes(1);

  final List<TransportAddress> listen = new ArrayList<>();
  String advertisedHost = "";
  @Nullable SSLContext tls;
  boolean requireClientCertificate = true;
  Duration connectLimit = Duration.ofSeconds(3);
  Duration writeLimit = Duration.ofSeconds(10);
  int maxConnections = 1_000;
  int maxConnectionsPerAddress = 100;
  int maxWaitingPerPeer = 20_000;
  int maxServerTransactions = 100_000;
  int senderThreads = 64;
  SipTimers timers = SipTimers.STANDARD;

  JainSipStackBuilder() {}

  /**
   * Adds a listening point; at least one is required. Requests leave from the listening point of
   * their transport and IP version.
   *
   * @param transport {@code udp}, {@code tcp} or {@code tls}
   * @param host a host name, or an IPv4 or IPv6 address; {@code 0.0.0.0} and {@code ::} need {@link
   *     #advertisedHost}
   * @param port 1 to 65535, or 0 for any free port, see {@link JainSipStack#listeningAddresses}
   * @throws IllegalArgumentException if a part breaks its rule
   */
  public JainSipStackBuilder listen(String transport, String host, int port) {
    listen.add(new TransportAddress(transport, host, port));
    return this;
  }

  /**
   * Sets the host that peers reach the stack by, for {@code Via} and {@code Contact}; by default
   * the host of the listening point. Needed behind a translation of addresses, and to listen at all
   * addresses of the machine.
   *
   * @throws IllegalArgumentException if blank
   */
  public JainSipStackBuilder advertisedHost(String host) {
    advertisedHost = new TransportAddress("udp", host, 0).host();
    return this;
  }

  /** Sets the certificates of TLS: this stack's own, and those that it trusts. */
  public JainSipStackBuilder tls(SSLContext context) {
    tls = Objects.requireNonNull(context, "context");
    return this;
  }

  /**
   * Sets the certificates of TLS. {@code KeyStore.getInstance(File, char[])} reads a store from a
   * file.
   *
   * @param own the key and the certificate of this stack
   * @param password the password of the key
   * @param trusted the certificates of the authorities that issue certificates of peers
   * @throws IllegalArgumentException if a store cannot be used
   */
  public JainSipStackBuilder tls(KeyStore own, char[] password, KeyStore trusted) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(Objects.requireNonNull(own, "own"), password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(Objects.requireNonNull(trusted, "trusted"));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return tls(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "a key store cannot be used (" + e.getMessage() + "): check its entries and passwords",
          e);
    }
  }

  /**
   * Sets whether TLS clients must show a certificate; true by default. If false, a client may: one
   * without is served, and has no {@linkplain io.github.esrpcluster.i3.sip.SipPeer#identities
   * identities}.
   */
  public JainSipStackBuilder requireClientCertificate(boolean required) {
    requireClientCertificate = required;
    return this;
  }

  /**
   * Sets how long the opening of a TCP connection may last; 3 s by default.
   *
   * @throws IllegalArgumentException if not above zero, or above 1 min
   */
  public JainSipStackBuilder connectLimit(Duration limit) {
    connectLimit = Checks.positive("connectLimit", limit, LONGEST_LIMIT);
    return this;
  }

  /**
   * Sets how long a peer may accept no data before its connection is closed; 10 s by default.
   *
   * @throws IllegalArgumentException if not above zero, or above 1 min
   */
  public JainSipStackBuilder writeLimit(Duration limit) {
    writeLimit = Checks.positive("writeLimit", limit, LONGEST_LIMIT);
    return this;
  }

  /**
   * Sets how many TCP and TLS connections are accepted; 1,000 by default. Each has two threads.
   * Connections above the limit are closed at once; those that bring no message in 30 s, after
   * that.
   *
   * @throws IllegalArgumentException if outside 1 to 100,000
   */
  public JainSipStackBuilder maxConnections(int max) {
    maxConnections = Checks.inRange("maxConnections", max, 1, 100_000);
    return this;
  }

  /**
   * Sets how many TCP and TLS connections of one IP address are accepted; 100 by default, so that a
   * host cannot shut others out.
   *
   * @throws IllegalArgumentException if outside 1 to 100,000
   */
  public JainSipStackBuilder maxConnectionsPerAddress(int max) {
    maxConnectionsPerAddress = Checks.inRange("maxConnectionsPerAddress", max, 1, 100_000);
    return this;
  }

  /**
   * Sets how many messages may wait for one TCP or TLS peer; 20,000 by default. The outcome of a
   * request above the limit is {@link io.github.esrpcluster.i3.sip.SipOutcome.NotSent}.
   *
   * @throws IllegalArgumentException if outside 1 to 1,000,000
   */
  public JainSipStackBuilder maxWaitingPerPeer(int max) {
    maxWaitingPerPeer = Checks.inRange("maxWaitingPerPeer", max, 1, 1_000_000);
    return this;
  }

  /**
   * Sets how many peers may block a write, or the opening of a connection, before others wait; 64
   * by default. Threads start as they are needed.
   *
   * @throws IllegalArgumentException if outside 1 to 10,000
   */
  public JainSipStackBuilder senderThreads(int threads) {
    senderThreads = Checks.inRange("senderThreads", threads, 1, 10_000);
    return this;
  }

  /** Sets the timers, so that a test need not wait 32 s. */
  JainSipStackBuilder timers(SipTimers timers) {
    this.timers = timers;
    return this;
  }

  /** Sets how many responses are kept for retransmitted requests. */
  JainSipStackBuilder maxServerTransactions(int max) {
    maxServerTransactions = max;
    return this;
  }

  /**
   * Returns the stack. It has no threads and does not listen before {@link JainSipStack#start}.
   *
   * @throws IllegalStateException if there is no listening point, if one for TLS has no
   *     certificates, or if one at all addresses of the machine has no advertised host
   */
  public JainSipStack build() {
    if (listen.isEmpty()) {
      throw new IllegalStateException("the stack listens nowhere: call listen(..)");
    }
    for (TransportAddress address : listen) {
      if (address.transport().equals("tls") && tls == null) {
        throw new IllegalStateException(address + " has no certificates: call tls(..)");
      }
      if (advertisedHost.isEmpty() && isAnyAddress(address.host())) {
        throw new IllegalStateException(
            address + " is no address for peers: call advertisedHost(..)");
      }
    }
    return new JainSipStack(this);
  }

  private static boolean isAnyAddress(String host) {
    try {
      return (host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0)))
          && InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false; // start() will say so
    }
  }
}
