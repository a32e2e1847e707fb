package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.examples.quickstart.LineProcessor;
import io.github.esrpcluster.examples.quickstart.Lines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers on the wire: the one above subscribes to the service of the one below. */
class NestedServersTest {
  private static final ServiceId ABOVE = ServiceId.of("sip:above.example.org");
  private static final String BELOW =
      "{'listen':['udp:127.0.0.1:0'],'services':[{'uri':'sip:below.example.org',"
          + "'policy':{'type':'any-up'}}]}";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Deque<StateServer> servers = new ArrayDeque<>();
  private final BlockingQueue<ServiceState> states = new LinkedBlockingQueue<>();

  private StateServer start(String json) throws IOException {
    ServerConfig config =
        new ServerConfigReader(Path.of(""), Map.of()).read(json.replace('\'', '"'), List.of());
    StateServer server =
        StateServer.start(config, System.out, new PrintStream(printed, true, UTF_8));
    servers.push(server);
    return server;
  }

  @AfterEach
  void close() {
    servers.forEach(StateServer::close);
  }

  private int port() {
    Matcher line = Pattern.compile("listening udp:.*:(\\d+)").matcher(printed.toString(UTF_8));
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  private static void execute(StateServer server, String lines) throws IOException {
    byte[] input = lines.replace('\'', '"').getBytes(UTF_8);
    assertThat(new LineProcessor(server.commands()).run(new Lines(new ByteArrayInputStream(input))))
        .isTrue();
  }

  private void awaitState(ServiceState state) throws InterruptedException {
    ServiceState next;
    do {
      next = states.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("state before %s, after %s", state, printed.toString(UTF_8)).isNotNull();
    } while (next != state);
  }

  private void record(ClusterEvent event) {
    if (event instanceof ClusterEvent.StatusChanged changed) {
      states.add(changed.status().state());
    }
  }

  @Test
  void service_below_is_a_node_above() throws Exception {
    StateServer below = start(BELOW);
    StateServer above =
        start(
            "{'listen':['udp:127.0.0.1:0'],'services':[{'uri':'sip:above.example.org',"
                + "'policy':{'type':'any-up'}}],'downstream':[{'node':'below.example.org',"
                + "'uri':'sip:127.0.0.1:"
                + port()
                + "','package':'ServiceState','services':['sip:above.example.org']}]}");
    above.commands().manager().addListener(this::record);
    assertThat(above.commands().manager().status(ABOVE).orElseThrow().state())
        .isEqualTo(ServiceState.DOWN);

    execute(
        below,
        """
        {'register':{'service':'sip:below.example.org','node':'n1.example.org'}}
        {'elementId':'n1.example.org','state':'Normal'}
        """);
    awaitState(ServiceState.NORMAL);

    execute(below, "{'elementId':'n1.example.org','state':'Overloaded'}\n");
    awaitState(ServiceState.OVERLOADED);

    below.close();
    awaitState(ServiceState.GOING_DOWN);
    awaitState(ServiceState.DOWN); // the subscription is lost
  }
}
