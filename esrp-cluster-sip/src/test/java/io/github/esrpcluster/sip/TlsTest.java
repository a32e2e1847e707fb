package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.answer;
import static io.github.esrpcluster.sip.SipText.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.i3.sip.SipOutcome;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static KeyStore stackKeys;
  private static KeyStore peerKeys;
  private static KeyStore trusted;
  private static SSLContext peerContext;

  private final ScriptedReceiver receiver = new ScriptedReceiver();
  private final OutcomeQueue outcomes = new OutcomeQueue();
  private JainSipStack stack;
  private TransportAddress address;

  @BeforeAll
  static void make_certificates(@TempDir Path folder) throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    stackKeys = certificates.create("esrp.example.org", "");
    peerKeys =
        certificates.create("upstream", "dns:up.example.org,uri:urn:nena:id:1,dns:localhost");
    trusted = TestCertificates.trusting(stackKeys, peerKeys);
    peerContext = TestCertificates.context(peerKeys, trusted);
  }

  @BeforeEach
  void start() throws IOException {
    stack = start(true);
    address = stack.listeningAddresses().get(0);
  }

  private JainSipStack start(boolean requireClientCertificate) throws IOException {
    JainSipStack started =
        JainSipStack.builder()
            .listen("tls", "127.0.0.1", 0)
            .tls(stackKeys, TestCertificates.PASSWORD, trusted)
            .requireClientCertificate(requireClientCertificate)
            .build();
    started.start(receiver);
    return started;
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private StreamPeer connect(SSLContext context, TransportAddress to) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(to.host(), to.port());
    socket.setSoTimeout(5_000);
    socket.startHandshake();
    return new StreamPeer(socket);
  }

  private static String subscribe(String uri, StreamPeer peer) {
    return SipText.request(
            "SUBSCRIBE",
            "TLS",
            peer.hostAndPort(),
            "1",
            "<sip:up@" + peer.hostAndPort() + ";transport=tls>")
        .replace("sip:esrp@example.org SIP/2.0", uri + " SIP/2.0");
  }

  @Test
  void peer_has_the_names_of_its_certificate() throws Exception {
    try (StreamPeer peer = connect(peerContext, address)) {
      peer.send(subscribe("sip:esrp@example.org", peer));

      assertThat(header(peer.receive(), "Contact"))
          .isEqualTo("<sip:" + address.hostAndPort() + ";transport=tls>");
      assertThat(receiver.next().peer().orElseThrow())
          .satisfies(
              from -> {
                assertThat(from.transport()).isEqualTo("tls");
                assertThat(from.port()).isEqualTo(peer.port());
                assertThat(from.identities())
                    .containsExactly("up.example.org", "urn:nena:id:1", "localhost", "upstream");
              });
    }
  }

  @Test
  void contact_for_a_sips_request_is_sips() throws Exception {
    try (StreamPeer peer = connect(peerContext, address)) {
      peer.send(subscribe("sips:esrp@example.org", peer));

      assertThat(header(peer.receive(), "Contact"))
          .isEqualTo("<sips:" + address.hostAndPort() + ">");
    }
  }

  @Test
  void notify_reuses_the_connection_of_its_peer() throws Exception {
    try (StreamPeer peer = connect(peerContext, address)) {
      peer.send(subscribe("sip:esrp@example.org", peer));
      peer.receive();
      stack.send(
          Notifies.to("sip:up@192.0.2.1", "tls", "127.0.0.1", peer.port()).build(), outcomes);

      String notify = peer.receive();
      assertThat(header(notify, "Via")).startsWith("SIP/2.0/TLS ");
      peer.send(answer(notify, 200));
      assertThat(outcomes.nextStatus()).isEqualTo(200);
    }
  }

  @Test
  void client_without_certificate_is_refused() throws Exception {
    SSLContext anonymous = TestCertificates.context(null, trusted);

    assertThatThrownBy(
            () -> {
              try (StreamPeer peer = connect(anonymous, address)) {
                peer.send(subscribe("sip:esrp@example.org", peer));
                peer.receive();
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void client_without_certificate_is_nameless_if_allowed() throws Exception {
    try (JainSipStack lenient = start(false);
        StreamPeer peer =
            connect(TestCertificates.context(null, trusted), lenient.listeningAddresses().get(0))) {
      peer.send(subscribe("sip:esrp@example.org", peer));

      assertThat(peer.receive()).startsWith("SIP/2.0 200");
      assertThat(receiver.next().peer().orElseThrow().identities()).isEmpty();
    }
  }

  @Test
  void client_with_an_unknown_certificate_is_refused(@TempDir Path folder) throws Exception {
    KeyStore unknown = new TestCertificates(folder).create("mallory", "dns:up.example.org");

    assertThatThrownBy(
            () -> {
              try (StreamPeer peer = connect(TestCertificates.context(unknown, trusted), address)) {
                peer.send(subscribe("sip:esrp@example.org", peer));
                peer.receive();
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void client_that_speaks_no_tls_holds_up_nobody() throws Exception {
    try (Socket silent = new Socket(address.host(), address.port());
        Socket garbage = new Socket(address.host(), address.port());
        StreamPeer peer = connect(peerContext, address)) {
      garbage.getOutputStream().write("SUBSCRIBE sip:x SIP/2.0\r\n\r\n".getBytes(UTF_8));
      peer.send(subscribe("sip:esrp@example.org", peer));

      assertThat(peer.receive()).startsWith("SIP/2.0 200");
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void notify_opens_a_connection_and_shows_its_certificate() throws Exception {
    try (SSLServerSocket target = listen(peerContext)) {
      stack.send(Notifies.to("sips:up@127.0.0.1:" + target.getLocalPort()).build(), outcomes);
      try (SSLSocket accepted = (SSLSocket) target.accept();
          StreamPeer peer = new StreamPeer(accepted)) {
        String notify = peer.receive();
        assertThat(accepted.getSession().getPeerPrincipal().getName())
            .contains("CN=esrp.example.org");
        assertThat(header(notify, "Contact")).isEqualTo("<sips:" + address.hostAndPort() + ">");
        peer.send(answer(notify, 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);
      }
    }
  }

  @Test
  void peer_given_by_name_must_have_that_name() throws Exception {
    try (SSLServerSocket named = listen(peerContext);
        SSLServerSocket other = listen(TestCertificates.context(stackKeys, trusted))) {
      for (SSLServerSocket target : List.of(named, other)) {
        new Thread(() -> acceptAll(target)).start();
      }
      stack.send(Notifies.to("sips:up@localhost:" + other.getLocalPort()).build(), outcomes);
      assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
      stack.send(Notifies.to("sips:up@localhost:" + named.getLocalPort()).build(), outcomes);
      assertThat(outcomes.nextStatus()).isEqualTo(200);
    }
  }

  private static void acceptAll(SSLServerSocket target) {
    while (!target.isClosed()) {
      try (StreamPeer peer = new StreamPeer(target.accept())) {
        peer.send(answer(peer.receive(), 200));
        peer.receive();
      } catch (IOException e) {
        // The handshake failed, or the stack is closed.
      }
    }
  }

  private static SSLServerSocket listen(SSLContext context) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
    socket.setNeedClientAuth(true);
    return socket;
  }
}
