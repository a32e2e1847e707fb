package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.I3;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The event packages that a cluster manager serves. */
public enum EventPackage {
  /** The state of a service (NENA-STA-010.3 section 2.4.2). */
  SERVICE_STATE(I3.SERVICE_STATE_PACKAGE, I3.SERVICE_STATE_TYPE, "ServiceState"),
  /** The state of a node (NENA-STA-010.3 section 2.4.1). */
  ELEMENT_STATE(I3.ELEMENT_STATE_PACKAGE, I3.ELEMENT_STATE_TYPE, "ElementState"),
  /** The state of a queue (NENA-STA-010.3 section 4.2.1.3). */
  QUEUE_STATE(I3.QUEUE_STATE_PACKAGE, I3.QUEUE_STATE_TYPE, "QueueState");

  private final String token;
  private final String bodyType;
  private final String registryToken;

  EventPackage(String token, String bodyType, String registryToken) {
    this.token = token;
    this.bodyType = bodyType;
    this.registryToken = registryToken;
  }

  /** Returns the name of the package in the header {@code Event}. */
  public String token() {
    return token;
  }

  /** Returns the media type of its bodies. */
  public String bodyType() {
    return bodyType;
  }

  /** Returns the name of the package in log events (registry of section 10.35). */
  public String registryToken() {
    return registryToken;
  }

  /** Returns the package of this name, which is compared byte by byte (RFC 6665 section 8.2.1). */
  public static Optional<EventPackage> find(String token) {
    return Arrays.stream(values()).filter(known -> known.token.equals(token)).findFirst();
  }

  /** Returns the value of the header {@code Allow-Events}: all packages. */
  public static String allowEvents() {
    return Arrays.stream(values()).map(EventPackage::token).collect(Collectors.joining(", "));
  }
}
