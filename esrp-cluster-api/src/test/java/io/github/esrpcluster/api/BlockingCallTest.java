package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockingCallTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void call_cancelled_before_its_start_never_runs() {
    BlockingCall call = new BlockingCall(() -> log.add("ran"));
    assertThat(call.cancel(true)).isTrue();
    call.run();
    assertThat(log).isEmpty();
    assertThat(call).isCancelled();
  }

  @Test
  void call_that_has_started_completes_when_its_code_returns() {
    BlockingCall[] self = new BlockingCall[1];
    self[0] =
        new BlockingCall(
            () -> {
              log.add(self[0].cancel(true) ? "cancelled" : "goes on");
              assertThat(self[0]).isNotDone();
            });
    self[0].run();
    assertThat(log).containsExactly("goes on");
    assertThat(self[0]).isCompleted();
  }

  @Test
  void error_of_the_code_fails_the_stage() {
    BlockingCall call =
        new BlockingCall(
            () -> {
              throw new StackOverflowError("too deep");
            });
    call.run();
    assertThat(call).isCompletedExceptionally();
  }
}
