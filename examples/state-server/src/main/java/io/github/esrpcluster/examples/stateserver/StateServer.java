package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import io.github.esrpcluster.examples.quickstart.CommandContext;
import io.github.esrpcluster.examples.quickstart.EventPrinter;
import io.github.esrpcluster.examples.quickstart.ProgressLog;
import io.github.esrpcluster.examples.quickstart.ServiceStatePrinter;
import io.github.esrpcluster.policies.StatusPolicies;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** A running server: the cluster manager and its listeners. */
final class StateServer implements AutoCloseable {
  private final ServerRuntime runtime = new ServerRuntime();
  private final ConfiguredServices services;
  private final PrintStream err;
  private final ProgressLog log;
  private final InMemoryClusterManager manager;
  private @Nullable LogEventFiles logFiles;
  private @Nullable SipService sip;
  private @Nullable WebService web;

  private StateServer(ServerConfig config, PrintStream out, PrintStream err) {
    this.err = err;
    this.services = new ConfiguredServices(config.services());
    this.log = new ProgressLog(err, runtime.time());
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.majority())
            .timeSource(runtime.time())
            .executor(runtime.executor())
            .scheduler(runtime.scheduler());
    config.manager().applyTo(builder);
    manager = builder.build();
    manager.addListener(new EventPrinter(log, manager, false));
    services.declareIn(manager);
    PublisherConfig.standardOutput(config.publishers())
        .ifPresent(
            options -> manager.addPublisher(new ServiceStatePrinter(out, services), options));
  }

  /**
   * Starts a server, and prints a line for each listener.
   *
   * @throws IOException if it cannot listen; nothing is left running
   */
  static StateServer start(ServerConfig config, PrintStream out, PrintStream err)
      throws IOException {
    StateServer server = new StateServer(config, out, err);
    try {
      server.listen(config);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen(ServerConfig config) throws IOException {
    logFiles = new LogEventFiles(config.logEvents());
    sip = SipService.start(config, commands(), runtime.printer(), logFiles);
    sip.addresses().forEach(address -> err.println("listening " + address));
    if (config.web().isPresent()) {
      listen(config.web().get(), config);
    }
  }

  private void listen(WebConfig settings, ServerConfig config) throws IOException {
    DequeueRegistrar registrar =
        new DequeueRegistrar(manager, services.byQueue(), settings.state());
    WebHandler handler = new WebHandler(registrar, config.registrants());
    web = WebService.start(settings.listener(), config.tls(), handler);
    err.println("listening " + settings.listener().withPort(web.port()));
  }

  /** Returns what the commands of input lines use. */
  CommandContext commands() {
    return new CommandContext(manager, services, runtime, log);
  }

  /** Returns the threads and the time of the server. */
  ServerRuntime runtime() {
    return runtime;
  }

  /**
   * Stops: takes no new nodes, sends {@code GoingDown} to each subscriber, ends the subscriptions.
   * Closing again has no effect, but waits until the first closing has ended.
   */
  @Override
  public synchronized void close() {
    close(web);
    close(manager); // publishes GoingDown
    close(sip);
    close(runtime);
    close(logFiles);
    web = null;
    sip = null;
  }

  private void close(@Nullable AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) { // the others are closed all the same
      err.println("state-server: cannot close: " + Texts.describe(e));
    }
  }
}
