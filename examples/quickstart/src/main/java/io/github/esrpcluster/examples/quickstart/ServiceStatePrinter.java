package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Prints each status on standard output. A product sends a SIP NOTIFY here. */
public final class ServiceStatePrinter implements ServiceStatusPublisher {
  private final PrintStream out;
  private final ServiceNames names;

  /** Creates a printer that names services in this way. */
  public ServiceStatePrinter(PrintStream out, ServiceNames names) {
    this.out = out;
    this.names = names;
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    ServiceStateBody body = ServiceStateBody.of(status, names.of(status.service()));
    out.println(I3Json.standard().serviceState().write(body));
    // A print stream never throws: without this check, a lost message would count as sent.
    return out.checkError()
        ? CompletableFuture.failedStage(new IllegalStateException("standard output is closed"))
        : CompletableFuture.completedFuture(null);
  }
}
