package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Tokens;
import java.util.List;
import java.util.Objects;

/**
 * Logs a SIP SUBSCRIBE request for an event package. The notifier must log each request that it
 * processed, also a refresh and a termination; the subscriber may (NENA-STA-010.3 section
 * 4.12.3.7).
 *
 * @param header the time and the element that logs
 * @param eventPackage token of the Event Package registry (section 10.35), not blank: {@code
 *     ElementState}, {@code ServiceState}, {@code QueueState}, {@code ESRPNotify}, {@code
 *     AbandonedCall} or {@code GapOverlap}; other tokens are kept. The member {@code package}
 * @param peer URI or domain name of the other party, not blank
 * @param requestParameters parameters of the request, may be empty. The member {@code parameter}
 * @param expiration seconds that were negotiated in the end, 0 or more. The schema names no
 *     minimum. The value for a request that was refused is not verified; 0 is this library's
 *     interpretation
 * @param response response code of the request, such as {@code 200}, not blank
 * @param purpose the request's part in the subscription
 * @param direction whether the request was received or sent
 * @param subscriptionId the same for all requests of one subscription, not blank. The element that
 *     logs creates it; it must be globally unique, and the standard suggests the form {@code
 *     urn:emergency:uid:subid:} and a unique text
 */
public record SubscribeLogEvent(
    LogHeader header,
    String eventPackage,
    String peer,
    List<Parameter> requestParameters,
    int expiration,
    String response,
    Purpose purpose,
    LogDirection direction,
    String subscriptionId)
    implements LogEvent {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a text is blank, half of a surrogate pair is missing in a
   *     text, or the expiration is negative
   */
  public SubscribeLogEvent {
    Objects.requireNonNull(header, "header");
    Checks.token("package", eventPackage);
    Checks.token("peer", peer);
    requestParameters = List.copyOf(requestParameters);
    Checks.notNegative("expiration", expiration);
    Checks.token("response", response);
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(direction, "direction");
    Checks.token("subscriptionId", subscriptionId);
  }

  /**
   * A parameter of the request, such as {@code min-rate} of its {@code Event} header.
   *
   * @param type the name of the parameter, not blank. The schema requires none; a parameter without
   *     a name is refused here
   * @param value its value; empty if it has none
   */
  public record Parameter(String type, String value) {
    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if the type is blank, or half of a surrogate pair is missing
     */
    public Parameter {
      Checks.token("parameter type", type);
      Checks.wellFormed("parameter value", value);
    }

    /** Returns text for people, printable. */
    @Override
    public String toString() {
      return BodyText.of(this);
    }
  }

  /** The part of a request in its subscription. */
  public enum Purpose {
    /** It began the subscription. */
    INITIAL("initial"),
    /** It extended the subscription. */
    REFRESH("refresh"),
    /** It ended the subscription. */
    TERMINATE("terminate");

    private final String token;

    Purpose(String token) {
      this.token = token;
    }

    /** Returns the word in a log event. */
    public String token() {
      return token;
    }

    static Purpose ofToken(String token) {
      return Tokens.require(values(), Purpose::token, token, "purpose");
    }
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
