package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.internal.Checks;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The common members of all log events (NENA-STA-010.3 section 4.12.3). The member {@code
 * extension}, an object of the sender's own, is neither kept nor written.
 *
 * @param timestamp the local time of the event. A leap second (RFC 3339 section 5.7) is read as the
 *     last nanosecond before it
 * @param elementId the element that logs; in a cluster the node that sent or received
 * @param agencyId the agency of the element
 * @param optional members that any event may have; a member with an empty text is left out
 */
public record LogHeader(
    OffsetDateTime timestamp, NodeId elementId, Fqdn agencyId, Map<LogMember, String> optional) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the year does not have four digits, the offset is not in
   *     whole minutes, or half of a surrogate pair is missing in a text
   */
  public LogHeader {
    LogTime.check(timestamp);
    Objects.requireNonNull(elementId, "elementId");
    Objects.requireNonNull(agencyId, "agencyId");
    Map<LogMember, String> checked = new EnumMap<>(LogMember.class);
    optional.forEach(
        (member, text) -> checked.put(member, Checks.wellFormed(member.memberName(), text)));
    checked.values().removeIf(String::isEmpty);
    optional = Collections.unmodifiableMap(checked);
  }

  /**
   * Returns this header with one more optional member, or with another text of it; an empty text
   * removes the member.
   */
  public LogHeader with(LogMember member, String text) {
    Map<LogMember, String> more = new EnumMap<>(LogMember.class);
    more.putAll(optional);
    more.put(member, text);
    return new LogHeader(timestamp, elementId, agencyId, more);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
