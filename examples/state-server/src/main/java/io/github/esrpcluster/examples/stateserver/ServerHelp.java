package io.github.esrpcluster.examples.stateserver;

/** The help text of the program. */
final class ServerHelp {
  static final String TEXT =
      """
      usage: java -jar state-server.jar --config FILE [OPTION]...
             java -jar state-server.jar --service URI [--domain NAME] [--policy FILE] [OPTION]...

      Runs an ESRP state server: nodes join, and subscribers receive the state of their services.

        --config FILE    configuration in JSON with comments; state-server.json is an example
        --service URI    one service, without a configuration
        --domain NAME    i3 name of the service; by default the host of its URI
        --policy FILE    status policy of the service; by default {"type":"quorum","majority":true}
        --listen ADDRESS SIP listener, such as udp:127.0.0.1:5060, tcp:[::1]:5060 or
                         tls:127.0.0.1:5061; may be repeated, and replaces those of the
                         configuration; by default udp and tcp on 127.0.0.1:5060
        --input FILE     JSON Lines of the quick start, or - for standard input; each line takes
                         effect as it arrives. At the end of the input the server stops
        --linger TIME    goes on after the end of the input, such as PT30S, or until a signal
                         with --linger signal
        --help           this text

      Prints a line "listening ADDRESS" on standard error for each listener when it is ready, then
      the events of the cluster manager. SIGTERM or SIGINT stops the server: each subscriber
      receives GoingDown, then its subscription ends. Exit status: 0; 2 if an argument, the
      configuration or a line was wrong; 1 if something failed.
      """;

  private ServerHelp() {}
}
