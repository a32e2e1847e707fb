package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The upstream entity of this program: standard output. A product would send a SIP NOTIFY here. */
final class ServiceStatePrinter implements ServiceStatusPublisher {
  private final PrintStream out;
  private final ServiceNames names;

  ServiceStatePrinter(PrintStream out, ServiceNames names) {
    this.out = out;
    this.names = names;
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    ServiceStateBody body = ServiceStateBody.of(status, names.of(status.service()));
    out.println(I3Json.standard().serviceState().write(body));
    // A print stream never throws; unasked, it would lose a message without a word.
    return out.checkError()
        ? CompletableFuture.failedStage(new IllegalStateException("standard output is closed"))
        : CompletableFuture.completedFuture(null);
  }
}
