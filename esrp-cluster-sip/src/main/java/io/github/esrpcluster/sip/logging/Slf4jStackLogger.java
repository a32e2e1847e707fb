package io.github.esrpcluster.sip.logging;

import gov.nist.core.StackLogger;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the log of the reference implementation to SLF4J, at level {@code DEBUG}: its errors are
 * mostly those of peers, and it logs one for each bad message. This class answers that nothing
 * below a warning is logged, so that no text of each message is built. Public because the reference
 * implementation creates it by reflection.
 */
public final class Slf4jStackLogger implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.esrpcluster.sip.jain");

  /** Creates the logger. */
  public Slf4jStackLogger() {}

  @Override
  public boolean isLoggingEnabled() {
    return LOG.isDebugEnabled();
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level <= TRACE_WARN && LOG.isDebugEnabled();
  }

  @Override
  public void logFatalError(String message) {
    log(message);
  }

  @Override
  public void logError(String message) {
    log(message);
  }

  @Override
  public void logError(String message, Exception exception) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{}: {}", Texts.line(message), Texts.describe(exception));
    }
  }

  @Override
  public void logException(Throwable exception) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{}", Texts.describe(exception));
    }
  }

  @Override
  public void logWarning(String message) {
    log(message);
  }

  private static void log(String message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{}", Texts.line(message));
    }
  }

  @Override
  public void logInfo(String message) {}

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, Exception exception) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int level) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String stamp) {}

  @Override
  public void setStackProperties(Properties properties) {}

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }
}
