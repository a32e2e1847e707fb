package io.github.esrpcluster.core;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Captures what the manager logs while it is open; otherwise only warnings and errors are enabled,
 * and go nowhere.
 */
final class LogCapture implements AutoCloseable {
  private static volatile LogCapture current;

  private final Level lowest;
  private final List<LogLine> lines = new CopyOnWriteArrayList<>();

  /** One line of the log. */
  record LogLine(Level level, String logger, String text) {}

  private LogCapture(Level lowest) {
    this.lowest = lowest;
  }

  /** Captures warnings and errors. */
  static LogCapture open() {
    return open(Level.WARN);
  }

  /** Captures lines of this level and above. */
  static LogCapture open(Level lowest) {
    LogCapture opened = new LogCapture(lowest);
    current = opened;
    return opened;
  }

  List<LogLine> lines() {
    return lines;
  }

  /** Returns the text of the warnings about events. */
  List<String> eventWarnings() {
    return eventLines(Level.WARN);
  }

  /** Returns the text of the lines about events at this level. */
  List<String> eventLines(Level level) {
    return lines.stream()
        .filter(line -> line.level() == level)
        .filter(line -> line.logger().equals("io.github.esrpcluster.events"))
        .map(LogLine::text)
        .toList();
  }

  @Override
  public void close() {
    current = null;
  }

  /** A logger of the library under test. */
  private static final class CapturingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    CapturingLogger(String name) {
      this.name = name;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return CapturingLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      LogCapture open = current;
      if (open != null) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        for (Throwable each = thrown; each != null; each = each.getCause()) {
          text += ": " + each;
        }
        open.lines.add(new LogLine(level, name, text));
      }
    }

    private static boolean isEnabled(Level level) {
      LogCapture open = current;
      return level.toInt() >= (open == null ? Level.WARN : open.lowest).toInt();
    }

    @Override
    public boolean isTraceEnabled() {
      return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return isEnabled(Level.ERROR);
    }
  }

  /** Found by SLF4J as a service. */
  public static final class Provider implements SLF4JServiceProvider {
    private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
      return name -> loggers.computeIfAbsent(name, CapturingLogger::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
      return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
      return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
      return "2.0.99";
    }

    @Override
    public void initialize() {}
  }
}
