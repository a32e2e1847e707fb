package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a downstream, and those of a subscriber. */
class DownstreamTest {
  private static Downstream.Builder bare() {
    return Downstream.builder(SubscriberRig.NODE, SubscriberRig.URI);
  }

  private static Registration.Builder registration() {
    return Registration.builder(SubscriberRig.SERVICE, SubscriberRig.NODE);
  }

  private static SubscriberBuilder subscriber() {
    return Subscriber.builder((request, outcome) -> {}, new MemberRegistry(new VirtualTime()));
  }

  @Test
  void defaults_are_those_of_an_element() {
    Downstream downstream = SubscriberRig.downstream().build();
    assertThat(downstream.eventPackage()).isEqualTo(EventPackage.ELEMENT_STATE);
    assertThat(downstream.elementId()).isEqualTo(SubscriberRig.NODE);
    assertThat(downstream.duration()).isEqualTo(Duration.ofHours(1));
    assertThat(downstream.minRate()).isEmpty();
    assertThat(downstream.registrations())
        .singleElement()
        .extracting(Registration::lease)
        .isEqualTo(Optional.of(Downstream.DEFAULT_LEASE));
    assertThat(downstream)
        .hasToString(
            "Downstream[esrp1.state.pa.us at sip:esrp1.state.pa.us, emergency-ElementState]");
  }

  @Test
  void lease_of_a_registration_is_kept() {
    Registration own = registration().lease(Duration.ofSeconds(20)).weight(7).build();
    assertThat(bare().registration(own).build().registrations()).containsExactly(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tel:911", "sip:", "sip:a b", "esrp1.state.pa.us"})
  void uri_must_be_a_sip_uri(String uri) {
    assertThatThrownBy(() -> Downstream.builder(SubscriberRig.NODE, uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("URI \"" + uri + "\"");
    assertThatThrownBy(() -> subscriber().localUri(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("local URI \"" + uri + "\"");
  }

  @Test
  void downstream_joins_at_least_one_service() {
    assertThatThrownBy(() -> bare().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call service(..)");
  }

  @Test
  void registration_of_another_kind_is_refused() {
    Registration other =
        Registration.builder(SubscriberRig.SERVICE, NodeId.of("esrp2.state.pa.us")).build();
    assertThatThrownBy(() -> bare().registration(other)).hasMessageContaining("esrp2.state.pa.us");
    Registration reporting = registration().status(ElementState.NORMAL).build();
    assertThatThrownBy(() -> bare().registration(reporting)).hasMessageContaining("status");
    assertThatThrownBy(() -> SubscriberRig.downstream().service(SubscriberRig.SERVICE))
        .hasMessageContaining("second registration");
  }

  @Test
  void values_out_of_range_are_refused() {
    assertThatThrownBy(() -> bare().eventPackage(EventPackage.QUEUE_STATE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bare().duration(Duration.ofSeconds(59)))
        .hasMessageContaining("59 is out of range");
    assertThatThrownBy(() -> bare().duration(Duration.ofHours(25)))
        .hasMessageContaining("90000 is out of range");
    assertThatThrownBy(() -> bare().minRate(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bare().minRate(100)).isInstanceOf(IllegalArgumentException.class);
    assertThat(bare().minRate(99.9999999999).service(SubscriberRig.SERVICE).build().minRate())
        .hasValue(99.9999999999);
  }

  @Test
  void settings_of_a_subscriber_are_checked() {
    assertThatThrownBy(() -> subscriber().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("localUri");
    assertThatThrownBy(() -> subscriber().maxDownstreams(0)).hasMessageContaining("maxDownstreams");
    assertThatThrownBy(() -> subscriber().backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("first pause");
    assertThatThrownBy(() -> subscriber().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("first pause 2 s is longer than the longest");
    assertThatThrownBy(() -> new SubscriberRig().subscriber.shutdown(Duration.ofSeconds(-1)))
        .hasMessageContaining("negative");
  }
}
