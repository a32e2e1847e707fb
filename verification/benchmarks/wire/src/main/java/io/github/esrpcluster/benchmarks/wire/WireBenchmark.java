package io.github.esrpcluster.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the state server and Kamailio by the same client, in turns. */
public final class WireBenchmark {
  private WireBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments see README.md
   */
  public static void main(String[] arguments) throws IOException {
    WireOptions options = WireOptions.parse(arguments);
    WireResults results = new WireResults();
    List<PresenceServer> servers = new ArrayList<>();
    try {
      Path directory = Files.createTempDirectory("wire");
      if (!options.only().equals(EsrpServer.NAME)) {
        servers.add(new KamailioServer(options.kamailio(), directory));
      }
      if (!options.only().equals("Kamailio")) {
        servers.add(new EsrpServer(options.server(), directory));
      }
      run(options, servers, results);
    } finally {
      for (PresenceServer server : servers) {
        server.close();
      }
      System.out.print(results.table(EsrpServer.NAME, "Kamailio"));
    }
  }

  private static void run(WireOptions options, List<PresenceServer> servers, WireResults results)
      throws IOException {
    List<WireMeasures> measures = new ArrayList<>();
    for (PresenceServer server : servers) {
      measures.add(new WireMeasures(server, results));
    }
    WireResults warmUp = new WireResults();
    for (PresenceServer server : servers) {
      say("memory of " + server.name());
      new WireMeasures(server, results).memory(10_000);
    }
    for (PresenceServer server : servers) {
      say("warming up " + server.name());
      WireMeasures unused = new WireMeasures(server, warmUp);
      unused.warmUp(options.warmUp());
      unused.subscribeRate(options.subscribers());
    }
    for (int round = 1; round <= options.rounds(); round++) {
      say("round " + round + " of " + options.rounds());
      for (WireMeasures each : measures) {
        each.subscribeRate(options.subscribers());
      }
      for (int i = 0; i < options.changes(); i++) {
        for (WireMeasures each : measures) {
          each.fanOut(1_000, 2);
        }
      }
      for (WireMeasures each : measures) {
        each.processorTime(1_000, 20);
      }
      for (WireMeasures each : measures) {
        each.silentPeers(1_000, 10, 10);
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      if (servers.get(i).hasMinimumRate()) {
        say("min-rate");
        measures
            .get(i)
            .minimumRate(10_000, options.interval(), Duration.ofSeconds(options.interval() * 2L));
      }
    }
  }

  private static void say(String step) {
    System.err.println(step);
  }
}
