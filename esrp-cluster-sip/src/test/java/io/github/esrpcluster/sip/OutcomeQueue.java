package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps outcomes. */
final class OutcomeQueue implements Consumer<SipOutcome> {
  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<SipOutcome> outcomes = new LinkedBlockingQueue<>();

  @Override
  public void accept(SipOutcome outcome) {
    outcomes.add(outcome);
  }

  /** Returns the next outcome; fails if none arrives. */
  SipOutcome next() throws InterruptedException {
    SipOutcome next = outcomes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("an outcome").isNotNull();
    return next;
  }

  /** Returns the status of the next outcome; fails if that is no response. */
  int nextStatus() throws InterruptedException {
    SipOutcome next = next();
    assertThat(next).isInstanceOf(SipOutcome.Answered.class);
    return ((SipOutcome.Answered) next).response().status();
  }

  int waiting() {
    return outcomes.size();
  }
}
