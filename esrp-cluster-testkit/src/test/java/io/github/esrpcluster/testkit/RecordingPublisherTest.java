package io.github.esrpcluster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingPublisherTest {
  private static final ServiceId EAST = ServiceId.of("sip:east.example.org");
  private static final ServiceId WEST = ServiceId.of("sip:west.example.org");

  private final ServiceStatus first = message(EAST, 1, ServiceState.DOWN);
  private final ServiceStatus second = message(WEST, 1, ServiceState.NORMAL);
  private final ServiceStatus third = message(EAST, 4, ServiceState.PARTIAL);

  // ---- what was recorded

  @Test
  void recordsEveryMessageInTheOrderOfTheCalls() {
    RecordingPublisher upstream = filled();
    assertThat(upstream.messages()).containsExactly(first, second, third);
    assertThat(upstream.messages(EAST)).containsExactly(first, third);
    assertThat(upstream.states(EAST)).containsExactly(ServiceState.DOWN, ServiceState.PARTIAL);
    assertThat(upstream.versions(EAST)).containsExactly(1L, 4L);
    assertThat(upstream.last(EAST)).isEqualTo(third);
    assertThat(upstream.last(WEST)).isEqualTo(second);
  }

  @Test
  void aServiceWithoutMessagesHasNoLastOne() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    upstream.publish(first);
    assertThat(upstream.messages(WEST)).isEmpty();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> upstream.last(WEST))
        .withMessageContaining("no message about " + WEST)
        .withMessageContaining(first.toString());
  }

  @Test
  void listsAreCopies() {
    RecordingPublisher upstream = filled();
    List<ServiceStatus> before = upstream.messages();
    upstream.publish(third);
    assertThat(before).hasSize(3);
  }

  @Test
  void clearingForgetsTheMessagesButNotWhatIsOutstanding() {
    RecordingPublisher upstream = RecordingPublisher.holding();
    upstream.publish(first);
    upstream.clear();
    assertThat(upstream.messages()).isEmpty();
    assertThat(upstream.outstanding()).containsExactly(first);
  }

  @Test
  void nullIsNoMessage() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    assertThatNullPointerException().isThrownBy(() -> upstream.publish(null));
    assertThat(upstream.messages()).isEmpty();
  }

  @Test
  void recordsWhatSeveralThreadsPublish() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> upstream.publish(message(EAST, i, ServiceState.DOWN)));
    assertThat(upstream.versions(EAST)).hasSize(10_000).doesNotHaveDuplicates();
  }

  // ---- how it answers

  @Test
  void succeeds() {
    assertThat(publishTo(RecordingPublisher.succeeding())).isCompleted();
  }

  @Test
  void failsAsOftenAsOrderedThenSucceeds() {
    RecordingPublisher upstream = RecordingPublisher.failing(2);
    assertThat(publishTo(upstream)).isCompletedExceptionally();
    assertThat(publishTo(upstream)).isCompletedExceptionally();
    assertThat(publishTo(upstream)).isCompleted();
    assertThat(upstream.messages()).hasSize(3);
  }

  @Test
  void failsUntilHealed() {
    RecordingPublisher upstream = RecordingPublisher.answering(PublisherBehaviors.failing());
    upstream.answerNext(5, PublisherBehaviors.throwing());
    upstream.recover();
    assertThat(publishTo(upstream)).isCompleted();
    upstream.answer(PublisherBehaviors.failing());
    assertThat(publishTo(upstream)).isCompletedExceptionally();
    assertThat(publishTo(upstream)).isCompletedExceptionally();
  }

  @Test
  void failsWithTheCauseAskedFor() {
    IOException cause = new IOException("refused");
    CompletableFuture<Void> stage =
        publishTo(RecordingPublisher.answering(PublisherBehaviors.failing(cause)));
    assertThat(stage).isCompletedExceptionally();
    assertThat(stage.handle((done, failure) -> failure).join()).isSameAs(cause);
  }

  @Test
  void ordersAreAnsweredOneAfterTheOther() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    upstream
        .answerNext(1, PublisherBehaviors.failing())
        .answerNext(1, PublisherBehaviors.holding());
    assertThat(publishTo(upstream)).isCompletedExceptionally();
    assertThat(publishTo(upstream)).isNotDone();
    assertThat(publishTo(upstream)).isCompleted();
  }

  @Test
  void whatItThrowsOrReturnsInsteadOfAStageIsRecordedToo() {
    RecordingPublisher upstream = RecordingPublisher.answering(PublisherBehaviors.throwing());
    assertThatIllegalStateException().isThrownBy(() -> upstream.publish(first));
    upstream.answer(PublisherBehaviors.returningNull());
    assertThat(upstream.publish(second)).isNull();
    assertThat(upstream.messages()).containsExactly(first, second);
    assertThat(upstream.outstanding()).isEmpty();
  }

  @Test
  void aNegativeNumberOfAnswersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordingPublisher.failing(-1))
        .withMessage("times -1 is negative");
  }

  // ---- what is outstanding

  @Test
  void theTestCompletesWhatIsHeldTheOldestFirst() {
    RecordingPublisher upstream = RecordingPublisher.holding();
    CompletableFuture<Void> one = upstream.publish(first).toCompletableFuture();
    CompletableFuture<Void> two = upstream.publish(second).toCompletableFuture();
    assertThat(upstream.outstanding()).containsExactly(first, second);

    assertThat(upstream.completeNext()).isEqualTo(first);
    assertThat(one).isCompleted();
    assertThat(two).isNotDone();

    assertThat(upstream.failNext(new IOException("refused"))).isEqualTo(second);
    assertThat(two).isCompletedExceptionally();
    assertThat(upstream.outstanding()).isEmpty();
  }

  @Test
  void whatTheManagerGaveUpIsNotOutstanding() {
    RecordingPublisher upstream = RecordingPublisher.holding();
    publishTo(upstream).cancel(false);
    assertThat(upstream.outstanding()).isEmpty();

    CompletableFuture<Void> givenUp = publishTo(upstream);
    upstream.publish(second);
    givenUp.cancel(false);
    assertThat(upstream.completeNext()).isEqualTo(second);
  }

  @Test
  void withNothingOutstandingThereIsNothingToComplete() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    upstream.publish(first);
    assertThatIllegalStateException()
        .isThrownBy(upstream::completeNext)
        .withMessageContaining("no message is outstanding")
        .withMessageContaining(first.toString());
    assertThatIllegalStateException().isThrownBy(() -> upstream.failNext(new IOException()));
  }

  @Test
  void whatHangsOnACompletionMayUseThePublisher() {
    RecordingPublisher upstream = RecordingPublisher.holding();
    CompletableFuture<?> next =
        publishTo(upstream).thenCompose(done -> upstream.publish(second)).toCompletableFuture();
    upstream.completeNext();
    assertThat(upstream.outstanding()).containsExactly(second);
    upstream.completeNext();
    assertThat(next).isCompleted();
  }

  @Test
  void saysHowMuchItHolds() {
    RecordingPublisher upstream =
        RecordingPublisher.failing(1).answer(PublisherBehaviors.holding());
    upstream.publish(first);
    upstream.publish(second);
    assertThat(upstream).hasToString("RecordingPublisher[2 messages, 1 outstanding]");
  }

  private RecordingPublisher filled() {
    RecordingPublisher upstream = RecordingPublisher.succeeding();
    upstream.publish(first);
    upstream.publish(second);
    upstream.publish(third);
    return upstream;
  }

  private CompletableFuture<Void> publishTo(RecordingPublisher upstream) {
    return upstream.publish(first).toCompletableFuture();
  }

  private static ServiceStatus message(ServiceId service, long version, ServiceState state) {
    return ServiceStatus.builder(service, Verdict.of(state, "")).version(version).build();
  }
}
