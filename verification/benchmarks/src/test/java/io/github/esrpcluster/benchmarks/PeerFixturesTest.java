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

/** The peers do the work that the benchmarks say they do. Nodes 5 to 9 are of service 1. */
class PeerFixturesTest {
  private static final Shape SHAPE = new Shape(3, 5);
  private static final Names NAMES = new Names(SHAPE);

  private static void changeThree(Fixture world) {
    IntStream.of(5, 6, 7).forEach(world::change);
  }

  private static Set<String> namesOf(int service) {
    return IntStream.range(0, 5)
        .mapToObj(place -> NAMES.nodes[5 * service + place].toString())
        .collect(Collectors.toSet());
  }

  @Nested
  class Eureka {
    private final EurekaFixture world = new EurekaFixture(SHAPE, NAMES);

    @AfterEach
    void close() {
      world.close();
    }

    private InstanceInfo instance(int node) {
      String app = NAMES.services[SHAPE.serviceOf(node)].toString().toUpperCase(Locale.ROOT);
      return world.registry().getInstanceByAppAndId(app, NAMES.nodes[node].toString(), false);
    }

    private Set<String> routed(int service) {
      return IntStream.range(0, 10)
          .mapToObj(turn -> world.route(service).getId())
          .collect(Collectors.toSet());
    }

    @Test
    void allTakeCallsAtFirstAndNothingIsHandedOver() {
      assertThat(IntStream.range(0, 3)).allMatch(world::takesCalls);
      assertThat(world.registry().getLocalRegistrySize()).isEqualTo(15);
      assertThat(world.handedOver()).isZero();
    }

    @Test
    void takesNoCallsOnceThreeOfFiveAreDown() {
      world.change(5);
      world.change(6);
      assertThat(world.takesCalls(1)).isTrue();
      assertThat(world.handedOver()).isZero();
      world.change(7);
      assertThat(world.takesCalls(1)).isFalse();
      assertThat(world.takesCalls(0)).isTrue();
      assertThat(world.takesCalls(2)).isTrue();
      assertThat(world.read(1)).hasToString("DOWN");
      assertThat(world.handedOver()).isEqualTo(1);
      assertThat(world.lastHandedOver().status()).hasToString("DOWN");
    }

    @Test
    void takesCallsAgainOnceTheyAreBack() {
      changeThree(world);
      changeThree(world);
      assertThat(world.takesCalls(1)).isTrue();
      assertThat(world.read(1)).hasToString("UP");
      assertThat(world.handedOver()).isEqualTo(2);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.UP);
    }

    @Test
    void renewal_keeps_lease_and_status() {
      world.change(5);
      world.renewal(5);
      world.renewal(6);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.DOWN);
      assertThat(instance(6).getStatus()).isEqualTo(InstanceStatus.UP);
    }

    @Test
    void routesInTurnToThoseThatAreUp() {
      assertThat(routed(1)).isEqualTo(namesOf(1));
      changeThree(world);
      assertThat(routed(1))
          .containsExactlyInAnyOrder(NAMES.nodes[8].toString(), NAMES.nodes[9].toString());
      changeThree(world);
      assertThat(routed(1)).isEqualTo(namesOf(1));
    }

    @Test
    void aNodeThatRejoinsIsRegisteredAndUp() {
      world.change(5);
      world.rejoin(5);
      world.rejoin(6);
      assertThat(world.registry().getLocalRegistrySize()).isEqualTo(15);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.UP);
      world.change(5);
      assertThat(instance(5).getStatus()).isEqualTo(InstanceStatus.DOWN);
    }

    @Test
    void aStormEvictsAllAndHandsEachServiceOver() {
      IntStream.range(0, 15).forEach(world::renewal);
      world.stormThrough();
      assertThat(world.registry().getLocalRegistrySize()).isZero();
      assertThat(IntStream.range(0, 3)).noneMatch(world::takesCalls);
      assertThat(world.handedOver()).isEqualTo(3);
      assertThatIllegalStateException().isThrownBy(() -> world.renewal(0));
    }

    @Test
    void allTakeCallsAgainWhenTheyRejoinAfterAStorm() {
      changeThree(world);
      world.stormThrough();
      IntStream.range(0, 15).forEach(world::rejoin);
      assertThat(IntStream.range(0, 3)).allMatch(world::takesCalls);
    }

    @Test
    void closingStopsAllThreads() throws InterruptedException {
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
    void aChangeInvalidatesTheResponseCache() {
      ResponseCacheImpl cache = (ResponseCacheImpl) world.registry().getResponseCache();
      String app = NAMES.services[1].toString().toUpperCase(Locale.ROOT);
      Key key =
          new Key(Key.EntityType.Application, app, Key.KeyType.JSON, Version.V2, EurekaAccept.full);
      assertThat(cache.get(key)).contains(namesOf(1).toArray(new String[0]));
      assertThat(cache.getCurrentSize()).isEqualTo(1);
      world.change(5);
      assertThat(cache.getCurrentSize()).isZero();
    }
  }

  @Nested
  class Spring {
    private final SpringFixture world = new SpringFixture(SHAPE, NAMES);

    @Test
    void isAsBadAsItsWorstNode() {
      assertThat(IntStream.range(0, 3)).allMatch(world::takesCalls);
      world.change(5);
      assertThat(world.read(1)).isEqualTo(Status.DOWN).hasToString("DOWN");
      assertThat(world.takesCalls(1)).isFalse();
      assertThat(world.takesCalls(0)).isTrue();
      assertThat(world.takesCalls(2)).isTrue();
    }

    @Test
    void isUpAgainOnceAllAre() {
      changeThree(world);
      changeThree(world);
      assertThat(world.read(1)).hasToString("UP");
      assertThat(world.takesCalls(1)).isTrue();
    }
  }

  @Nested
  class Grpc {
    private final GrpcFixture world = new GrpcFixture(SHAPE, NAMES);

    @Test
    void routesToAllNodesInTurn() {
      for (int service = 0; service < 3; service++) {
        int one = service;
        assertThat(IntStream.range(0, 5).mapToObj(turn -> picked(one)))
            .containsExactlyInAnyOrderElementsOf(namesOf(one));
      }
    }

    private String picked(int service) {
      Subchannel subchannel = world.route(service);
      return ((InetSocketAddress) subchannel.getAddresses().getAddresses().get(0)).getHostString();
    }
  }
}
