package io.github.esrpcluster.benchmarks.wire;

import io.github.esrpcluster.wire.FreePorts;
import io.github.esrpcluster.wire.HeapHistogram;
import io.github.esrpcluster.wire.ServerProcess;
import io.github.esrpcluster.wire.StateServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The state server of this project, with one service and one node. */
final class EsrpServer implements PresenceServer {
  static final String NAME = "esrp-cluster";

  private static final String RESOURCE = "sip:esrp.example.org";
  private static final String NODE = "esrp1.example.org";

  private final int port;
  private final ServerProcess process;

  EsrpServer(Path jar, Path directory) throws IOException {
    this.port = FreePorts.next();
    Path file =
        Files.writeString(
            directory.resolve("state-server.json"),
            """
            {"listen":["udp:127.0.0.1:%d"],
             "services":[{"uri":"%s","domain":"esrp.example.org","policy":{"type":"any-up"}}],
             "leases":{"shortest":"PT1S","usual":"PT1M","longest":"PT24H"},
             "limits":{"maxSubscriptions":200000,"maxSubscriptionsPerPeer":100000}}
            """
                .formatted(port, RESOURCE));
    this.process =
        StateServerProcess.start(
            jar, List.of("-Xmx1g"), List.of("--config", file.toString(), "--input", "-"));
    process.send(
        "{\"register\":{\"service\":\""
            + RESOURCE
            + "\",\"node\":\""
            + NODE
            + "\",\"lease\":\"PT24H\"}}");
  }

  @Override
  public String name() {
    return NAME;
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
    return "emergency-ServiceState";
  }

  @Override
  public void change(boolean state) {
    process.send("{\"elementId\":\"" + NODE + "\",\"state\":\"" + token(state) + "\"}");
  }

  private static String token(boolean state) {
    return state ? "Normal" : "Overloaded";
  }

  @Override
  public String marker(boolean state) {
    return "\"state\":\"" + token(state) + "\"";
  }

  @Override
  public boolean hasMinimumRate() {
    return true;
  }

  @Override
  public long bytesInUse() throws IOException {
    return HeapHistogram.bytesInUse(process.pid());
  }

  @Override
  public long processorTime() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  @Override
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
