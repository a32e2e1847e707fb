package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A registration asks for what it was given. */
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
  void what_was_given_is_asked_for() {
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
  void the_longest_lease_and_the_longest_names_are_taken() {
    Registration longest =
        registration().lease(Registration.MAX_LEASE).site("s".repeat(255)).build();

    assertThat(longest.lease()).contains(Duration.ofHours(24));
    assertThat(longest.site()).contains("s".repeat(255));
  }

  /** Once the word of a node about one service counted in another, where it came along. */
  @Test
  void a_first_status_about_another_service_is_refused() {
    ServiceId other = ServiceId.of("sip:other.example.org");
    NodeStatus here = NodeStatus.builder(NODE, ElementState.NORMAL).service(SERVICE).build();
    NodeStatus there = NodeStatus.builder(NODE, ElementState.NORMAL).service(other).build();

    assertThat(registration().status(here).build().status()).contains(here);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registration().status(there))
        .withMessageContainingAll("about sip:other.example.org", "for sip:esrp.example.org");
  }

  @Test
  void without_its_first_status_all_else_stays() {
    Registration left = full().status(READY).build().toBuilder().noStatus().build();

    assertThat(left).isEqualTo(full().build());
  }

  @Test
  void two_are_equal_only_if_all_that_they_ask_for_is() {
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
  void it_prints_who_is_where_for_what() {
    assertThat(full().build())
        .hasToString("Registration[esrp1.example.org for " + SERVICE + " at sip:10.0.0.1:5061]");
  }

  /** A vendor's own registration may change under our hands; what it asks now is what counts. */
  @Test
  void of_a_registration_of_another_class_everything_is_taken_over() {
    Registration ours = full().status(READY).build();

    assertThat(Registration.copyOf(new Foreign(ours))).isEqualTo(ours);
    assertThat(Registration.copyOf(ours)).as("nothing to copy").isSameAs(ours);
    assertThat(new Foreign(ours).toBuilder().noStatus().build()).isEqualTo(full().build());
  }

  record Foreign(Registration asked) implements Registration {
    @Override
    public ServiceId service() {
      return asked.service();
    }

    @Override
    public NodeId node() {
      return asked.node();
    }

    @Override
    public String contact() {
      return asked.contact();
    }

    @Override
    public int weight() {
      return asked.weight();
    }

    @Override
    public int preference() {
      return asked.preference();
    }

    @Override
    public Optional<String> site() {
      return asked.site();
    }

    @Override
    public Optional<Duration> lease() {
      return asked.lease();
    }

    @Override
    public Optional<String> incarnation() {
      return asked.incarnation();
    }

    @Override
    public Optional<NodeStatus> status() {
      return asked.status();
    }
  }
}
