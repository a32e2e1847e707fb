package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.examples.quickstart.CommandContext;
import io.github.esrpcluster.i3.notify.DownstreamStatus;
import io.github.esrpcluster.i3.notify.KeepAlive;
import io.github.esrpcluster.i3.notify.KeepAliveBuilder;
import io.github.esrpcluster.i3.notify.KeepAliveTarget;
import io.github.esrpcluster.i3.notify.NotifiedQueue;
import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.i3.notify.NotifierBuilder;
import io.github.esrpcluster.i3.notify.SipEndpoint;
import io.github.esrpcluster.i3.notify.Subscriber;
import io.github.esrpcluster.i3.notify.SubscriberBuilder;
import io.github.esrpcluster.sip.JainSipStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The SIP side of the server: a stack, and notifier, subscriber and keep-alive above it. */
final class SipService implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final LogEventFiles logFiles;
  private final TimeSource time;
  private final Executor hooks;
  private final SipEventPrinter events;
  private final JainSipStack stack;
  private final Notifier notifier;
  private final Subscriber subscriber;
  private final KeepAlive keepAlive;

  private SipService(
      ServerConfig config, CommandContext server, Executor hooks, LogEventFiles logFiles) {
    this.hooks = hooks;
    this.logFiles = logFiles;
    time = server.runtime().time();
    events = new SipEventPrinter(server.log());
    stack = SipStacks.of(config);
    notifier = notifier(config, server);
    subscriber = subscriber(config, server);
    keepAlive = keepAlive(config);
  }

  /**
   * Starts to listen.
   *
   * @param hooks runs the hooks that print events and write log events, one after the other
   * @param logFiles receive log events; closed after the hooks have run
   * @throws IOException if an address is in use
   */
  static SipService start(
      ServerConfig config, CommandContext server, Executor hooks, LogEventFiles logFiles)
      throws IOException {
    SipService service = new SipService(config, server, hooks, logFiles);
    try {
      service.stack.start(SipEndpoint.of(service.notifier, service.subscriber));
      config.downstream().forEach(service.subscriber::add);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private Notifier notifier(ServerConfig config, CommandContext server) {
    NotifierBuilder builder =
        Notifier.builder(stack)
            .timeSource(time)
            .executor(hooks)
            .identity(server.names()::of)
            .maxSubscriptions(config.sipLimits().subscriptions())
            .maxSubscriptionsPerPeer(config.sipLimits().perPeer())
            .listener(events::print);
    config.defaultService().ifPresent(builder::defaultService);
    config.subscribers().map(ListedSubscribers::new).ifPresent(builder::admission);
    logFiles.addTo(builder::logEvents);
    Notifier built = builder.build();
    built.attach(server.manager(), PublisherConfig.sip(config.publishers()));
    for (ServiceConfig service : config.services()) {
      // The manager publishes soon, but a subscriber may come sooner.
      server.manager().status(service.uri()).ifPresent(built::publish);
      for (QueueConfig queue : service.queues()) {
        built.setQueue(NotifiedQueue.of(queue.uri(), service.uri(), queue.maxLength()));
      }
    }
    return built;
  }

  private Subscriber subscriber(ServerConfig config, CommandContext server) {
    SubscriberBuilder builder =
        Subscriber.builder(stack, server.manager())
            .timeSource(time)
            .executor(hooks)
            .localUri("sip:" + config.element())
            .listener(events::print);
    logFiles.addTo(builder::logEvents);
    return builder.build();
  }

  private KeepAlive keepAlive(ServerConfig config) {
    KeepAliveBuilder builder =
        KeepAlive.builder(stack, "sip:" + config.element())
            .timeSource(time)
            .executor(hooks)
            .interval(config.keepAlive())
            .targets(this::peers)
            .listener(events::print);
    logFiles.addTo(builder::logEvents);
    return builder.start();
  }

  private Stream<KeepAliveTarget> peers() {
    return Stream.concat(
        notifier.subscribers().stream().map(KeepAliveTarget::of),
        subscriber.status().stream().map(DownstreamStatus::uri).map(KeepAliveTarget::of));
  }

  /** Returns where the server listens. */
  List<String> addresses() {
    return stack.listeningAddresses().stream().map(Object::toString).toList();
  }

  /**
   * Ends all subscriptions, those of subscribers with the last status, waits for the answers, and
   * closes the stack.
   */
  @Override
  public void close() {
    keepAlive.close();
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(
            notifier.shutdown(GRACE).toCompletableFuture(),
            subscriber.shutdown(GRACE).toCompletableFuture());
    time.await(ended, GRACE.plusSeconds(1));
    stack.close();
  }
}
