package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");
  private static final NodeStatus READY = NodeStatus.of(NODE, ElementState.NORMAL);

  private static Registration.Builder registration() {
    return Registration.builder(SERVICE, NODE);
  }

  private static Registration.Builder full() {
    return registration()
        .contact("sip:10.0.0.1:5061")
        .weight(40)
        .preference(3)
        .site("east")
        .lease(Duration.ofSeconds(20))
        .incarnation("boot-7");
  }

  @Test
  void registration_has_the_values_that_were_set() {
    Registration all = full().status(READY).build();

    assertThat(all.service()).isEqualTo(SERVICE);
    assertThat(all.node()).isEqualTo(NODE);
    assertThat(all.contact()).isEqualTo("sip:10.0.0.1:5061");
    assertThat(all.weight()).isEqualTo(40);
    assertThat(all.preference()).isEqualTo(3);
    assertThat(all.site()).contains("east");
    assertThat(all.lease()).contains(Duration.ofSeconds(20));
    assertThat(all.incarnation()).contains("boot-7");
    assertThat(all.status()).contains(READY);
  }

  @Test
  void longest_lease_and_names_are_accepted() {
    Registration longest =
        registration().lease(Registration.MAX_LEASE).site("s".repeat(255)).build();

    assertThat(longest.lease()).contains(Duration.ofHours(24));
    assertThat(longest.site()).contains("s".repeat(255));
  }

  /** The status of a node about one service counted for another if a registration carried it. */
  @Test
  void first_status_about_another_service_is_refused() {
    ServiceId other = ServiceId.of("sip:other.example.org");
    NodeStatus here = NodeStatus.builder(NODE, ElementState.NORMAL).service(SERVICE).build();
    NodeStatus there = NodeStatus.builder(NODE, ElementState.NORMAL).service(other).build();

    assertThat(registration().status(here).build().status()).contains(here);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registration().status(there))
        .withMessage(
            "status about sip:other.example.org in a registration for sip:esrp.example.org: leave"
                + " its service out, or register for sip:other.example.org");
  }

  @Test
  void no_status_keeps_all_other_values() {
    Registration left = full().status(READY).build().toBuilder().noStatus().build();

    assertThat(left).isEqualTo(full().build());
  }

  @Test
  void registrations_are_equal_only_if_all_values_are() {
    List<Registration> unlike =
        List.of(
            full().build(),
            registration().build(),
            Registration.builder(ServiceId.of("sip:b.example.org"), NODE).build(),
            Registration.builder(SERVICE, NodeId.of("esrp2.example.org")).build(),
            registration().contact("sip:10.0.0.1").build(),
            registration().weight(2).build(),
            registration().preference(2).build(),
            registration().site("east").build(),
            registration().lease(Duration.ofSeconds(20)).build(),
            registration().incarnation("boot-7").build(),
            registration().status(READY).build());

    assertThat(unlike).doesNotHaveDuplicates();
    assertThat(full().build()).isEqualTo(full().build()).hasSameHashCodeAs(full().build());
    assertThat(full().build().hashCode()).isNotEqualTo(registration().build().hashCode());
  }

  @Test
  void text_has_node_service_and_contact() {
    assertThat(full().build())
        .hasToString("Registration[esrp1.example.org for " + SERVICE + " at sip:10.0.0.1:5061]");
  }

  /** A vendor's own registration may change later; the copy must not. */
  @Test
  void copy_of_a_vendors_registration_has_all_values() {
    Registration ours = full().status(READY).build();

    assertThat(Registration.copyOf(new ForeignRegistration(ours))).isEqualTo(ours);
    assertThat(Registration.copyOf(ours)).as("nothing to copy").isSameAs(ours);
    assertThat(new ForeignRegistration(ours).toBuilder().noStatus().build())
        .isEqualTo(full().build());
  }

  @Test
  void to_builder_keeps_all_other_values() {
    Registration registration = full().status(READY).build();
    Registration changed = registration.toBuilder().weight(41).build();

    assertThat(changed.weight()).isEqualTo(41);
    assertThat(changed.toBuilder().weight(40).build()).isEqualTo(registration);
  }

  @Test
  void contact_is_the_node_by_default() {
    assertThat(registration().build().contact()).isEqualTo("sip:esrp1.example.org");
    assertThat(registration().contact("sip:[2001:db8::1]:5061;lr").build().contact())
        .isEqualTo("sip:[2001:db8::1]:5061;lr");
  }

  @Test
  void value_out_of_range_is_refused_by_its_setter() {
    refused(() -> registration().weight(0), "weight 0 is out of range: use 1 to 65535");
    refused(() -> registration().weight(65_536), "weight 65536");
    refused(() -> registration().preference(0), "preference 0 is out of range: use 1 to 5");
    refused(() -> registration().preference(6), "preference 6");
    refused(() -> registration().site(" "), "site \" \" is blank");
    refused(() -> registration().site("x".repeat(256)), "has 256 characters: use at most 255");
    refused(() -> registration().incarnation(""), "incarnation \"\" is blank");
    refused(() -> registration().lease(Duration.ZERO), "lease 0 s is out of range");
    refused(() -> registration().lease(Duration.ofSeconds(-1)), "lease -1 s is out of range");
    refused(() -> registration().lease(Duration.ofHours(25)), "lease 25 h is out of range");
    refused(() -> registration().lease(Duration.ofHours(25)), "at most 24 h");
  }

  @Test
  void first_status_of_another_node_is_refused() {
    refused(
        () -> registration().status(NodeStatus.of(NodeId.of("b.example.org"), ElementState.NORMAL)),
        "status of b.example.org in a registration of esrp1.example.org");
  }

  private static void refused(Runnable action, String message) {
    assertThatIllegalArgumentException().isThrownBy(action::run).withMessageContaining(message);
  }

  record ForeignRegistration(Registration delegate) implements Registration {
    @Override
    public ServiceId service() {
      return delegate.service();
    }

    @Override
    public NodeId node() {
      return delegate.node();
    }

    @Override
    public String contact() {
      return delegate.contact();
    }

    @Override
    public int weight() {
      return delegate.weight();
    }

    @Override
    public int preference() {
      return delegate.preference();
    }

    @Override
    public Optional<String> site() {
      return delegate.site();
    }

    @Override
    public Optional<Duration> lease() {
      return delegate.lease();
    }

    @Override
    public Optional<String> incarnation() {
      return delegate.incarnation();
    }

    @Override
    public Optional<NodeStatus> status() {
      return delegate.status();
    }
  }
}
