package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.i3.ServiceStateBody.Posture;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceStateJsonTest {

  private static final JsonForm<ServiceStateBody> FORM = I3Json.standard().serviceState();
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final ServiceIdentity IDENTITY = ServiceIdentity.esrp(SERVICE);
  private static final ServiceStateBody OVERLOADED =
      new ServiceStateBody(
          IDENTITY, "Overloaded", "all elements overloaded", Optional.of(new Posture("Green", "")));

  private static final String SCHEMA_FORM =
      """
      { "service":         { "name": "ESRP", "domain": "esrp.state.pa.us", "serviceId": "esrp.state.pa.us" },
        "serviceState":    { "state": "Overloaded", "reason": "all elements overloaded" },
        "securityPosture": { "posture": "Green" } }
      """;

  @Test
  void schema_form_is_written_on_one_line() {
    assertThat(FORM.write(OVERLOADED))
        .isEqualTo(
            "{\"service\":{\"name\":\"ESRP\",\"domain\":\"esrp.state.pa.us\","
                + "\"serviceId\":\"esrp.state.pa.us\"},\"serviceState\":{\"state\":\"Overloaded\",\"reason\":\"all"
                + " elements overloaded\"},\"securityPosture\":{\"posture\":\"Green\"}}");
  }

  @Test
  void empty_reason_is_written_for_the_state_only() {
    ServiceStatus normal = ServiceStatus.builder(SERVICE, Verdict.normal()).build();
    assertThat(FORM.write(ServiceStateBody.of(normal, IDENTITY)))
        .endsWith(
            "\"serviceState\":{\"state\":\"Normal\",\"reason\":\"\"},"
                + "\"securityPosture\":{\"posture\":\"Green\"}}");
  }

  @Test
  void missing_posture_is_not_written() {
    assertThat(FORM.write(new ServiceStateBody(IDENTITY, "Down", "", Optional.empty())))
        .doesNotContain("securityPosture");
  }

  @Test
  void texts_are_written_unchanged() {
    Verdict slow = Verdict.of(ServiceState.PARTIAL, "2 calls/s, \u00e9t\u00e9 \"x\"");
    ServiceStatus status = ServiceStatus.builder(SERVICE, slow).build();
    assertThat(FORM.write(ServiceStateBody.of(status, IDENTITY)))
        .contains("\"reason\":\"2 calls/s, \u00e9t\u00e9 \\\"x\\\"\"");
  }

  @Test
  void empty_service_id_is_read_as_missing() {
    String json = SCHEMA_FORM.replace("\"serviceId\": \"esrp.state.pa.us\"", "\"serviceId\": \"\"");
    assertThat(FORM.read(json)).isEqualTo(OVERLOADED);
  }

  @Test
  void body_has_state_reason_and_posture_of_the_status() {
    ServiceStatus status =
        ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.PARTIAL, "1 of 3"))
            .posture(SecurityPosture.RED)
            .build();
    ServiceStateBody body = ServiceStateBody.of(status, IDENTITY);
    assertThat(body.state()).contains(ServiceState.PARTIAL);
    assertThat(body.reason()).isEqualTo("1 of 3");
    assertThat(body.posture().flatMap(Posture::known)).contains(SecurityPosture.RED);
  }

  @Test
  void state_is_sent_with_a_reason_that_has_no_utf8_form() {
    // A reason cut in the middle of a character must not keep upstream from hearing of Down.
    Verdict down = Verdict.of(ServiceState.DOWN, "fire \uD83D");
    ServiceStatus status = ServiceStatus.builder(SERVICE, down).build();
    assertThat(FORM.write(ServiceStateBody.of(status, IDENTITY)))
        .contains("{\"state\":\"Down\",\"reason\":\"fire \uFFFD\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SCHEMA_FORM,
        """
        {"service":"sip:esrp.state.pa.us","name":"ESRP","serviceId":"esrp.state.pa.us","domain":"esrp.state.pa.us",
         "serviceState":{"state":"Overloaded","reason":"all elements overloaded"},
         "securityPosture":{"posture":"Green"}}
        """,
        """
        {"service":"esrp.state.pa.us","name":"ESRP",
         "serviceState":{"state":"Overloaded","reason":"all elements overloaded"},
         "securityPosture":{"posture":"Green"}}
        """
      })
  void schema_form_and_text_form_are_read(String json) {
    assertThat(FORM.read(json)).isEqualTo(OVERLOADED);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:calls@esrp.state.pa.us;lr, esrp.state.pa.us",
    "sip:10.0.0.1:5060, ESRP.state.pa.us.",
    "sip:esrp.state.pa.us, ''"
  })
  void flat_form_of_older_senders_is_read(String service, String serviceId) {
    String json =
        """
        {"service":"%s","name":"ESRP","serviceId":"%s","state":"Overloaded","reason":"all elements overloaded"}
        """;
    ServiceStateBody read = FORM.read(json.formatted(service, serviceId));
    assertThat(read.service()).isEqualTo(IDENTITY);
    assertThat(read.state()).contains(ServiceState.OVERLOADED);
    assertThat(read.reason()).isEqualTo("all elements overloaded");
    assertThat(read.posture()).isEmpty();
  }

  @Test
  void unknown_members_are_ignored() {
    String json = SCHEMA_FORM.replaceFirst("\\{", "{\"since\":[1e999999999,null,{}],");
    assertThat(FORM.read(json)).isEqualTo(OVERLOADED);
  }

  @Test
  void missing_reason_is_read_as_empty() {
    String json = SCHEMA_FORM.replace(", \"reason\": \"all elements overloaded\"", "");
    assertThat(FORM.read(json).reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unmanned", "normal", "NORMAL", "Normal ", "ServiceDisruption"})
  void unknown_token_is_kept(String token) {
    ServiceStateBody read = FORM.read(SCHEMA_FORM.replace("Overloaded", token));
    assertThat(read.stateToken()).isEqualTo(token);
    assertThat(read.state()).isEmpty();
    assertThat(FORM.read(FORM.write(read))).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unreachable", "unreachable", "UNREACHABLE", "Unreachable "})
  void unreachable_is_read_but_never_notified(String token) {
    ServiceStateBody read = FORM.read(SCHEMA_FORM.replace("Overloaded", token));
    assertThat(read.stateToken()).isEqualTo(token);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORM.write(read))
        .withMessage(
            "state \""
                + token
                + "\" of service esrp.state.pa.us: a subscriber finds it, and it must not be notified:"
                + " use another state");
  }

  @Test
  void unknown_posture_is_kept() {
    ServiceStateBody read = FORM.read(SCHEMA_FORM.replace("Green", "Violet"));
    assertThat(read.posture()).contains(new Posture("Violet", ""));
    assertThat(read.posture().flatMap(Posture::known)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "{}, /service is missing",
        "'{\"service\":7}', '/service is 7: it must be an object, or a text in the older forms'",
        "'{\"service\":{\"domain\":\"a.example\"}}', /service/name is missing",
        "'{\"service\":{\"name\":\" \",\"domain\":\"a.example\"}}',"
            + " '/service/name is \" \": it must not be blank'",
        "'{\"service\":{\"name\":\"ESRP\",\"domain\":\"10.0.0.1\"}}',"
            + " '/service/domain is not a fully qualified domain name: \"10.0.0.1\"'",
        "'{\"service\":{\"name\":\"ESRP\",\"domain\":\"a.example\",\"serviceId\":\"b.example\"}}',"
            + " '/service/serviceId is \"b.example\": it must equal domain, which is a.example'",
        "'{\"service\":{\"name\":\"ESRP\",\"domain\":\"a.example\"},\"state\":\"Down\"}',"
            + " /serviceState is missing",
        "'{\"service\":\"urn:service:sos\",\"name\":\"ESRP\",\"state\":\"Down\"}',"
            + " '/domain is missing, and neither serviceId nor service has a domain name'",
        "'{\"service\":\"a.example\",\"name\":\"ESRP\"}', /serviceState is missing"
      })
  void refusal_names_the_place_and_the_rule(String json, String expected) {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(json))
        .withMessageStartingWith("not a ServiceState body: " + expected);
  }

  /** All bodies of a public capture have this form; the reader took the text for an object. */
  @Test
  void flat_form_beside_a_text_service_state_is_read() {
    ServiceStateBody read =
        FORM.read(
            """
            {"service":"sip:service@example.com","name":"ESRP","serviceId":"x",
             "serviceState":"Active","state":"Down","reason":""}
            """);

    assertThat(read)
        .isEqualTo(
            new ServiceStateBody(
                ServiceIdentity.esrp(Fqdn.of("example.com")), "Down", "", Optional.empty()));
    assertThat(read.state()).contains(ServiceState.DOWN);
  }

  @Test
  void text_service_state_alone_is_refused() {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(
            () -> FORM.read("{\"service\":\"a.example\",\"name\":\"x\",\"serviceState\":\"Down\"}"))
        .withMessageEndingWith("/state is missing; it must be a text");
  }

  /** An empty posture, as some senders write it, cost the Down beside it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "null", "\"\"", "{\"posture\":null}", "{\"posture\":\"\",\"reason\":\"\"}"})
  void empty_posture_is_read_as_absent(String empty) {
    String json = SCHEMA_FORM.replace("{ \"posture\": \"Green\" }", empty);

    ServiceStateBody read = FORM.read(json);

    assertThat(read.state()).contains(ServiceState.OVERLOADED);
    assertThat(read.posture()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "\"\""})
  void strict_reader_refuses_an_empty_posture(String empty) {
    JsonForm<ServiceStateBody> strict = I3Json.standard().strict().serviceState();

    assertThat(strict.read(SCHEMA_FORM)).isEqualTo(OVERLOADED);
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> strict.read(SCHEMA_FORM.replace("{ \"posture\": \"Green\" }", empty)))
        .withMessageContaining("/securityPosture")
        .satisfies(e -> assertThat(e.pointer()).startsWith("/securityPosture"));
  }

  @Test
  void strict_reader_refuses_an_empty_service_id() {
    String json = SCHEMA_FORM.replace("\"serviceId\": \"esrp.state.pa.us\"", "\"serviceId\": \"\"");
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> I3Json.standard().strict().serviceState().read(json))
        .withMessageEndingWith(
            "/service/serviceId is \"\": it must equal domain, which is esrp.state.pa.us");
  }

  @Test
  void service_id_without_domain_is_read() {
    // The standard announces that a later version has only serviceId.
    String json = SCHEMA_FORM.replace("\"domain\": \"esrp.state.pa.us\", ", "");
    assertThat(FORM.read(json)).isEqualTo(OVERLOADED);
  }

  @ParameterizedTest
  @CsvSource({"Unmanned, UNSTAFFED", "PartialService, PARTIAL"})
  void older_word_is_read_and_never_written(String older, ServiceState state) {
    ServiceStateBody read = FORM.read(SCHEMA_FORM.replace("Overloaded", older));

    assertThat(read.state()).contains(state);
    assertThat(FORM.write(read)).contains(state.token()).doesNotContain(older);
    assertThat(new ServiceStateBody(IDENTITY, older, "", Optional.empty()).stateToken())
        .isEqualTo(state.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:service:sos", "sip:10.0.0.1", "sip:[::1]", "sip:localhost"})
  void uri_without_a_domain_name_needs_a_domain(String uri) {
    ServiceId service = ServiceId.of(uri);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceIdentity.esrp(service))
        .withMessageContaining(uri)
        .withMessageContaining("give one with ServiceIdentity.esrp(Fqdn)");
    assertThat(ServiceIdentity.esrp(Fqdn.of("Esrp.State.Pa.Us")).domain())
        .hasToString("esrp.state.pa.us");
  }

  @Test
  void values_that_no_body_can_have_are_refused() {
    Optional<Posture> none = Optional.empty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceStateBody(IDENTITY, "", "", none))
        .withMessage("service state \"\" is blank: use at least one visible character");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceStateBody(IDENTITY, "\uDC00", "", none))
        .withMessage(
            "service state \"\\udc00\" has half of a surrogate pair: use text that has a UTF-8"
                + " form");
    assertThat(new ServiceStateBody(IDENTITY, "Down", "a\uDC00", none).reason())
        .isEqualTo("a\uFFFD");
    assertThat(new Posture("Red", "\uD83Db").reason()).isEqualTo("\uFFFDb");
    assertThatIllegalArgumentException().isThrownBy(() -> new Posture(" ", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceIdentity(" ", IDENTITY.domain()))
        .withMessage("service name \" \" is blank: use at least one visible character");
  }
}
