package io.github.esrpcluster.i3;

/** An optional member of every log event (NENA-STA-010.3 section 4.12.3). */
public enum LogMember {
  /** The client's own number for the event. */
  CLIENT_ASSIGNED_IDENTIFIER("clientAssignedIdentifier"),
  /** The agent, by the id of section 2.1.2. */
  AGENCY_AGENT_ID("agencyAgentId"),
  /** The position of the agent. */
  AGENCY_POSITION_ID("agencyPositionId"),
  /** The call, by the id of section 2.1.6. */
  CALL_ID("callId"),
  /** The incident, by the id of section 2.1.7. */
  INCIDENT_ID("incidentId"),
  /** The SIP Call-ID. */
  CALL_ID_SIP("callIdSip", "callIdSIP"),
  /** Address and port of the other party. */
  IP_ADDRESS_PORT("ipAddressPort");

  private final String memberName;
  private final String otherSpelling;

  LogMember(String memberName) {
    this(memberName, memberName);
  }

  LogMember(String memberName, String otherSpelling) {
    this.memberName = memberName;
    this.otherSpelling = otherSpelling;
  }

  /** Returns the name in a log event. */
  public String memberName() {
    return memberName;
  }

  /** Returns the name in events of other senders; read, never written. */
  String otherSpelling() {
    return otherSpelling;
  }
}
