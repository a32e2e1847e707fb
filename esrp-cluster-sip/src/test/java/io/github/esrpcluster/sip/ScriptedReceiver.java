package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps the requests, and gives each the answer that the test has set. */
final class ScriptedReceiver implements SipReceiver {
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<SipRequest> requests = new LinkedBlockingQueue<>();
  private volatile Function<SipRequest, SipResponse> script =
      request -> SipResponse.builder(200).toTag("ours").header("Expires", "3600").build();

  void answers(Function<SipRequest, SipResponse> script) {
    this.script = script;
  }

  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    requests.add(request);
    answer.accept(script.apply(request));
  }

  /** Returns the next request; fails if none arrives. */
  SipRequest next() throws InterruptedException {
    SipRequest next = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("a request").isNotNull();
    return next;
  }

  int waiting() {
    return requests.size();
  }
}
