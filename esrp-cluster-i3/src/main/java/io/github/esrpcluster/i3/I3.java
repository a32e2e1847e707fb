package io.github.esrpcluster.i3;

/**
 * Names that NENA i3 gives to the things this package reads and writes.
 *
 * <p>Event packages are compared byte by byte (RFC 6665 section 8.2.1), media types without regard
 * to case (RFC 2045 section 5.1).
 */
public final class I3 {
  /** Event package of service states (NENA-STA-010.3 section 2.4.2). */
  public static final String SERVICE_STATE_PACKAGE = "emergency-ServiceState";

  /** Media type of a ServiceState body. */
  public static final String SERVICE_STATE_TYPE = "application/EmergencyCallData.ServiceState+json";

  /** Event package of element states (NENA-STA-010.3 section 2.4.1). */
  public static final String ELEMENT_STATE_PACKAGE = "emergency-ElementState";

  /** Media type of an ElementState body. */
  public static final String ELEMENT_STATE_TYPE = "application/EmergencyCallData.ElementState+json";

  /** Event package of queue states (NENA-STA-010.3 section 4.2.1.3). */
  public static final String QUEUE_STATE_PACKAGE = "emergency-QueueState";

  /** Media type of a QueueState body. */
  public static final String QUEUE_STATE_TYPE = "application/EmergencyCallData.QueueState+json";

  /** Name of an ESRP service in the serviceNames registry (NENA-STA-010.3 section 10.11). */
  public static final String ESRP_SERVICE_NAME = "ESRP";

  private I3() {}
}
