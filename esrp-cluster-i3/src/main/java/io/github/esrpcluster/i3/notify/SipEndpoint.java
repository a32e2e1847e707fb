package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests of a SIP stack to a notifier and a subscriber, and answers {@code OPTIONS} itself.
 * Thread-safe.
 */
public final class SipEndpoint implements SipReceiver {
  private static final String METHODS = "SUBSCRIBE, NOTIFY, OPTIONS";

  private final @Nullable SipReceiver subscribes;
  private final @Nullable SipReceiver notifies;

  private SipEndpoint(@Nullable SipReceiver subscribes, @Nullable SipReceiver notifies) {
    this.subscribes = subscribes;
    this.notifies = notifies;
  }

  /**
   * Returns an endpoint that hands over requests.
   *
   * @param subscribes receives {@code SUBSCRIBE}: a notifier
   * @param notifies receives {@code NOTIFY}: a subscriber
   */
  public static SipEndpoint of(SipReceiver subscribes, SipReceiver notifies) {
    return new SipEndpoint(
        Objects.requireNonNull(subscribes, "subscribes"),
        Objects.requireNonNull(notifies, "notifies"));
  }

  /** Returns an endpoint that serves subscriptions and makes none. */
  public static SipEndpoint of(SipReceiver subscribes) {
    return new SipEndpoint(Objects.requireNonNull(subscribes, "subscribes"), null);
  }

  @Override
  public void receive(SipRequest request, Consumer<? super SipResponse> answer) {
    switch (request.method()) {
      case "SUBSCRIBE" -> handOver(subscribes, request, answer);
      case "NOTIFY" -> handOver(notifies, request, answer);
      case "OPTIONS" -> answer.accept(options());
      default -> answer.accept(notAllowed());
    }
  }

  private static void handOver(
      @Nullable SipReceiver receiver, SipRequest request, Consumer<? super SipResponse> answer) {
    if (receiver == null) {
      answer.accept(SipResponse.of(481));
    } else {
      receiver.receive(request, answer);
    }
  }

  private static SipResponse options() {
    return SipResponse.builder(200)
        .header("Allow", METHODS)
        .header("Allow-Events", EventPackage.allowEvents())
        .build();
  }

  private static SipResponse notAllowed() {
    return SipResponse.builder(405).header("Allow", METHODS).build();
  }
}
