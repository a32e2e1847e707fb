package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.DequeueRegistration.Deregister;
import io.github.esrpcluster.i3.DequeueRegistration.Register;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DequeueRegistrationTest {

  private static final JsonForm<DequeueRegistrationRequest> FORM =
      I3Json.standard().dequeueRegistration();
  private static final ServiceId QUEUE = ServiceId.of("sip:q1@esrp.state.pa.us");
  private static final NodeId PSAP = NodeId.of("psap1.state.pa.us");
  private static final NodeId CALLS_OF_PSAP = NodeId.of("calls-0cfa401a1c6d3e23.psap1.state.pa.us");
  private static final String REQUEST =
      "{\"queueUri\":\"sip:q1@esrp.state.pa.us\",\"dequeuerUri\":\"sip:calls@psap1.state.pa.us\","
          + "\"expirationTime\":3600,\"dequeuePreference\":4}";

  private static DequeueRegistration registration(String dequeuerUri) {
    return FORM.read(REQUEST.replace("sip:calls@psap1.state.pa.us", dequeuerUri)).registration();
  }

  @Test
  void request_registers_the_dequeuer() {
    assertThat(FORM.read(REQUEST).registration())
        .isEqualTo(
            new Register(
                Registration.builder(QUEUE, CALLS_OF_PSAP)
                    .contact("sip:calls@psap1.state.pa.us")
                    .preference(4)
                    .lease(Duration.ofHours(1))
                    .build()));
    assertThat(FORM.read(REQUEST).registration().queue()).isEqualTo(QUEUE);
  }

  @Test
  void dequeuer_that_is_a_host_is_the_node_of_that_name() {
    assertThat(registration("SIP:PSAP1.State.PA.US.").dequeuer()).isEqualTo(PSAP);
  }

  /**
   * The node was named after the host alone. Two dequeuers at one host, which differ in the user or
   * the port, were one node: the second took the contact of the first, and when one of them left,
   * neither got calls any more.
   */
  @Test
  void dequeuers_at_one_host_are_different_nodes() {
    List<String> uris =
        List.of(
            "sip:psap1.state.pa.us",
            "sips:psap1.state.pa.us",
            "sip:agent1@psap1.state.pa.us",
            "sip:Agent1@psap1.state.pa.us",
            "sip:agent1:@psap1.state.pa.us",
            "sip:agent1:pin@psap1.state.pa.us",
            "sip:agent2@psap1.state.pa.us",
            "sip:agent%2F2@psap1.state.pa.us",
            "sip:agent/2@psap1.state.pa.us",
            "sip:psap1.state.pa.us:5060",
            "sip:psap1.state.pa.us:5061",
            "sip:agent1@psap1.state.pa.us:5061",
            "sip:agent1-5061@psap1.state.pa.us",
            "sip:psap1.state.pa.us;transport=tcp",
            "sip:agent1@psap1.state.pa.us;rinstance=1",
            "sip:agent1@psap1.state.pa.us;rinstance=2",
            "sip:psap1.state.pa.us?a=b",
            "sip:" + "a".repeat(200) + "@psap1.state.pa.us",
            "sip:" + "a".repeat(201) + "@psap1.state.pa.us");

    assertThat(uris)
        .extracting(uri -> registration(uri).dequeuer())
        .doesNotHaveDuplicates()
        .allSatisfy(node -> assertThat(node.toString()).endsWith(PSAP.toString()));
  }

  @Test
  void deregistration_names_the_node_of_its_registration() {
    String register = REQUEST.replace("calls@psap1", "agent1@psap1");
    String deregister =
        REQUEST.replace("3600", "0").replace("sip:calls@psap1.state", "SIP:%61gent1@PSAP1.State");

    assertThat(FORM.read(deregister).registration())
        .isEqualTo(new Deregister(QUEUE, FORM.read(register).registration().dequeuer()));
  }

  @ParameterizedTest
  @CsvSource({
    "sip:agent1@psap1.state.pa.us, agent1-239b822b75052929.psap1.state.pa.us",
    "sip:Tom.Jones_7@a.example:5061, tom-jones-7-5061-[0-9a-f]{16}.a.example",
    "sip:a.example:5061, 5061-[0-9a-f]{16}.a.example",
    "sip:%C3%A9@a.example, c3-a9-[0-9a-f]{16}.a.example",
    "sip:..@a.example, [0-9a-f]{16}.a.example",
    "sip:a:secret@a.example, a-[0-9a-f]{16}.a.example",
    "sips:a.example, [0-9a-f]{16}.a.example",
  })
  void node_of_a_dequeuer_shows_user_and_port(String uri, String node) {
    assertThat(registration(uri).dequeuer().toString()).matches(node);
  }

  @Test
  void node_of_a_dequeuer_fits_into_a_domain_name() {
    String host = String.join(".", "a".repeat(63), "b".repeat(63), "c".repeat(61));
    String user = "u".repeat(100);

    assertThat(host).hasSize(189);
    assertThat(registration("sip:" + user + "@" + host + ":65535").dequeuer().toString())
        .hasSize(253)
        .startsWith("u".repeat(40) + "-65535-");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registration("sip:" + user + "@" + host + "c:65535"))
        .withMessageContaining("a fully qualified domain name of at most 189 characters")
        .withMessageContaining("give one with registration(NodeId)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void lowest_and_highest_preference_are_read(int preference) {
    Register asked =
        (Register)
            FORM.read(REQUEST.replace("Preference\":4", "Preference\":" + preference))
                .registration();
    assertThat(asked.registration().preference()).isEqualTo(preference);
  }

  @Test
  void request_without_a_preference_has_the_lowest() {
    DequeueRegistrationRequest request = FORM.read(REQUEST.replace(",\"dequeuePreference\":4", ""));
    assertThat(request.dequeuePreference()).isEmpty();
    assertThat(((Register) request.registration()).registration().preference()).isOne();
  }

  @Test
  void zero_seconds_are_a_deregistration() {
    DequeueRegistration asked = FORM.read(REQUEST.replace("3600", "0")).registration();
    assertThat(asked).isEqualTo(new Deregister(QUEUE, CALLS_OF_PSAP));
    assertThat(asked.queue()).isEqualTo(QUEUE);
    assertThat(asked.dequeuer()).isEqualTo(CALLS_OF_PSAP);
  }

  @Test
  void long_time_is_registered_as_one_day() {
    DequeueRegistration asked = FORM.read(REQUEST.replace("3600", "2147483647")).registration();
    assertThat(((Register) asked).registration().lease()).contains(Duration.ofHours(24));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:10.0.0.1:5060",
        "sip:a@[::1]",
        "sip:a@psap1",
        "https://psap1.state.pa.us/calls",
        "tel:+15551234"
      })
  void dequeuer_without_a_domain_name_needs_a_node(String uri) {
    DequeueRegistrationRequest request =
        FORM.read(REQUEST.replace("sip:calls@psap1.state.pa.us", uri));
    assertThatIllegalArgumentException()
        .isThrownBy(request::registration)
        .withMessageContaining(uri)
        .withMessageContaining("give one with registration(NodeId)");
    Register asked = (Register) request.registration(PSAP);
    assertThat(asked.dequeuer()).isEqualTo(PSAP);
    assertThat(asked.registration().contact()).isEqualTo(uri);
  }

  @Test
  void requests_are_written() {
    assertThat(FORM.write(FORM.read(REQUEST))).isEqualTo(REQUEST);
    DequeueRegistrationRequest without =
        new DequeueRegistrationRequest("urn:service:sos", "sip:a.example", 0, OptionalInt.empty());
    assertThat(FORM.write(without))
        .isEqualTo(
            "{\"queueUri\":\"urn:service:sos\",\"dequeuerUri\":\"sip:a.example\","
                + "\"expirationTime\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"dequeuePreference\":4', '\"dequeuePreference\":0', /dequeuePreference, 457",
        "'\"dequeuePreference\":4', '\"dequeuePreference\":6', /dequeuePreference, 457",
        "'\"dequeuePreference\":4', '\"dequeuePreference\":true', /dequeuePreference, 457",
        "3600, -1, /expirationTime, 400",
        "3600, 60.5, /expirationTime, 400",
        "sip:calls, '', /dequeuerUri, 400",
        "sip:calls, 'sip:a b', /dequeuerUri, 400",
        "sip:calls, 'tel:<', /dequeuerUri, 400",
        "psap1.state.pa.us, 'psap1.state.pa.us:5060transport=udp', /dequeuerUri, 400",
        "calls@psap1.state.pa.us, 'sipp@;rinstance=1234', /dequeuerUri, 400",
        "psap1.state.pa.us, 'domain:10501:20367', /dequeuerUri, 400",
        "psap1.state.pa.us, 'fdba:8d4a:6fa6::2019', /dequeuerUri, 400",
        "psap1.state.pa.us, '[[2001:db8::1]]:5070', /dequeuerUri, 400",
        "psap1.state.pa.us, 'b@c', /dequeuerUri, 400",
        "sip:calls, 'sip:1234#00', /dequeuerUri, 400",
        "psap1.state.pa.us, 'psap1.state.pa.us:0', /dequeuerUri, 400",
        "psap1.state.pa.us, '010.0.0.1', /dequeuerUri, 400",
        "psap1.state.pa.us, '[fe80::1%25eth0]', /dequeuerUri, 400",
        "sip:calls, 'sip:calls\\u0000', /dequeuerUri, 400",
        "psap1.state.pa.us, 'psap1.state.pa.us:\\u0665\\u0660', /dequeuerUri, 400",
        "sip:q1@esrp.state.pa.us, 'sip:q1@esrp.state.pa.us:65536', /queueUri, 400",
        "sip:q1@esrp.state.pa.us, 'sip:q1@b@c', /queueUri, 400",
        "sip:q1, http:q1, /queueUri, 400",
        "'\"queueUri\"', '\"queue\"', /queueUri, 400"
      })
  void refusal_has_a_place_and_a_status(
      String part, String replacement, String pointer, int status) {
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> FORM.read(REQUEST.replace(part, replacement)))
        .withMessageStartingWith("not a DequeueRegistration request: " + pointer + " is ")
        .satisfies(e -> assertThat(e.pointer()).isEqualTo(pointer))
        .satisfies(e -> assertThat(DequeueRegistrationStatus.of(e).code()).isEqualTo(status));
  }

  /** Such a request was read, and no registration could be built of it. */
  @Test
  void dequeuer_uri_longer_than_a_contact_is_refused() {
    String longest = "x".repeat(1_024 - "sip:@psap1.state.pa.us".length());
    assertThat(registration("sip:" + longest + "@psap1.state.pa.us")).isInstanceOf(Register.class);
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> registration("sip:x" + longest + "@psap1.state.pa.us"))
        .withMessageContaining("has 1025 characters: use at most 1024")
        .satisfies(e -> assertThat(e.pointer()).isEqualTo("/dequeuerUri"));
  }

  @Test
  void values_that_no_request_can_have_are_refused() {
    OptionalInt none = OptionalInt.empty();
    OptionalInt six = OptionalInt.of(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DequeueRegistrationRequest("sip:q", "sip:d", -1, none))
        .withMessageStartingWith("expirationTime -1 is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DequeueRegistrationRequest("sip:q", "sip:d", 1, six))
        .withMessageStartingWith("dequeuePreference 6 is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DequeueRegistrationRequest("sip:q", "psap", 1, none))
        .withMessage(
            "dequeuerUri \"psap\" is not a URI for calls (it has no scheme): use one such as"
                + " sip:10.0.0.1:5060");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DequeueRegistrationAnswer(-1))
        .withMessageStartingWith("expirationTime -1 is negative");
  }

  @ParameterizedTest
  @CsvSource({
    "PT1M, 60",
    "PT1M0.999S, 60",
    "PT1S, 1",
    "PT24H, 86400",
    "PT2147483647.9S, 2147483647"
  })
  void answer_never_promises_more_than_the_lease(Duration granted, int seconds) {
    DequeueRegistrationAnswer answer = DequeueRegistrationAnswer.granted(new FixedLease(granted));
    assertThat(I3Json.standard().dequeueAnswer().write(answer))
        .isEqualTo("{\"expirationTime\":" + seconds + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "PT1000000H"})
  void answer_refuses_leases_it_cannot_express(Duration granted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DequeueRegistrationAnswer.granted(new FixedLease(granted)))
        .withMessageContaining(granted.toString());
  }

  @Test
  void answers_are_read() {
    JsonForm<DequeueRegistrationAnswer> form = I3Json.standard().dequeueAnswer();
    assertThat(form.read("{\"expirationTime\":0}"))
        .isEqualTo(DequeueRegistrationAnswer.deregistered());
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> form.read("{\"expirationTime\":-1}"))
        .withMessageStartingWith("not a DequeueRegistration answer: /expirationTime is -1");
  }

  @Test
  void status_codes_are_found() {
    assertThat(DequeueRegistrationStatus.values())
        .extracting(DequeueRegistrationStatus::code)
        .containsExactly(200, 400, 454, 456, 457, 458);
    assertThat(DequeueRegistrationStatus.find(456)).contains(DequeueRegistrationStatus.BAD_QUEUE);
    assertThat(DequeueRegistrationStatus.find(455)).isEmpty();
  }
}
