package io.github.esrpcluster.i3.sip;

import io.github.esrpcluster.api.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SIP request, as fields: one that was received, or one to send. Immutable.
 *
 * <p>Method names are in upper case and compared byte by byte (RFC 3261 section 7.1). URIs are
 * texts without angle brackets and display name.
 */
public final class SipRequest {
  /** Ends the numbers of {@code CSeq}, which are below 2^31 (RFC 3261 section 8.1.1.5). */
  public static final long SEQUENCE_END = 1L << 31;

  private final String method;
  private final String uri;
  private final SipParty from;
  private final SipParty to;
  private final String callId;
  private final long sequence;
  private final String contact;
  private final List<String> routes;
  private final List<SipHeader> headers;
  private final SipBody body;
  private final @Nullable SipPeer peer;

  private SipRequest(Builder builder) {
    method = builder.method;
    uri = builder.uri;
    from = builder.from;
    to = builder.to;
    callId = builder.callId;
    sequence = builder.sequence;
    contact = builder.contact;
    routes = builder.routes;
    headers = List.copyOf(builder.headers);
    body = builder.body;
    peer = builder.peer;
  }

  /** Returns a builder for a request with this method and Request-URI. */
  public static Builder builder(String method, String uri) {
    return new Builder(method, uri);
  }

  /** Returns the method, such as {@code SUBSCRIBE}. */
  public String method() {
    return method;
  }

  /** Returns the Request-URI. */
  public String uri() {
    return uri;
  }

  /** Returns the sender: URI and tag of {@code From}. */
  public SipParty from() {
    return from;
  }

  /** Returns the recipient: URI and tag of {@code To}; without a tag outside of a dialog. */
  public SipParty to() {
    return to;
  }

  /** Returns the {@code Call-ID}. */
  public String callId() {
    return callId;
  }

  /** Returns the number of {@code CSeq}. */
  public long sequence() {
    return sequence;
  }

  /**
   * Returns the URI of {@code Contact}; empty if there is none. A stack adds its own to a request
   * that has none.
   */
  public String contact() {
    return contact;
  }

  /**
   * Returns the values of {@code Route} of a request to send, and of {@code Record-Route} of a
   * request that was received; the topmost first.
   */
  public List<String> routes() {
    return routes;
  }

  /** Returns the other headers. */
  public List<SipHeader> headers() {
    return headers;
  }

  /** Returns the value of the first header of this name. */
  public Optional<String> header(String name) {
    return SipHeaders.first(headers, name);
  }

  /** Returns the values of all headers of this name, in their order. */
  public List<String> headers(String name) {
    return SipHeaders.all(headers, name);
  }

  /** Returns the body. */
  public SipBody body() {
    return body;
  }

  /**
   * Returns the next hop: where the request came from, or where the dialog of a request to send
   * began. Empty for a request to send outside of a dialog: the stack finds the next hop from the
   * URI.
   */
  public Optional<SipPeer> peer() {
    return Optional.ofNullable(peer);
  }

  @Override
  public String toString() {
    return "SipRequest[" + method + " " + uri + " " + callId + " " + sequence + "]";
  }

  /** Builds a request. Not thread-safe. */
  public static final class Builder {
    private static final SipParty NOBODY = new SipParty("", "");

    private final String method;
    private final String uri;
    private final List<SipHeader> headers = new ArrayList<>();
    private SipParty from = NOBODY;
    private SipParty to = NOBODY;
    private String callId = "";
    private long sequence = 1;
    private String contact = "";
    private List<String> routes = List.of();
    private SipBody body = SipBody.none();
    private @Nullable SipPeer peer;

    private Builder(String method, String uri) {
      this.method = Objects.requireNonNull(method, "method");
      this.uri = Objects.requireNonNull(uri, "uri");
    }

    /** Sets the sender. */
    public Builder from(SipParty from) {
      this.from = Objects.requireNonNull(from, "from");
      return this;
    }

    /** Sets the recipient. */
    public Builder to(SipParty to) {
      this.to = Objects.requireNonNull(to, "to");
      return this;
    }

    /** Sets the {@code Call-ID}. */
    public Builder callId(String callId) {
      this.callId = Objects.requireNonNull(callId, "callId");
      return this;
    }

    /**
     * Sets the number of {@code CSeq}; 1 by default.
     *
     * @throws IllegalArgumentException if outside 0 to 2^32 - 1
     */
    public Builder sequence(long sequence) {
      this.sequence = Checks.inRange("sequence", sequence, 0, (1L << 32) - 1);
      return this;
    }

    /** Sets the URI of {@code Contact}; none by default. */
    public Builder contact(String uri) {
      contact = Objects.requireNonNull(uri, "uri");
      return this;
    }

    /** Sets the values of {@code Route} or {@code Record-Route}; none by default. */
    public Builder routes(List<String> routes) {
      this.routes = List.copyOf(routes);
      return this;
    }

    /** Adds a header. */
    public Builder header(String name, String value) {
      headers.add(new SipHeader(name, value));
      return this;
    }

    /** Sets the body; none by default. */
    public Builder body(SipBody body) {
      this.body = Objects.requireNonNull(body, "body");
      return this;
    }

    /** Sets the next hop. */
    public Builder peer(SipPeer peer) {
      this.peer = Objects.requireNonNull(peer, "peer");
      return this;
    }

    /** Returns the request. */
    public SipRequest build() {
      return new SipRequest(this);
    }
  }
}
