package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipOutcome;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over outcomes. An exception of a consumer is logged, and goes no further. */
final class OutcomeCallback {
  private static final Logger LOG = LoggerFactory.getLogger(JainSipStack.class);

  private OutcomeCallback() {}

  static void run(Consumer<? super SipOutcome> consumer, SipOutcome outcome, SipCounters counters) {
    try {
      consumer.accept(outcome);
    } catch (Throwable e) { // the threads of the stack outlive user code, whatever it throws
      counters.callbackFailed();
      LOG.warn("Consumer of a SIP outcome failed: {}", Texts.describe(e));
    }
  }
}
