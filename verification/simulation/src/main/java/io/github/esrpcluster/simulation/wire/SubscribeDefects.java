package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong with a SUBSCRIBE by itself (RFC 6665 section 4.2.1, RFC 6446). */
final class SubscribeDefects {
  static final long SHORTEST = 60;
  static final long LONGEST = 86_400;
  static final long USUAL = 3_600;
  static final List<String> RATES = List.of("max-rate", "min-rate", "adaptive-min-rate");
  static final Map<String, String> TYPES =
      Map.of(
          "emergency-ServiceState", BodyContent.SERVICE_STATE,
          "emergency-ElementState", BodyContent.ELEMENT_STATE,
          "emergency-QueueState", BodyContent.QUEUE_STATE);

  private SubscribeDefects() {}

  /** Returns the status codes of which one must refuse it; empty if it is in order. */
  static Set<Integer> of(SipRequest request) {
    Set<Integer> codes = new TreeSet<>();
    HeaderValue event = event(request);
    String type = TYPES.get(event.value());
    if (type == null) {
      codes.add(489);
      return codes;
    }
    for (String rate : RATES) {
      if (event.has(rate) && event.rate(rate).isEmpty()) {
        codes.add(400);
      }
    }
    if (!accepts(request, type)) {
      codes.add(406);
    }
    String expires = request.header("Expires").orElse(String.valueOf(USUAL));
    if (!expires.matches("\\d{1,10}")) {
      codes.add(400);
    } else if (Long.parseLong(expires) > 0 && Long.parseLong(expires) < SHORTEST) {
      codes.add(423);
    }
    return codes;
  }

  static HeaderValue event(SipRequest request) {
    return HeaderValue.parse(request.header("Event").orElse(""));
  }

  /** Returns the duration that it asks for, in seconds. */
  static long asked(SipRequest request) {
    return request.header("Expires").map(Long::parseLong).orElse(USUAL);
  }

  private static boolean accepts(SipRequest request, String type) {
    List<String> accepts = request.headers("Accept");
    return accepts.isEmpty()
        || accepts.stream()
            .flatMap(each -> List.of(each.split(",", -1)).stream())
            .map(each -> each.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .anyMatch(
                each ->
                    each.equals("*/*")
                        || each.equals("application/*")
                        || each.equals(type.toLowerCase(Locale.ROOT)));
  }
}
