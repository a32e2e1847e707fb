package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipHeader;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.List;

/** Reads the fields of messages that arrived. */
final class MessageReader {
  private MessageReader() {}

  /**
   * Returns the fields of a request.
   *
   * @param peer where it came from
   * @throws RefusedRequestException if it has a fault
   */
  static SipRequest request(IncomingRequest incoming, SipPeer peer) throws RefusedRequestException {
    RawMessage raw = incoming.raw();
    String uri = uri(incoming);
    SipRequest.Builder request =
        SipRequest.builder(incoming.method(), uri)
            .from(party(raw, "From"))
            .to(party(raw, "To"))
            .callId(field(raw, "Call-ID"))
            .sequence(sequence(field(raw, "CSeq"), incoming.method()))
            .contact(contact(raw))
            .routes(list(raw, "Record-Route"))
            .body(body(raw, incoming.parsed().getRawContent()))
            .peer(peer);
    for (SipHeader header : raw.headers()) {
      if (!RawMessage.isField(header.name())) {
        request.header(header.name(), header.value());
      }
    }
    return request.build();
  }

  /**
   * Returns the fields of a response; leaves out what cannot be read.
   *
   * @throws IllegalArgumentException if the status is outside 100 to 699
   */
  static SipResponse response(RawMessage raw, int status) {
    SipResponse.Builder response =
        SipResponse.builder(status)
            .toTag(NameAddr.parse(text(raw, "To")).map(NameAddr::tag).orElse(""))
            .contact(firstUri(raw))
            .recordRoutes(list(raw, "Record-Route"));
    for (SipHeader header : raw.headers()) {
      if (!RawMessage.isField(header.name())) {
        response.header(header.name(), header.value());
      }
    }
    return response.build();
  }

  private static String uri(IncomingRequest incoming) throws RefusedRequestException {
    RequestLineText line = incoming.line();
    if (!line.version().equals("SIP/2.0")) {
      throw new RefusedRequestException(505, "Version Not Supported");
    }
    if (line.uri().isEmpty() || line.uri().indexOf(' ') >= 0) {
      throw RefusedRequestException.bad("Request-URI");
    }
    return line.uri();
  }

  private static SipParty party(RawMessage raw, String header) throws RefusedRequestException {
    NameAddr value =
        NameAddr.parse(text(raw, header)).orElseThrow(() -> RefusedRequestException.bad(header));
    return new SipParty(value.uri(), value.tag());
  }

  private static String field(RawMessage raw, String header) throws RefusedRequestException {
    String value = text(raw, header);
    if (value.isEmpty()) {
      throw RefusedRequestException.bad(header);
    }
    return value;
  }

  private static long sequence(String value, String method) throws RefusedRequestException {
    String[] parts = value.split("\\s+", 2);
    if (parts.length == 2 && parts[1].equals(method) && parts[0].length() <= 10) {
      try {
        long number = Long.parseUnsignedLong(parts[0]);
        if (number < SipRequest.SEQUENCE_END) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Refused below.
      }
    }
    throw RefusedRequestException.bad("CSeq");
  }

  private static String contact(RawMessage raw) throws RefusedRequestException {
    String uri = firstUri(raw);
    if (uri.isEmpty() && raw.first("Contact") != null) {
      throw RefusedRequestException.bad("Contact");
    }
    return uri;
  }

  private static String firstUri(RawMessage raw) {
    List<String> contacts = NameAddr.split(text(raw, "Contact"), ',');
    return contacts.isEmpty() ? "" : NameAddr.parse(contacts.get(0)).map(NameAddr::uri).orElse("");
  }

  private static List<String> list(RawMessage raw, String header) {
    return raw.all(header).stream().flatMap(value -> NameAddr.split(value, ',').stream()).toList();
  }

  private static SipBody body(RawMessage raw, byte[] bytes) {
    return bytes == null || bytes.length == 0
        ? SipBody.none()
        : SipBody.of(text(raw, "Content-Type"), bytes);
  }

  private static String text(RawMessage raw, String header) {
    String value = raw.first(header);
    return value == null ? "" : value;
  }
}
