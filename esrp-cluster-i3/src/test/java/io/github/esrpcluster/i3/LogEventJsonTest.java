package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ClusterEvent.StatusChanged;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.SubscribeLogEvent.Parameter;
import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEventJsonTest {

  private static final JsonForm<LogEvent> FORM = I3Json.standard().logEvent();
  private static final Instant AT = Instant.parse("2020-03-10T15:00:01.250Z");
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final ServiceIdentity IDENTITY = ServiceIdentity.esrp(SERVICE);
  private static final NodeId NODE = NodeId.of("esrp1.state.pa.us");
  private static final LogOrigin ORIGIN =
      new LogOrigin(NODE, Fqdn.of("state.pa.us"), ZoneId.of("America/New_York"));
  private static final String HEADER =
      "\"timestamp\":\"2020-03-10T11:00:01.250-04:00\",\"elementId\":\"esrp1.state.pa.us\","
          + "\"agencyId\":\"state.pa.us\",";

  @Test
  void service_event_has_the_new_state() {
    StatusChanged change = change(SecurityPosture.GREEN, SecurityPosture.GREEN);
    assertThat(written(change))
        .isEqualTo(
            "{\"logEventType\":\"ServiceStateChangeLogEvent\","
                + HEADER
                + "\"newState\":\"Partial\",\"affectedServiceIdentifier\":\"esrp.state.pa.us\","
                + "\"direction\":\"outgoing\"}");
  }

  @Test
  void service_event_has_a_posture_that_changed() {
    assertThat(written(change(SecurityPosture.GREEN, SecurityPosture.RED)))
        .contains("\"newSecurityPosture\":\"Red\",\"direction\":\"outgoing\"}");
  }

  @Test
  void service_event_of_the_first_status_has_the_posture() {
    StatusChanged first = new Changed(AT, status(SecurityPosture.GREEN), Optional.empty());
    assertThat(written(first)).contains("\"newSecurityPosture\":\"Green\"");
  }

  private static StatusChanged change(SecurityPosture from, SecurityPosture to) {
    return new Changed(AT, status(to), Optional.of(status(from)));
  }

  private static ServiceStatus status(SecurityPosture posture) {
    return ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.PARTIAL, "1 of 3"))
        .posture(posture)
        .build();
  }

  private static String written(StatusChanged change) {
    return FORM.write(
        ServiceStateChangeLogEvent.of(change, ORIGIN, IDENTITY, LogDirection.OUTGOING));
  }

  @Test
  void element_event_names_another_element() {
    MemberStateChanged change =
        new MemberChanged(
            AT,
            SERVICE,
            NodeId.of("esrp2.state.pa.us"),
            ElementState.NORMAL,
            ElementState.DOWN,
            "fire");
    assertThat(FORM.write(ElementStateChangeLogEvent.of(change, ORIGIN, LogDirection.INCOMING)))
        .isEqualTo(
            "{\"logEventType\":\"ElementStateChangeLogEvent\","
                + HEADER
                + "\"notificationContents\":\"{\\\"elementId\\\":\\\"esrp2.state.pa.us\\\","
                + "\\\"state\\\":\\\"Down\\\",\\\"reason\\\":\\\"fire\\\"}\","
                + "\"affectedElementId\":\"esrp2.state.pa.us\",\"direction\":\"incoming\"}");
  }

  @Test
  void element_that_logs_is_not_named_twice() {
    MemberStateChanged own =
        new MemberChanged(AT, SERVICE, NODE, ElementState.NORMAL, ElementState.UNREACHABLE, "");
    ElementStateChangeLogEvent event =
        ElementStateChangeLogEvent.of(own, ORIGIN, LogDirection.OUTGOING);
    assertThat(event.affectedElementId()).isEmpty();
    assertThat(FORM.read(FORM.write(event))).isEqualTo(event);
  }

  @Test
  void queue_event_may_be_unreachable() {
    // No NOTIFY may say Unreachable, but a receiver must log a change to it.
    QueueStateBody lost =
        QueueStateBody.of(ServiceId.of("sip:q1@a.example"), 0, 5, QueueState.UNREACHABLE);
    LogHeader header = ORIGIN.at(AT).with(LogMember.IP_ADDRESS_PORT, "10.0.0.1:5061");
    assertThat(FORM.write(QueueStateChangeLogEvent.of(lost, header, LogDirection.INCOMING)))
        .isEqualTo(
            "{\"logEventType\":\"QueueStateChangeLogEvent\","
                + HEADER
                + "\"ipAddressPort\":\"10.0.0.1:5061\","
                + "\"notificationContents\":\"{\\\"queueUri\\\":\\\"sip:q1@a.example\\\","
                + "\\\"queueLength\\\":0,\\\"queueMaxLength\\\":5,\\\"state\\\":\\\"Unreachable\\\"}\","
                + "\"queueId\":\"sip:q1@a.example\",\"direction\":\"incoming\"}");
  }

  @Test
  void both_spellings_of_the_sip_call_id_are_read() {
    String event = written(change(SecurityPosture.GREEN, SecurityPosture.GREEN));
    LogEvent read = FORM.read(event.replace("\"newState\"", "\"callIdSIP\":\"x@y\",\"newState\""));
    assertThat(read.header().optional()).containsOnlyKeys(LogMember.CALL_ID_SIP);
    assertThat(FORM.write(read)).contains("\"callIdSip\":\"x@y\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "ServiceStateChangeLogEvent, RouteLogEvent, '/logEventType is \"RouteLogEvent\":'",
        "'\"logEventType\"', '\"type\"', /logEventType is missing",
        "-04:00, '', '/timestamp is not an RFC 3339 date and time with an offset: \"2020-03-10T11'",
        "outgoing, sideways, '/direction is not a direction: \"sideways\" (use incoming or'",
        "'\"newState\"', '\"state\"', /newState is missing",
        "'\"Partial\"', '\"\"', '/newState is \"\": it must not be blank'",
        "'\"esrp.state.pa.us\"', '\"esrp@state.pa.us\"', '/affectedServiceIdentifier is not a"
            + " fully'",
        "'\"state.pa.us\"', 7, '/agencyId is 7: it must be a text'"
      })
  void refusal_names_the_place_and_the_rule(String part, String replacement, String expected) {
    String event = written(change(SecurityPosture.GREEN, SecurityPosture.RED));
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(event.replace(part, replacement)))
        .withMessageStartingWith("not a log event: " + expected);
  }

  @Test
  void subscribe_event_has_the_members_of_the_schema() {
    SubscribeLogEvent event =
        new SubscribeLogEvent(
            ORIGIN.at(AT),
            "ServiceState",
            "esrp.upstream.example",
            List.of(new Parameter("min-rate", "0.5"), new Parameter("lr", "")),
            3600,
            "200",
            Purpose.REFRESH,
            LogDirection.INCOMING,
            "urn:emergency:uid:subid:1");
    String written =
        "{\"logEventType\":\"SubscribeLogEvent\","
            + HEADER
            + "\"package\":\"ServiceState\",\"peer\":\"esrp.upstream.example\","
            + "\"parameter\":[{\"type\":\"min-rate\",\"value\":\"0.5\"},{\"type\":\"lr\",\"value\":\"\"}],"
            + "\"expiration\":3600,\"response\":\"200\",\"purpose\":\"refresh\","
            + "\"direction\":\"incoming\",\"subscriptionId\":\"urn:emergency:uid:subid:1\"}";

    assertThat(FORM.write(event)).isEqualTo(written);
    assertThat(FORM.read(written)).isEqualTo(event);
  }

  /** A public implementation writes texts for numbers, numbers for texts, and no parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\"parameter\":null,", "\"parameter\":[],"})
  void subscribe_event_of_another_writer_is_read(String parameter) {
    String json =
        "{\"logEventType\":\"SubscribeLogEvent\","
            + HEADER
            + "\"package\":\"emergency-ServiceState\",\"peer\":\"sip:a.example\","
            + parameter
            + "\"expiration\":\"3600\",\"response\":489,\"purpose\":\"initial\","
            + "\"direction\":\"outgoing\",\"subscriptionId\":\"1\"}";

    assertThat(FORM.read(json))
        .isEqualTo(
            new SubscribeLogEvent(
                ORIGIN.at(AT),
                "emergency-ServiceState",
                "sip:a.example",
                List.of(),
                3600,
                "489",
                Purpose.INITIAL,
                LogDirection.OUTGOING,
                "1"));
  }

  @Test
  void keep_alive_failure_has_its_status() {
    KeepAliveFailureLogEvent event =
        new KeepAliveFailureLogEvent(ORIGIN.at(AT), KeepAliveFailureLogEvent.TIME_OUT);
    String written =
        "{\"logEventType\":\"KeepAliveFailureLogEvent\","
            + HEADER
            + "\"responseStatus\":\"TimeOut\"}";

    assertThat(FORM.write(event)).isEqualTo(written);
    assertThat(FORM.read(written)).isEqualTo(event);
  }

  /** A public implementation writes the contents as an object. */
  @Test
  void contents_are_read_from_an_object() {
    String contents = "{\"elementId\":\"a.example\",\"state\":\"Down\",\"n\":[1e0]}";
    String event =
        "{\"logEventType\":\"ElementStateChangeLogEvent\","
            + HEADER
            + "\"notificationContents\":"
            + contents
            + ",\"stateChangeNotificationContents\":{\"state\":\"Down\"},"
            + "\"direction\":\"outgoing\"}";
    ElementStateChangeLogEvent read = (ElementStateChangeLogEvent) FORM.read(event);

    assertThat(read.notificationContents()).isEqualTo(contents);
    assertThat(read.stateChangeNotificationContents()).contains("{\"state\":\"Down\"}");
    assertThat(FORM.read(FORM.write(read))).isEqualTo(read);
    assertThat(
            FORM.read(
                "{\"logEventType\":\"QueueStateChangeLogEvent\","
                    + HEADER
                    + "\"notificationContents\":{ \"state\" : \"Full\" },\"queueId\":\"q\","
                    + "\"direction\":\"incoming\"}"))
        .isEqualTo(
            new QueueStateChangeLogEvent(
                ORIGIN.at(AT), "{\"state\":\"Full\"}", "q", LogDirection.INCOMING));
  }

  @Test
  void half_of_a_pair_in_contents_is_refused() {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(
            () ->
                FORM.read(
                    "{\"logEventType\":\"QueueStateChangeLogEvent\","
                        + HEADER
                        + "\"notificationContents\":{\"a\":\"\\ud83d\"},\"queueId\":\"q\","
                        + "\"direction\":\"incoming\"}"))
        .withMessageContaining("/notificationContents is ")
        .withMessageEndingWith("it must not have half of a surrogate pair");
  }

  @Test
  void leap_second_of_an_event_is_read() {
    String event = written(change(SecurityPosture.GREEN, SecurityPosture.GREEN));
    LogEvent read = FORM.read(event.replaceFirst("2020-[^\"]+", "1990-12-31T23:59:60Z"));
    assertThat(read.header().timestamp())
        .isEqualTo(OffsetDateTime.parse("1990-12-31T23:59:59.999999999Z"));
  }

  @Test
  void values_that_no_event_can_have_are_refused() {
    LogHeader header = ORIGIN.at(AT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> header.with(LogMember.CALL_ID, "\uD800"))
        .withMessageStartingWith("callId ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueueStateChangeLogEvent(header, "", " ", LogDirection.INCOMING))
        .withMessageStartingWith("queueId ");
    OffsetDateTime late = OffsetDateTime.parse("+10000-01-01T00:00:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogHeader(late, NODE, header.agencyId(), Map.of()))
        .withMessageStartingWith("time ");
    Fqdn service = Fqdn.of("esrp.state.pa.us");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServiceStateChangeLogEvent(
                    header, " ", service, Optional.empty(), LogDirection.INCOMING))
        .withMessageStartingWith("newState ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServiceStateChangeLogEvent(
                    header, "Down", service, Optional.of(" "), LogDirection.INCOMING))
        .withMessageStartingWith("newSecurityPosture ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ElementStateChangeLogEvent(
                    header, "{}", Optional.of("\uD800"), Optional.empty(), LogDirection.INCOMING))
        .withMessageStartingWith("StateChangeNotificationContents ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeepAliveFailureLogEvent(header, " "))
        .withMessageStartingWith("responseStatus ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("", ""))
        .withMessageStartingWith("parameter type ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscribe(header, " ", 0))
        .withMessageStartingWith("package ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscribe(header, "QueueState", -1))
        .withMessageStartingWith("expiration -1 is negative");
  }

  private static SubscribeLogEvent subscribe(LogHeader header, String eventPackage, int seconds) {
    return new SubscribeLogEvent(
        header,
        eventPackage,
        "a.example",
        List.of(),
        seconds,
        "200",
        Purpose.TERMINATE,
        LogDirection.INCOMING,
        "1");
  }

  @Test
  void added_member_keeps_the_others() {
    LogHeader header = ORIGIN.at(AT).with(LogMember.CALL_ID, "c").with(LogMember.INCIDENT_ID, "i");
    assertThat(header.optional())
        .containsOnly(entry(LogMember.CALL_ID, "c"), entry(LogMember.INCIDENT_ID, "i"));
  }

  @Test
  void empty_optional_text_is_left_out() {
    LogHeader header = ORIGIN.at(AT).with(LogMember.CALL_ID, "c");
    assertThat(header.with(LogMember.CALL_ID, "")).isEqualTo(ORIGIN.at(AT));
    ElementStateChangeLogEvent event =
        new ElementStateChangeLogEvent(
            header, "{}", Optional.of(""), Optional.empty(), LogDirection.INCOMING);
    assertThat(event.stateChangeNotificationContents()).isEmpty();
    assertThat(FORM.write(event)).doesNotContain("StateChangeNotificationContents");
  }

  /** A change of a status, with the service of the status. */
  private record Changed(Instant at, ServiceStatus status, Optional<ServiceStatus> previous)
      implements StatusChanged {
    @Override
    public ServiceId service() {
      return status.service();
    }
  }

  private record MemberChanged(
      Instant at, ServiceId service, NodeId node, ElementState from, ElementState to, String reason)
      implements MemberStateChanged {}
}
