package io.github.esrpcluster.benchmarks.wire;

import java.nio.file.Path;

/**
 * The servers to measure, and the number of rounds.
 *
 * @param server the jar of the state server
 * @param kamailio the configuration of Kamailio
 * @param only the name of the only server to measure, or an empty text
 * @param rounds how often all is measured
 * @param warmUp the changes before the first round
 * @param changes the times that the servers take turns in the fan-out of a round
 * @param subscribers the subscriptions of the measure of subscriptions a second
 * @param interval the seconds of a minimum rate
 */
record WireOptions(
    Path server,
    Path kamailio,
    String only,
    int rounds,
    int warmUp,
    int changes,
    int subscribers,
    int interval) {

  static WireOptions parse(String[] arguments) {
    Path server = Path.of("../../../examples/state-server/target/state-server.jar");
    Path kamailio = Path.of("kamailio.cfg");
    String only = "";
    boolean quick = false;
    int rounds = 3;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> quick = true;
        case "--server" -> server = Path.of(value(arguments, ++i));
        case "--kamailio" -> kamailio = Path.of(value(arguments, ++i));
        case "--only" -> only = value(arguments, ++i);
        case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++i));
        default ->
            throw new IllegalArgumentException(
                arguments[i] + " is no option. See README.md beside the script.");
      }
    }
    return quick
        ? new WireOptions(server, kamailio, only, 1, 50, 5, 5_000, 10)
        : new WireOptions(server, kamailio, only, rounds, 150, 10, 10_000, 60);
  }

  private static String value(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a value.");
    }
    return arguments[at];
  }
}
