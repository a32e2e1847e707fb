package io.github.esrpcluster.benchmarks.wire;

import io.github.esrpcluster.wire.FreePorts;
import io.github.esrpcluster.wire.ServerProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The presence server of Kamailio, with subscriptions and documents in memory. */
final class KamailioServer implements PresenceServer {
  private static final String RESOURCE = "sip:esrp@127.0.0.1";

  /** Makes the body as long as an i3 body of the state of a service. */
  private static final String FILLER = "X".repeat(150);

  private final Path directory;
  private final int port;
  private final ServerProcess process;
  private final DatagramSocket publisher;
  private String etag = "";
  private int sequence;

  /**
   * @param configuration the configuration file, in which PORT and SOCKET are to be replaced
   * @param directory an empty directory for what belongs to this run
   */
  KamailioServer(Path configuration, Path directory) throws IOException {
    this.directory = directory;
    this.port = FreePorts.next();
    Path file = directory.resolve("kamailio.cfg");
    String text =
        Files.readString(configuration)
            .replace("@PORT@", Integer.toString(port))
            .replace("@SOCKET@", directory.resolve("control").toString());
    Files.writeString(file, text);
    this.process =
        ServerProcess.start(
            List.of(
                "kamailio",
                "-f",
                file.toString(),
                "-DD",
                "-E",
                "-m",
                "3072",
                "-M",
                "16",
                "-Y",
                directory.toString(),
                "-P",
                directory.resolve("pid").toString()));
    this.publisher = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    publisher.setSoTimeout(200);
    awaitAnswer();
  }

  /** Asks by OPTIONS until there is an answer. */
  private void awaitAnswer() throws IOException {
    for (int tries = 0; tries < 50; tries++) {
      send("OPTIONS", "", "");
      if (!receive().isEmpty()) {
        return;
      }
    }
    process.close();
    throw new IOException("Kamailio does not answer. It printed:\n" + process.log());
  }

  private void send(String method, String headers, String body) throws IOException {
    sequence++;
    String local = "127.0.0.1:" + publisher.getLocalPort();
    String text =
        method
            + " "
            + RESOURCE
            + " SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP "
            + local
            + ";branch=z9hG4bKp"
            + sequence
            + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: <"
            + RESOURCE
            + ">;tag=p\r\n"
            + "To: <"
            + RESOURCE
            + ">\r\n"
            + "Call-ID: publisher-"
            + sequence
            + "\r\n"
            + "CSeq: "
            + sequence
            + " "
            + method
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    publisher.send(new DatagramPacket(bytes, bytes.length, address()));
  }

  /** Returns the next answer, or an empty text if there is none. */
  private String receive() throws IOException {
    byte[] bytes = new byte[4096];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      publisher.receive(packet);
      return new String(bytes, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException none) {
      return "";
    }
  }

  @Override
  public String name() {
    return "Kamailio";
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public String resource() {
    return RESOURCE;
  }

  @Override
  public String event() {
    return "message-summary";
  }

  @Override
  public void change(boolean state) throws IOException {
    readEtags();
    String headers =
        "Event: message-summary\r\nExpires: 3600\r\nContent-Type: application/simple-message-summary\r\n"
            + (etag.isEmpty() ? "" : "SIP-If-Match: " + etag + "\r\n");
    send(
        "PUBLISH",
        headers,
        marker(state) + "\r\nMessage-Account: sip:" + FILLER + "@127.0.0.1\r\n");
  }

  /** Reads the answers to what was published before: each has a new entity tag. */
  private void readEtags() throws IOException {
    publisher.setSoTimeout(5);
    for (String answer = receive(); !answer.isEmpty(); answer = receive()) {
      int at = answer.indexOf("SIP-ETag: ");
      if (at > 0) {
        etag = answer.substring(at + 10, answer.indexOf("\r\n", at));
      }
    }
  }

  @Override
  public String marker(boolean state) {
    return "Messages-Waiting: " + (state ? "yes" : "no");
  }

  @Override
  public boolean hasMinimumRate() {
    return false;
  }

  /** Returns the shared memory in use. The memory of each process alone does not grow. */
  @Override
  public long bytesInUse() throws IOException {
    String socket = "unix:" + directory.resolve("control");
    try (ServerProcess command =
        ServerProcess.start(List.of("kamcmd", "-s", socket, "core.shmmem"))) {
      command.awaitExit(Duration.ofSeconds(10));
      return command.lines().stream()
          .map(String::strip)
          .filter(line -> line.startsWith("real_used:"))
          .mapToLong(line -> Long.parseLong(line.substring(10).strip()))
          .findFirst()
          .orElseThrow(() -> new IOException("kamcmd printed: " + command.log()));
    }
  }

  @Override
  public long processorTime() {
    return Stream.concat(Stream.of(process.handle()), process.handle().descendants())
        .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }

  @Override
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    publisher.close();
    process.close();
  }
}
