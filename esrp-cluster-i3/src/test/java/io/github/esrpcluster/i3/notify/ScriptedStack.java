package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.i3.sip.SipStack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records requests; a test answers them, or lets the stack answer each at once. */
final class ScriptedStack implements SipStack {
  private final List<SentRequest> sent = new ArrayList<>();
  private boolean answersAtOnce;

  /** A request and where its outcome goes. */
  record SentRequest(SipRequest request, Consumer<? super SipOutcome> outcome) {
    void answer(int status) {
      outcome.accept(new SipOutcome.Answered(SipResponse.of(status)));
    }

    void timeOut() {
      outcome.accept(new SipOutcome.TimedOut());
    }
  }

  ScriptedStack answeringAtOnce() {
    answersAtOnce = true;
    return this;
  }

  @Override
  public void send(SipRequest request, Consumer<? super SipOutcome> outcome) {
    SentRequest one = new SentRequest(request, outcome);
    sent.add(one);
    if (answersAtOnce) {
      one.answer(200);
    }
  }

  List<SentRequest> all() {
    return List.copyOf(sent);
  }

  /** Returns what was sent since the last call. */
  List<SentRequest> take() {
    List<SentRequest> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** Returns the only request that was sent since the last call. */
  SentRequest takeOne() {
    List<SentRequest> taken = take();
    assertThat(taken).hasSize(1);
    return taken.get(0);
  }
}
