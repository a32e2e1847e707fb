package io.github.esrpcluster.sip;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages that the reference implementation receives. Most headers stay text, see {@link
 * RawMessage}; so a header in an odd form reaches the receiver as it was sent, and costs nothing.
 * The reference implementation needs to see the first {@code Via} of a request, the numbers that
 * frame a message, and that the mandatory headers exist.
 *
 * <p>Returns null for what cannot be answered: no SIP message, or one without the headers that a
 * response repeats. The other faults of a request are found later and answered with 400. An
 * exception would make the reference implementation send the message back in a response; an error,
 * such as a stack overflow in one of its parsers, would end the thread that receives.
 */
final class SipMessageParser implements MessageParser {
  private static final String VERSION = "SIP/2.0";

  private final RiSockets sockets;
  private final StreamConnections connections;
  private final SipCounters counters;

  SipMessageParser(RiSockets sockets, StreamConnections connections, SipCounters counters) {
    this.sockets = sockets;
    this.connections = connections;
    this.counters = counters;
  }

  @Override
  public @Nullable SIPMessage parseSIPMessage(
      byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener channel) {
    SIPMessage message = null;
    try {
      message = parse(bytes, readBody);
    } catch (Exception | StackOverflowError e) {
      // Dropped below, as what is no SIP message.
    }
    boolean dropped = message == null && !isBlank(bytes);
    if (dropped) {
      counters.messageDropped();
    }
    if (channel instanceof ConnectionOrientedMessageChannel stream) {
      if (dropped) {
        stream.close(); // where the next message begins is unknown
      } else {
        parsed(stream, bytes, message);
      }
    } else {
      sockets.datagramParsed();
    }
    return message;
  }

  /** Counts what was parsed of a stream; each line had one byte more, which was taken off. */
  private void parsed(
      ConnectionOrientedMessageChannel stream, byte[] head, @Nullable SIPMessage message) {
    int lines = 0;
    for (byte b : head) {
      lines += b == '\n' ? 1 : 0;
    }
    int body = message == null ? 0 : message.getContentLength().getContentLength();
    PeerAddress peer =
        new PeerAddress(
            stream.getTransport().toLowerCase(Locale.ROOT),
            stream.getPeerPacketSourceAddress(),
            stream.getPeerPacketSourcePort());
    long bytes = (long) head.length + lines + body;
    connections.find(peer).ifPresent(connection -> connection.parsed(bytes));
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != '\r' && b != '\n' && b != ' ' && b != '\t' && b != 0) {
        return false;
      }
    }
    return true; // a keep-alive (RFC 5626 section 3.5.1)
  }

  private static @Nullable SIPMessage parse(byte[] bytes, boolean readBody) throws Exception {
    RawMessage raw = RawMessage.read(bytes).orElse(null);
    if (raw == null || !isAnswerable(raw)) {
      return null;
    }
    SIPMessage message = raw.firstLine().startsWith(VERSION + " ") ? response(raw) : request(raw);
    message.attachHeader(new From(), false);
    message.attachHeader(new To(), false);
    message.attachHeader(new CallID(), false);
    int there = bytes.length - raw.end();
    int length = readBody ? Math.min(contentLength(raw, there), there) : contentLength(raw, 0);
    if (length > RiStack.MAX_MESSAGE_SIZE) {
      return null; // for such a body of a stream the reference implementation ends its thread
    }
    message.attachHeader(new ContentLength(length), false);
    if (readBody && length > 0) {
      message.setMessageContent(Arrays.copyOfRange(bytes, raw.end(), raw.end() + length));
    }
    message.setSize(raw.end());
    message.setApplicationData(raw);
    return message;
  }

  private static boolean isAnswerable(RawMessage raw) {
    return raw.first("Via") != null
        && raw.first("From") != null
        && raw.first("To") != null
        && raw.first("Call-ID") != null
        && raw.first("CSeq") != null;
  }

  private static SIPResponse response(RawMessage raw) throws Exception {
    String line = raw.firstLine();
    SIPResponse response = new SIPResponse();
    StatusLine status = new StatusLine();
    status.setStatusCode(Integer.parseInt(line.substring(8, 11)));
    response.setStatusLine(status);
    response.attachHeader(new CSeq(0, ""), false);
    Via via = new Via(); // its branch is read from the text
    via.setTransport("UDP");
    response.attachHeader(via, false);
    return response;
  }

  private static SIPRequest request(RawMessage raw) throws Exception {
    RequestLineText line = RequestLineText.parse(raw.firstLine()).orElseThrow();
    SIPRequest request = new SIPRequest();
    RequestLine requestLine = new RequestLine(new GenericURI("sip:"), line.method());
    requestLine.setSipVersion(VERSION); // another one is refused later
    request.setRequestLine(requestLine);
    request.attachHeader(new CSeq(0, line.method()), false);
    SIPHeader via = ParserFactory.createParser("Via: " + raw.first("Via") + "\n").parse();
    if (!(via instanceof ViaList)) {
      throw new ParseException("no Via", 0);
    }
    request.attachHeader(via, false);
    return request;
  }

  /** A length above the range of {@code int} is read as the largest one. */
  private static int contentLength(RawMessage raw, int ifAbsent) {
    String text = raw.first("Content-Length");
    return text == null ? ifAbsent : (int) Math.min(Integer.MAX_VALUE, parseLength(text));
  }

  private static long parseLength(String text) {
    long length = Long.parseLong(text);
    if (length < 0) {
      throw new NumberFormatException("Content-Length is negative");
    }
    return length;
  }
}
