package io.github.esrpcluster.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An upstream entity for tests: keeps every message it is called with, and answers as told.
 *
 * <pre>{@code
 * RecordingPublisher upstream = RecordingPublisher.succeeding();
 * upstream.answerNext(2, PublisherBehaviors.failing());   // two attempts fail, then it succeeds again
 * ...
 * assertThat(upstream.states(service)).containsExactly(ServiceState.DOWN, ServiceState.NORMAL);
 * }</pre>
 *
 * <p>A message counts when the publisher is called, whatever becomes of it. Lists are copies, in
 * the order of the calls. Thread-safe; the answers are given without a lock held.
 */
public final class RecordingPublisher implements ServiceStatusPublisher {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<ServiceStatus> messages = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Outstanding> outstanding = new ArrayList<>();

  @GuardedBy("lock")
  private final Deque<ServiceStatusPublisher> nextAnswers = new ArrayDeque<>();

  @GuardedBy("lock")
  private ServiceStatusPublisher answer;

  private record Outstanding(ServiceStatus status, CompletableFuture<Void> stage) {
    boolean isOver() {
      return stage.isDone();
    }
  }

  private RecordingPublisher(ServiceStatusPublisher answer) {
    this.answer = Objects.requireNonNull(answer, "answer");
  }

  /** One that answers like this: see {@link PublisherBehaviors}. */
  public static RecordingPublisher answering(ServiceStatusPublisher answer) {
    return new RecordingPublisher(answer);
  }

  /** One that takes every message over at once. */
  public static RecordingPublisher succeeding() {
    return answering(PublisherBehaviors.succeeding());
  }

  /** One that fails this often, and then succeeds. */
  public static RecordingPublisher failing(int times) {
    return succeeding().answerNext(times, PublisherBehaviors.failing());
  }

  /** One whose messages stay outstanding until the test completes them. */
  public static RecordingPublisher holding() {
    return answering(PublisherBehaviors.holding());
  }

  // ---- how it answers

  /** From now on it answers like this; answers that {@link #answerNext} ordered come first. */
  public RecordingPublisher answer(ServiceStatusPublisher newAnswer) {
    Objects.requireNonNull(newAnswer, "newAnswer");
    synchronized (lock) {
      answer = newAnswer;
    }
    return this;
  }

  /**
   * The next calls are answered like this, after those that were ordered so before.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  public RecordingPublisher answerNext(int times, ServiceStatusPublisher nextAnswer) {
    Objects.requireNonNull(nextAnswer, "nextAnswer");
    if (times < 0) {
      throw new IllegalArgumentException("times " + times + " is negative");
    }
    synchronized (lock) {
      for (int i = 0; i < times; i++) {
        nextAnswers.add(nextAnswer);
      }
    }
    return this;
  }

  /** From now on it succeeds, whatever was ordered. What is outstanding stays so. */
  public void recover() {
    synchronized (lock) {
      nextAnswers.clear();
      answer = PublisherBehaviors.succeeding();
    }
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    CompletionStage<Void> stage = record(status).publish(status);
    if (stage != null) { // an answer may misbehave: see PublisherBehaviors.returningNull()
      keep(new Outstanding(status, stage.toCompletableFuture()));
    }
    return stage;
  }

  private void keep(Outstanding message) {
    synchronized (lock) {
      outstanding.add(message);
      outstanding.removeIf(Outstanding::isOver);
    }
  }

  private ServiceStatusPublisher record(ServiceStatus status) {
    Objects.requireNonNull(status, "status");
    synchronized (lock) {
      messages.add(status);
      ServiceStatusPublisher next = nextAnswers.poll();
      return next == null ? answer : next;
    }
  }

  // ---- what is outstanding

  /** The messages whose stages have not completed, the oldest first. */
  public List<ServiceStatus> outstanding() {
    synchronized (lock) {
      outstanding.removeIf(Outstanding::isOver);
      return outstanding.stream().map(Outstanding::status).toList();
    }
  }

  /**
   * Completes the oldest outstanding message: it was taken over. What hangs on it may run on this
   * thread.
   *
   * @return the message
   * @throws IllegalStateException if none is outstanding
   */
  public ServiceStatus completeNext() {
    Outstanding oldest = takeOldest();
    oldest.stage().complete(null);
    return oldest.status();
  }

  /**
   * Fails the oldest outstanding message.
   *
   * @return the message
   * @throws IllegalStateException if none is outstanding
   */
  public ServiceStatus failNext(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    Outstanding oldest = takeOldest();
    oldest.stage().completeExceptionally(cause);
    return oldest.status();
  }

  private Outstanding takeOldest() {
    synchronized (lock) {
      outstanding.removeIf(Outstanding::isOver);
      if (outstanding.isEmpty()) {
        throw new IllegalStateException("no message is outstanding; recorded so far: " + messages);
      }
      return outstanding.remove(0);
    }
  }

  // ---- what was recorded

  /** All messages. */
  public List<ServiceStatus> messages() {
    synchronized (lock) {
      return List.copyOf(messages);
    }
  }

  /** The messages about the service. */
  public List<ServiceStatus> messages(ServiceId service) {
    return messages().stream().filter(message -> message.service().equals(service)).toList();
  }

  /**
   * The last message about the service.
   *
   * @throws AssertionError if there is none; the error lists those there are
   */
  public ServiceStatus last(ServiceId service) {
    List<ServiceStatus> all = messages(service);
    if (all.isEmpty()) {
      throw new AssertionError("no message about " + service + "; recorded: " + messages());
    }
    return all.get(all.size() - 1);
  }

  /** The states in the messages about the service. */
  public List<ServiceState> states(ServiceId service) {
    return messages(service).stream().map(ServiceStatus::state).toList();
  }

  /** The versions of the messages about the service. */
  public List<Long> versions(ServiceId service) {
    return messages(service).stream().map(ServiceStatus::version).toList();
  }

  /** Forgets the messages. Those that are outstanding stay so, and the answers as they are. */
  public void clear() {
    synchronized (lock) {
      messages.clear();
    }
  }

  /** For people: how many messages, and how many of them are outstanding. */
  @Override
  public String toString() {
    return "RecordingPublisher["
        + messages().size()
        + " messages, "
        + outstanding().size()
        + " outstanding]";
  }
}
