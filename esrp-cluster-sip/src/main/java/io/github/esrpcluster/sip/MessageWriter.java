package io.github.esrpcluster.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.i3.sip.SipHeader;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Writes messages to send. Writes text, not objects of the reference implementation: a NOTIFY then
 * costs one buffer.
 */
final class MessageWriter {
  private static final String LINE = "\r\n";

  private final StringBuilder text = new StringBuilder(768);

  private MessageWriter() {}

  /**
   * Returns the bytes of a request.
   *
   * @throws IllegalArgumentException if a part has a control character, such as a line break
   */
  static byte[] request(SipRequest request, LocalEndpoint local, String branch) {
    MessageWriter message = new MessageWriter();
    message.checked(request.method()).text(" ").uri(request.uri()).text(" SIP/2.0" + LINE);
    message.text("Via: ").text(local.via()).text(";rport;branch=").text(branch).text(LINE);
    message.line("Max-Forwards", "70");
    for (String route : request.routes()) {
      message.line("Route", route);
    }
    message.party("From", request.from()).party("To", request.to());
    message.line("Call-ID", request.callId());
    message.text("CSeq: ").text(Long.toString(request.sequence())).text(" ");
    message.text(request.method()).text(LINE);
    message.contact(
        request.contact().isEmpty() ? local.contact(isSecure(request.uri())) : request.contact());
    message.headers(request.headers());
    if (!request.body().isEmpty()) {
      message.line("Content-Type", request.body().type());
    }
    message.line("Content-Length", Integer.toString(request.body().length())).text(LINE);
    byte[] head = message.bytes();
    if (request.body().isEmpty()) {
      return head;
    }
    byte[] body = request.body().bytes();
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  /**
   * Returns the bytes of a response.
   *
   * @param newTag the tag for {@code To}, if neither the request nor the response has one
   * @throws IllegalArgumentException if a part has a control character, such as a line break
   */
  static byte[] response(IncomingRequest request, SipResponse response, String newTag) {
    MessageWriter message = new MessageWriter();
    message.status(response.status(), SIPResponse.getReasonPhrase(response.status()));
    message.echo(request, response.toTag().isEmpty() ? newTag : response.toTag());
    for (String route : request.raw().all("Record-Route")) {
      message.line("Record-Route", route);
    }
    if (!response.contact().isEmpty()) {
      message.contact(response.contact());
    } else if (response.isSuccess()) {
      message.contact(request.local().contact(isSecure(request.line().uri())));
    }
    message.headers(response.headers());
    return message.line("Content-Length", "0").text(LINE).bytes();
  }

  /** Returns the bytes of a response that only says why a request was refused. */
  static byte[] refusal(IncomingRequest request, int status, String reason, String newTag) {
    MessageWriter message = new MessageWriter();
    message.status(status, reason);
    message.echo(request, newTag);
    return message.line("Content-Length", "0").text(LINE).bytes();
  }

  private static boolean isSecure(String uri) {
    return uri.regionMatches(true, 0, "sips:", 0, 5);
  }

  private void status(int status, String reason) {
    text("SIP/2.0 ").text(Integer.toString(status)).text(" ");
    text(Objects.requireNonNullElse(reason, "")).text(LINE);
  }

  /** Repeats the headers of a request (RFC 3261 section 8.2.6.2), as they came. */
  private void echo(IncomingRequest request, String tag) {
    request.parsed().getViaHeaders().forEach(via -> text(via.encode())); // a whole line
    List<String> vias = request.raw().all("Via");
    vias.subList(1, vias.size()).forEach(via -> line("Via", via));
    echo(request.raw(), "From");
    String to = Objects.requireNonNullElse(request.raw().first("To"), "");
    boolean tagged = NameAddr.parse(to).filter(value -> !value.tag().isEmpty()).isPresent();
    line("To", tagged ? to : to + ";tag=" + tag);
    echo(request.raw(), "Call-ID");
    echo(request.raw(), "CSeq");
  }

  private void echo(RawMessage raw, String header) {
    line(header, Objects.requireNonNullElse(raw.first(header), ""));
  }

  private MessageWriter party(String name, SipParty party) {
    text(name).text(": <").uri(party.uri()).text(">");
    if (!party.tag().isEmpty()) {
      text(";tag=").checked(party.tag());
    }
    return text(LINE);
  }

  private void contact(String uri) {
    text("Contact: <").uri(uri).text(">" + LINE);
  }

  private void headers(List<SipHeader> headers) {
    for (SipHeader header : headers) {
      line(header.name(), header.value());
    }
  }

  private MessageWriter line(String name, String value) {
    return checked(name).text(": ").checked(value).text(LINE);
  }

  private MessageWriter uri(String uri) {
    if (uri.indexOf(' ') >= 0 || uri.indexOf('<') >= 0 || uri.indexOf('>') >= 0) {
      throw Checks.refusal("URI", uri, "has a blank or an angle bracket: use a URI alone");
    }
    return checked(uri);
  }

  private MessageWriter checked(String part) {
    if (RawMessage.hasControlCharacter(part)) {
      throw Checks.refusal("text", part, "has a control character: use one line");
    }
    return text(part);
  }

  private MessageWriter text(String part) {
    text.append(part);
    return this;
  }

  private byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
