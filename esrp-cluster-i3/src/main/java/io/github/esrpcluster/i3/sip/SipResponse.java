package io.github.esrpcluster.i3.sip;

import io.github.esrpcluster.api.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A SIP response, as fields. Immutable. */
public final class SipResponse {
  private final int status;
  private final String toTag;
  private final String contact;
  private final List<String> recordRoutes;
  private final List<SipHeader> headers;

  private SipResponse(Builder builder) {
    status = builder.status;
    toTag = builder.toTag;
    contact = builder.contact;
    recordRoutes = builder.recordRoutes;
    headers = List.copyOf(builder.headers);
  }

  /**
   * Returns a builder for a response with this status.
   *
   * @throws IllegalArgumentException if the status is outside 100 to 699
   */
  public static Builder builder(int status) {
    return new Builder(status);
  }

  /** Returns a response with this status and nothing else. */
  public static SipResponse of(int status) {
    return builder(status).build();
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns whether the status is 2xx. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Returns the tag of {@code To}; empty if there is none. */
  public String toTag() {
    return toTag;
  }

  /** Returns the URI of {@code Contact}, without angle brackets; empty if there is none. */
  public String contact() {
    return contact;
  }

  /** Returns the values of {@code Record-Route}, the topmost first. */
  public List<String> recordRoutes() {
    return recordRoutes;
  }

  /** Returns the other headers. */
  public List<SipHeader> headers() {
    return headers;
  }

  /** Returns the value of the first header of this name. */
  public Optional<String> header(String name) {
    return SipHeaders.first(headers, name);
  }

  @Override
  public String toString() {
    return "SipResponse[" + status + " " + headers + "]";
  }

  /** Builds a response. Not thread-safe. */
  public static final class Builder {
    private final int status;
    private final List<SipHeader> headers = new ArrayList<>();
    private String toTag = "";
    private String contact = "";
    private List<String> recordRoutes = List.of();

    private Builder(int status) {
      this.status = Checks.inRange("status", status, 100, 699);
    }

    /** Sets the tag of {@code To}; none by default. */
    public Builder toTag(String tag) {
      toTag = Objects.requireNonNull(tag, "tag");
      return this;
    }

    /** Sets the URI of {@code Contact}; by default the stack adds its own to a 2xx response. */
    public Builder contact(String uri) {
      contact = Objects.requireNonNull(uri, "uri");
      return this;
    }

    /** Sets the values of {@code Record-Route} of a response that was received. */
    public Builder recordRoutes(List<String> routes) {
      recordRoutes = List.copyOf(routes);
      return this;
    }

    /** Adds a header. */
    public Builder header(String name, String value) {
      headers.add(new SipHeader(name, value));
      return this;
    }

    /** Returns the response. */
    public SipResponse build() {
      return new SipResponse(this);
    }
  }
}
