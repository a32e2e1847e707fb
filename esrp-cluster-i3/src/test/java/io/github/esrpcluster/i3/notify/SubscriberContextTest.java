package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** The index of dialogs keeps no dialog that is over. */
class SubscriberContextTest {
  private final VirtualTime time = new VirtualTime();
  private final SubscriberCounters counters = new SubscriberCounters();
  private final SubscriberContext context =
      new SubscriberContext(
          Subscriber.builder((request, outcome) -> {}, new MemberRegistry(time))
              .localUri("sip:manager.state.pa.us"),
          time,
          new SubscriberTimer(time, time, counters.internalFailures),
          counters);
  private final SubscriberTask task =
      new SubscriberTask(context, SubscriberRig.downstream().build(), 0);

  @Test
  void dialog_that_is_over_is_not_found() {
    SubscriberDialog first = SubscriberDialog.begin("first", "a");
    SubscriberDialog second = SubscriberDialog.begin("second", "b");
    context.dialogChanged(task, null, first);
    assertThat(context.find("first")).isSameAs(task);
    context.dialogChanged(task, first, first.next());
    assertThat(context.find("first")).isSameAs(task);
    context.dialogChanged(task, first, second);
    assertThat(context.find("first")).isNull();
    assertThat(context.find("second")).isSameAs(task);
    context.dialogChanged(task, second, null);
    assertThat(context.find("second")).isNull();
  }
}
