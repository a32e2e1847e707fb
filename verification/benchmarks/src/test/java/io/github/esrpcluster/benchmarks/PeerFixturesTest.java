package io.github.esrpcluster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.netflix.appinfo.EurekaAccept;
import com.netflix.appinfo.InstanceInfo;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.eureka.Version;
import com.netflix.eureka.registry.Key;
import com.netflix.eureka.registry.ResponseCacheImpl;
import io.grpc.LoadBalancer.Subchannel;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** The fixtures of the peers do the described work. Nodes 5 to 9 are of service 1. */
class PeerFixturesTest {
  private static final Shape SHAPE = new Shape(3, 5);
  private static final Names NAMES = new Names(SHAPE);

  private static void changeThree(Fixture fixture) {
    IntStream.of(5, 6, 7).forEach(fixture::change);
  }

  private static Set<String> namesOf(int service) {
    return IntStream.range(0, 5)
        .mapToObj(place -> NAMES.nodes[5 * service + place].toString())
        .collect(Collectors.toSet());
  }

  @Nested
  class Eureka {
    private final EurekaFixture fixture = new EurekaFixture(SHAPE, NAMES);

    @AfterEach
    void close() {
      fixture.close();
    }

    private InstanceInfo instance(int node) {
      String app = NAMES.services[SHAPE.serviceOf(node)].toString().toUpperCase(Locale.ROOT);
      return fixture.registry().getInstanceByAppAndId(app, NAMES.nodes[node].toString(), false);
    }

    private Set<String> routed(int service) {
      return IntStream.range(0, 10)
          .mapToObj(call -> fixture.route(service).getId())
          .collect(Collectors.toSet());
    }

    @Test
    void new_service_takes_calls_and_publishes_nothing() {
      assertThat(IntStream.range(0, 3)).allMatch(fixture::takesCalls);
      assertThat(fixture.registry().getLocalRegistrySize()).isEqualTo(15);
      assertThat(fixture.notifications()).isZero();
    }

    @Test
    void service_takes_no_calls_if_three_of_five_are_down() {
      fixture.change(5);
      fixture.change(6);
      assertThat(fixture.takesCalls(1)).isTrue();
      assertThat(fixture.notifications()).isZero();
      fixture.change(7);
      assertThat(fixture.takesCalls(1)).isFalse();
      assertThat(fixture.takesCalls(0)).isTrue();
      assertThat(fixture.takesCalls(2)).isTrue();
      assertThat(fixture.read(1)).hasToString("DOWN");
      assertThat(fixture.notifications()).isEqualTo(1);
      assertThat(fixture.lastNotification().status()).hasToString("DOWN");
    }

    @Test
    void service_takes_calls_again_after_recovery() {
      changeThree(fixture);
      changeThree(fixture);
      assertThat(fixture.takesCalls(1)).isTrue();
      assertThat(fixture.read(1)).hasToString("UP");
      assertThat(fixture.notifications()).isEqualTo(2);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.UP);
    }

    @Test
    void renewal_keeps_lease_and_status() {
      fixture.change(5);
      fixture.renewal(5);
      fixture.renewal(6);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.DOWN);
      assertThat(instance(6).getStatus()).isEqualTo(InstanceStatus.UP);
    }

    @Test
    void route_takes_turns_among_nodes_that_are_up() {
      assertThat(routed(1)).isEqualTo(namesOf(1));
      changeThree(fixture);
      assertThat(routed(1))
          .containsExactlyInAnyOrder(NAMES.nodes[8].toString(), NAMES.nodes[9].toString());
      changeThree(fixture);
      assertThat(routed(1)).isEqualTo(namesOf(1));
    }

    @Test
    void node_that_registers_again_is_up() {
      fixture.change(5);
      fixture.releaseAndRegister(5);
      fixture.releaseAndRegister(6);
      assertThat(fixture.registry().getLocalRegistrySize()).isEqualTo(15);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.UP);
      fixture.change(5);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.DOWN);
    }

    @Test
    void expiry_of_all_evicts_instances_and_publishes_each_service() {
      IntStream.range(0, 15).forEach(fixture::renewal);
      fixture.expireAll();
      assertThat(fixture.registry().getLocalRegistrySize()).isZero();
      assertThat(IntStream.range(0, 3)).noneMatch(fixture::takesCalls);
      assertThat(fixture.notifications()).isEqualTo(3);
      assertThatIllegalStateException().isThrownBy(() -> fixture.renewal(0));
    }

    @Test
    void services_take_calls_again_after_expiry_of_all() {
      changeThree(fixture);
      fixture.expireAll();
      IntStream.range(0, 15).forEach(fixture::releaseAndRegister);
      assertThat(IntStream.range(0, 3)).allMatch(fixture::takesCalls);
    }

    @Test
    void close_stops_all_threads() throws InterruptedException {
      Set<Thread> before = threads();
      EurekaFixture other = new EurekaFixture(SHAPE, NAMES);
      changeThree(other);
      Set<Thread> started = threads();
      started.removeAll(before);
      other.close();
      assertThat(started).hasSizeGreaterThan(3);
      for (Thread thread : started) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }

    private Set<Thread> threads() {
      return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Test
    void change_invalidates_response_cache() {
      ResponseCacheImpl cache = (ResponseCacheImpl) fixture.registry().getResponseCache();
      String app = NAMES.services[1].toString().toUpperCase(Locale.ROOT);
      Key key =
          new Key(Key.EntityType.Application, app, Key.KeyType.JSON, Version.V2, EurekaAccept.full);
      assertThat(cache.get(key)).contains(namesOf(1).toArray(new String[0]));
      assertThat(cache.getCurrentSize()).isEqualTo(1);
      fixture.change(5);
      assertThat(cache.getCurrentSize()).isZero();
    }
  }

  @Nested
  class Spring {
    private final SpringFixture fixture = new SpringFixture(SHAPE, NAMES);

    @Test
    void service_has_worst_status_of_its_nodes() {
      assertThat(IntStream.range(0, 3)).allMatch(fixture::takesCalls);
      fixture.change(5);
      assertThat(fixture.read(1)).isEqualTo(Status.DOWN).hasToString("DOWN");
      assertThat(fixture.takesCalls(1)).isFalse();
      assertThat(fixture.takesCalls(0)).isTrue();
      assertThat(fixture.takesCalls(2)).isTrue();
    }

    @Test
    void service_is_up_again_if_all_nodes_are() {
      changeThree(fixture);
      changeThree(fixture);
      assertThat(fixture.read(1)).hasToString("UP");
      assertThat(fixture.takesCalls(1)).isTrue();
    }
  }

  @Nested
  class Grpc {
    private final GrpcFixture fixture = new GrpcFixture(SHAPE, NAMES);

    @Test
    void route_takes_turns_among_all_nodes() {
      for (int service = 0; service < 3; service++) {
        int one = service;
        assertThat(IntStream.range(0, 5).mapToObj(call -> picked(one)))
            .containsExactlyInAnyOrderElementsOf(namesOf(one));
      }
    }

    private String picked(int service) {
      Subchannel subchannel = fixture.route(service);
      return ((InetSocketAddress) subchannel.getAddresses().getAddresses().get(0)).getHostString();
    }
  }
}
