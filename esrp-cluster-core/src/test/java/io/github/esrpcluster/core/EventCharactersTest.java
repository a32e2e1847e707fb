package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.core.EventRecords.Recorded;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the size of an event in the backlog of a listener. */
class EventCharactersTest {
  private static final String TEXT = "x".repeat(200);

  static Stream<Class<?>> kinds() {
    return Arrays.stream(EventRecords.class.getDeclaredClasses()).filter(Class::isRecord);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void event_counts_each_text_that_it_holds(Class<?> kind) throws ReflectiveOperationException {
    RecordComponent[] components = kind.getRecordComponents();
    Object[] values = new Object[components.length];
    long length = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(components[i].getGenericType());
      length += length(values[i]);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Recorded event = (Recorded) kind.getDeclaredConstructor(types).newInstance(values);
    assertThat(event.characters()).isGreaterThanOrEqualTo(length).isLessThan(length + 200);
  }

  private static Object sample(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Optional.class
          ? Optional.of(sample(inner))
          : OperatorOverride.of(ElementState.NORMAL, TEXT, TEXT);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain == String.class) {
      return TEXT;
    }
    if (plain == boolean.class) {
      return true;
    }
    if (plain == long.class) {
      return 1L;
    }
    if (plain == int.class) {
      return 1;
    }
    if (plain == OptionalLong.class) {
      return OptionalLong.of(1);
    }
    if (plain == Duration.class) {
      return Duration.ofSeconds(1);
    }
    if (plain == EventOrigin.class) {
      return new EventOrigin("test", Instant.EPOCH);
    }
    if (plain == ServiceId.class) {
      return Rig.SERVICE;
    }
    if (plain == NodeId.class) {
      return Rig.node(1);
    }
    if (plain == Verdict.class) {
      return Verdict.of(ServiceState.NORMAL, TEXT);
    }
    if (plain == ServiceStatus.class) {
      return ServiceStatus.builder(Rig.SERVICE, Verdict.of(ServiceState.NORMAL, TEXT)).build();
    }
    if (plain == Registration.class) {
      return Rig.registration(1)
          .contact("sip:" + TEXT + "@example.org")
          .site(TEXT)
          .incarnation(TEXT)
          .owner(TEXT)
          .status(NodeStatus.of(Rig.node(1), ElementState.DOWN, TEXT))
          .build();
    }
    throw new AssertionError("an event holds a " + type + ": let this test make one and count it");
  }

  private static long length(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(EventCharactersTest::length).orElse(0L);
    }
    if (value instanceof String || value instanceof ServiceId || value instanceof NodeId) {
      return value.toString().length();
    }
    if (value instanceof OperatorOverride<?> override) {
      return (long) override.operator().length() + override.reason().length();
    }
    if (value instanceof Verdict verdict) {
      return verdict.reason().length();
    }
    if (value instanceof ServiceStatus status) {
      return status.reason().length();
    }
    if (value instanceof Registration terms) {
      return (long) terms.contact().length()
          + terms.site().orElseThrow().length()
          + terms.incarnation().orElseThrow().length()
          + terms.owner().orElseThrow().length()
          + terms.status().orElseThrow().reason().length();
    }
    return 0;
  }
}
