package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.examples.quickstart.InputFile;
import io.github.esrpcluster.examples.quickstart.PolicyFile;
import io.github.esrpcluster.examples.quickstart.UsageException;
import io.github.esrpcluster.i3.ServiceIdentity;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The arguments of the program. */
final class ServerArguments {
  private boolean help;
  private final List<ListenAddress> listeners = new ArrayList<>();
  private @Nullable String configFile;
  private @Nullable ServiceId service;
  private @Nullable Fqdn domain;
  private @Nullable String policyFile;
  private @Nullable String inputFile;
  private @Nullable Linger linger;

  private ServerArguments() {}

  static ServerArguments parse(String... args) throws UsageException {
    ServerArguments parsed = new ServerArguments();
    Deque<String> left = new ArrayDeque<>(List.of(args));
    while (!left.isEmpty()) {
      parsed.take(left.remove(), left);
    }
    if (!parsed.help) {
      parsed.requireMatching();
    }
    return parsed;
  }

  private void take(String option, Deque<String> left) throws UsageException {
    switch (option) {
      case "--help" -> help = true;
      case "--listen" -> listeners.add(value(option, left, ListenAddress::sip));
      case "--config" -> configFile = value(option, left, Function.identity());
      case "--service" -> service = value(option, left, ServiceId::of);
      case "--domain" -> domain = value(option, left, Fqdn::of);
      case "--policy" -> policyFile = value(option, left, Function.identity());
      case "--input" -> inputFile = value(option, left, Function.identity());
      case "--linger" -> linger = value(option, left, Linger::parse);
      default -> throw new UsageException("unknown argument " + option + ": see --help");
    }
  }

  private static <T> T value(String option, Deque<String> left, Function<String, T> form)
      throws UsageException {
    if (left.isEmpty()) {
      throw new UsageException(option + " needs a value: see --help");
    }
    try {
      return form.apply(left.remove());
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }

  private void requireMatching() throws UsageException {
    if ((configFile == null) == (service == null)) {
      throw new UsageException("give either --config FILE or --service URI: see --help");
    }
    if (service == null && (domain != null || policyFile != null)) {
      throw new UsageException("--domain and --policy need --service: see --help");
    }
    if (linger != null && inputFile == null) {
      throw new UsageException(
          "--linger needs --input: without input the server runs until a signal");
    }
  }

  boolean help() {
    return help;
  }

  /** Returns the file with the lines, {@code -} for standard input; empty if there is none. */
  Optional<String> input() {
    return Optional.ofNullable(inputFile);
  }

  /** Returns how long the server goes on after the end of its input. */
  Linger linger() {
    return linger == null ? Linger.none() : linger;
  }

  /** Reads the configuration. */
  ServerConfig config(Map<String, String> environment) throws UsageException {
    return configFile == null ? ofService() : ofFile(configFile, environment);
  }

  private ServerConfig ofFile(String file, Map<String, String> environment) throws UsageException {
    String text = InputFile.text(file);
    Path parent = Path.of(file).toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    try {
      return new ServerConfigReader(folder, environment).read(text, listeners);
    } catch (ConfigException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private ServerConfig ofService() throws UsageException {
    ServiceId uri = Objects.requireNonNull(service);
    Fqdn name =
        Optional.ofNullable(domain)
            .or(uri::defaultDomain)
            .orElseThrow(() -> new UsageException(uri + " has no domain name: add --domain NAME"));
    try {
      return ServerConfig.of(
          new ServiceConfig(
              uri, ServiceIdentity.esrp(name), PolicyFile.policy(policyFile), List.of()),
          listeners);
    } catch (ConfigException e) {
      throw new UsageException("--" + e.getMessage() + " (in a file: see --config)", e);
    }
  }
}
