package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.ServiceStateBody.Posture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A body that was written is read with the same meaning, with any texts in it. */
class RoundTripPropertiesTest {

  private static final I3Json JSON = I3Json.standard();

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void service_states_are_read_as_written(@ForAll("serviceStateBodies") ServiceStateBody body) {
    assertComesBack(JSON.serviceState(), body);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void element_states_are_read_as_written(
      @ForAll("elementStateBodies") ElementStateBody body, @ForAll BodyShape shape) {
    assertComesBack(JSON.elementState(shape), body);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void queue_states_are_read_as_written(
      @ForAll("queueStateBodies") QueueStateBody body, @ForAll BodyShape shape) {
    assertComesBack(JSON.queueState(shape), body);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void dequeue_registrations_are_read_as_written(
      @ForAll("requests") DequeueRegistrationRequest request) {
    assertComesBack(JSON.dequeueRegistration(), request);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void dequeue_answers_are_read_as_written(@ForAll @IntRange(max = Integer.MAX_VALUE) int seconds) {
    assertComesBack(JSON.dequeueAnswer(), new DequeueRegistrationAnswer(seconds));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void log_events_are_read_as_written(@ForAll("logEvents") LogEvent event) {
    assertComesBack(JSON.logEvent(), event);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void empty_optional_member_of_any_body_is_absent(@ForAll("writtenBodies") Written written) {
    EmptyMembers.assertReadAsAbsent(written.json(), written.reading());
  }

  /** A body that was written, and how to read it. */
  record Written(String json, Function<String, ?> reading) {
    static <T> Arbitrary<Written> by(JsonForm<T> form, Arbitrary<? extends T> bodies) {
      return bodies.map(body -> new Written(form.write(body), form::read));
    }
  }

  @Provide
  Arbitrary<Written> writtenBodies() {
    return Arbitraries.oneOf(
        Written.by(JSON.serviceState(), serviceStateBodies()),
        Written.by(JSON.elementState(), elementStateBodies()),
        Written.by(JSON.elementState(BodyShape.WRAPPED), elementStateBodies()),
        Written.by(JSON.elementState(BodyShape.FLAT_AND_WRAPPED), elementStateBodies()),
        Written.by(JSON.queueState(BodyShape.FLAT_AND_WRAPPED), queueStateBodies()),
        Written.by(JSON.dequeueRegistration(), requests()),
        Written.by(JSON.logEvent(), logEvents()));
  }

  private static <T> void assertComesBack(JsonForm<T> form, T body) {
    String written = form.write(body);
    assertThat(written).doesNotContain("\n", "\r", "null");
    assertThat(form.read(written)).isEqualTo(body);
    assertThat(form.read(written.getBytes(StandardCharsets.UTF_8))).isEqualTo(body);
    assertThat(form.write(form.read(written))).isEqualTo(written);
  }

  @Provide
  Arbitrary<ServiceStateBody> serviceStateBodies() {
    return Combinators.combine(
            Combinators.combine(tokens(), names()).as(ServiceIdentity::new),
            notifiable(),
            texts(),
            Combinators.combine(tokens(), texts()).as(Posture::new).optional())
        .as(ServiceStateBody::new);
  }

  @Provide
  Arbitrary<ElementStateBody> elementStateBodies() {
    return Combinators.combine(nodes(), notifiable(), texts()).as(ElementStateBody::new);
  }

  @Provide
  Arbitrary<QueueStateBody> queueStateBodies() {
    return Combinators.combine(uris(), counts(), counts(), notifiable()).as(QueueStateBody::new);
  }

  @Provide
  Arbitrary<DequeueRegistrationRequest> requests() {
    Arbitrary<OptionalInt> preferences =
        Arbitraries.integers()
            .between(0, 5)
            .map(i -> i == 0 ? OptionalInt.empty() : OptionalInt.of(i));
    return Combinators.combine(uris(), uris(), counts(), preferences)
        .as(DequeueRegistrationRequest::new);
  }

  @Provide
  Arbitrary<LogEvent> logEvents() {
    Arbitrary<LogDirection> directions = Arbitraries.of(LogDirection.class);
    return Arbitraries.oneOf(
        Combinators.combine(headers(), texts(), texts().optional(), nodes().optional(), directions)
            .as(ElementStateChangeLogEvent::new),
        Combinators.combine(headers(), tokens(), names(), tokens().optional(), directions)
            .as(ServiceStateChangeLogEvent::new),
        Combinators.combine(headers(), texts(), tokens(), directions)
            .as(QueueStateChangeLogEvent::new),
        subscribeEvents(directions),
        Combinators.combine(headers(), tokens()).as(KeepAliveFailureLogEvent::new));
  }

  private static Arbitrary<SubscribeLogEvent> subscribeEvents(Arbitrary<LogDirection> directions) {
    Arbitrary<List<SubscribeLogEvent.Parameter>> parameters =
        Combinators.combine(tokens(), texts())
            .as(SubscribeLogEvent.Parameter::new)
            .list()
            .ofMaxSize(3);
    return Combinators.combine(
            Combinators.combine(headers(), tokens(), tokens(), tokens()).as(LogTexts::new),
            parameters,
            counts(),
            tokens(),
            Arbitraries.of(SubscribeLogEvent.Purpose.class),
            directions)
        .as(
            (texts, list, seconds, response, purpose, direction) ->
                new SubscribeLogEvent(
                    texts.header(),
                    texts.eventPackage(),
                    texts.peer(),
                    list,
                    seconds,
                    response,
                    purpose,
                    direction,
                    texts.subscriptionId()));
  }

  /** Some members of a subscribe event: only eight arbitraries can be combined at a time. */
  private record LogTexts(
      LogHeader header, String eventPackage, String peer, String subscriptionId) {}

  private static Arbitrary<LogHeader> headers() {
    Arbitrary<Map<LogMember, String>> optional =
        Arbitraries.maps(Arbitraries.of(LogMember.class), texts());
    return Combinators.combine(times(), nodes(), names(), optional).as(LogHeader::new);
  }

  private static Arbitrary<OffsetDateTime> times() {
    Instant last = Instant.parse("9999-12-30T00:00:00Z");
    return Combinators.combine(
            Arbitraries.longs().between(0, last.getEpochSecond()),
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.integers().between(-18 * 60, 18 * 60))
        .as(
            (second, nano, minutes) ->
                Instant.ofEpochSecond(second, nano)
                    .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));
  }

  /** Of the registries, and such as may join them. */
  private static Arbitrary<String> tokens() {
    Stream<String> known =
        Stream.of(
                Stream.of(ServiceState.values()).map(ServiceState::token),
                Stream.of(ElementState.values()).map(ElementState::token),
                Stream.of(QueueState.values()).map(QueueState::token),
                Stream.of(SecurityPosture.values()).map(SecurityPosture::token))
            .flatMap(tokens -> tokens);
    return Arbitraries.oneOf(
        Arbitraries.of(known.toList()), texts().filter(text -> !text.isBlank()));
  }

  private static Arbitrary<String> notifiable() {
    return tokens().filter(token -> !token.strip().equalsIgnoreCase("Unreachable"));
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> awkward =
        Arbitraries.of("", "\uD83D\uDE91", "\0", "\u2028", "\"\\/", "</script>", "\uFEFF", "\r\n");
    return Combinators.combine(awkward, Arbitraries.strings().all().ofMaxLength(40), awkward)
        .as((before, text, after) -> Texts.repaired(before + text + after))
        .filter(text -> !text.contains("null"));
  }

  private static Arbitrary<Fqdn> names() {
    Arbitrary<String> label =
        Arbitraries.strings().withChars("abcXYZ019").ofMinLength(1).ofMaxLength(20);
    return Combinators.combine(label, label).as((a, b) -> Fqdn.of(a + "." + b + ".example"));
  }

  private static Arbitrary<NodeId> nodes() {
    return names().map(name -> NodeId.of(name.toString()));
  }

  private static Arbitrary<String> uris() {
    return Combinators.combine(Arbitraries.of("sip:", "sips:q%41@", "sip:Q;x@"), names())
        .as((start, name) -> start + name + ";LR;transport=TCP");
  }

  private static Arbitrary<Integer> counts() {
    return Arbitraries.integers().greaterOrEqual(0);
  }
}
