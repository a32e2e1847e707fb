package io.github.esrpcluster.i3.notify;

import static io.github.esrpcluster.i3.notify.SubscriptionDurations.LONGEST;
import static io.github.esrpcluster.i3.notify.SubscriptionDurations.SHORTEST;
import static io.github.esrpcluster.i3.notify.SubscriptionDurations.USUAL;

import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wishes of a SUBSCRIBE (RFC 6665 section 4.2.1).
 *
 * @param eventPackage the package
 * @param event the header {@code Event}
 * @param seconds the duration to grant; 0 for a fetch or the end of a subscription
 * @param rates the rates asked for
 */
record SubscribeFacts(
    EventPackage eventPackage, EventHeader event, long seconds, SubscriptionRates rates) {
  /** Characters that a subscription keeps of its SUBSCRIBE: what a flood could fill memory with. */
  private static final int MOST_KEPT = 4_096;

  /**
   * Reads a request.
   *
   * @throws SubscribeRefusal if it is malformed, or cannot be served for what it asks
   */
  static SubscribeFacts read(SipRequest subscribe) {
    EventHeader event = event(subscribe);
    EventPackage eventPackage =
        EventPackage.find(event.type())
            .orElseThrow(() -> unknownPackage(Texts.quote(event.type()) + " is not served"));
    SubscriptionRates rates = rates(event);
    requireNoExtension(subscribe);
    requireTarget(subscribe);
    requireShort(subscribe);
    long seconds = seconds(subscribe);
    requireAcceptable(subscribe, eventPackage.bodyType());
    return new SubscribeFacts(eventPackage, event, seconds, rates);
  }

  private static EventHeader event(SipRequest subscribe) {
    List<String> values = subscribe.headers(EventHeader.NAME);
    if (values.isEmpty()) {
      throw unknownPackage("there is no Event header");
    }
    if (values.size() > 1) {
      throw badRequest("there must be one Event header");
    }
    try {
      return EventHeader.parse(values.get(0));
    } catch (IllegalArgumentException e) {
      throw badRequest("Event: " + e.getMessage());
    }
  }

  private static SubscribeRefusal unknownPackage(String reason) {
    return SubscribeRefusal.with(489, "Allow-Events", EventPackage.allowEvents(), reason);
  }

  private static SubscribeRefusal badRequest(String reason) {
    return SubscribeRefusal.of(400, reason);
  }

  /** This notifier supports no extension that a request may require (RFC 3261 section 8.2.2.3). */
  private static void requireNoExtension(SipRequest subscribe) {
    String required = String.join(", ", subscribe.headers("Require"));
    if (!required.isBlank()) {
      throw SubscribeRefusal.with(
          420, "Unsupported", required, Texts.quote(required) + " is required");
    }
  }

  private static void requireTarget(SipRequest subscribe) {
    boolean inDialog = !subscribe.to().tag().isEmpty();
    if (subscribe.contact().isEmpty() ? !inDialog : SipUri.find(subscribe.contact()).isEmpty()) {
      throw badRequest(
          "Contact " + Texts.quote(subscribe.contact()) + " must be one SIP or SIPS URI");
    }
    if (subscribe.from().tag().isEmpty()) {
      throw badRequest("From must have a tag");
    }
  }

  private static void requireShort(SipRequest subscribe) {
    int kept =
        Stream.of(
                    subscribe.callId(),
                    subscribe.from().uri(),
                    subscribe.from().tag(),
                    subscribe.to().uri(),
                    subscribe.contact(),
                    subscribe.header(EventHeader.NAME).orElse(""))
                .mapToInt(String::length)
                .sum()
            + subscribe.routes().stream().mapToInt(String::length).sum();
    if (kept > MOST_KEPT) {
      throw SubscribeRefusal.of(
          513,
          "Call-ID, From, To, Contact, Event and Record-Route have "
              + kept
              + " characters: use at most "
              + MOST_KEPT);
    }
  }

  private static long seconds(SipRequest subscribe) {
    String text = subscribe.header("Expires").map(String::strip).orElse(String.valueOf(USUAL));
    long asked =
        DeltaSeconds.find(text)
            .orElseThrow(
                () -> badRequest("Expires " + Texts.quote(text) + " must be a number of seconds"));
    if (asked > 0 && asked < SHORTEST) {
      throw SubscribeRefusal.with(
          423,
          "Min-Expires",
          String.valueOf(SHORTEST),
          "Expires " + asked + " is below " + SHORTEST);
    }
    return Math.min(asked, LONGEST);
  }

  /** Without the header, the type of the package is acceptable (RFC 6665 section 4.4.4). */
  private static void requireAcceptable(SipRequest subscribe, String bodyType) {
    List<String> values = subscribe.headers("Accept");
    if (values.isEmpty()) {
      return;
    }
    Set<String> accepted =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String type = bodyType.toLowerCase(Locale.ROOT);
    String anySubtype = type.substring(0, type.indexOf('/')) + "/*";
    if (!accepted.contains(type) && !accepted.contains(anySubtype) && !accepted.contains("*/*")) {
      throw SubscribeRefusal.with(
          406, "Accept", bodyType, "Accept must have " + bodyType + " or be left out");
    }
  }

  private static SubscriptionRates rates(EventHeader event) {
    try {
      return SubscriptionRates.of(event.parameters());
    } catch (IllegalArgumentException e) {
      throw badRequest("Event: " + e.getMessage());
    }
  }
}
