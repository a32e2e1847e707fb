package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/**
 * The element that logs, and its local time (NENA-STA-010.3 section 2.3). Configure it once for all
 * events.
 *
 * @param elementId the element that logs
 * @param agencyId its agency
 * @param zone its time zone
 */
public record LogOrigin(NodeId elementId, Fqdn agencyId, ZoneId zone) {
  /** Checks for null. */
  public LogOrigin {
    Objects.requireNonNull(elementId, "elementId");
    Objects.requireNonNull(agencyId, "agencyId");
    Objects.requireNonNull(zone, "zone");
  }

  /**
   * Returns the header of an event at this moment, without optional members.
   *
   * @throws IllegalArgumentException if the year does not have four digits
   */
  public LogHeader at(Instant moment) {
    return new LogHeader(
        moment.atOffset(LogTime.wholeMinutes(zone.getRules().getOffset(moment))),
        elementId,
        agencyId,
        Map.of());
  }
}
