package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;

/** An event of a {@link Notifier}. A later release may add kinds. */
public interface NotifierEvent {
  /**
   * A subscription began.
   *
   * @param subscription the subscription
   * @param seconds the duration granted
   */
  record SubscriptionBegan(NotifiedSubscriber subscription, long seconds)
      implements NotifierEvent {}

  /**
   * A subscription ended.
   *
   * @param subscription the subscription
   * @param cause why
   */
  record SubscriptionEnded(NotifiedSubscriber subscription, SubscriptionEnd cause)
      implements NotifierEvent {}

  /**
   * A NOTIFY failed without ending the subscription. The newest state is sent again, with a pause
   * that doubles from 1 s to 64 s, or as long as the subscriber asked for.
   *
   * @param subscription the subscription
   * @param failures the number of failures in a row
   */
  record NotifyFailed(NotifiedSubscriber subscription, int failures) implements NotifierEvent {}

  /**
   * A SUBSCRIBE was refused.
   *
   * @param from the URI of {@code From}
   * @param uri the Request-URI
   * @param status the status of the answer
   * @param reason why, for people
   */
  record SubscribeRefused(String from, String uri, int status, String reason)
      implements NotifierEvent {
    /** Makes the texts printable. */
    public SubscribeRefused {
      from = Texts.line(Objects.requireNonNull(from, "from"));
      uri = Texts.line(Objects.requireNonNull(uri, "uri"));
      reason = Texts.line(Objects.requireNonNull(reason, "reason"));
    }
  }
}
