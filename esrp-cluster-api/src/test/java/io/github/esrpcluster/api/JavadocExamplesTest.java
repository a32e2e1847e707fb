package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the Javadoc pages, so that they compile and work. */
class JavadocExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\s(.*?)\\* }</pre>", Pattern.DOTALL);
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("a.example.org");
  private static final NodeId OTHER = NodeId.of("b.example.org");

  private final List<String> pages = new ArrayList<>();
  private final List<Object> added = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  /** Stands for the part of a manager that an example uses; records the arguments. */
  private <T> T manager(Class<T> part) {
    Object proxy =
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (self, method, arguments) -> {
              added.addAll(List.of(arguments));
              return (Subscription) () -> {};
            });
    return part.cast(proxy);
  }

  private static Member member(NodeId node, double load) {
    return Member.builder(Registration.builder(SERVICE, node).build())
        .report(NodeStatus.builder(node, ElementState.NORMAL).load(load).build())
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "StatusPolicy",
        "LoadBalancingPolicy",
        "ServiceStatusPublisher",
        "ClusterListener",
        "TimeSource"
      })
  void example_of_the_page_is_part_of_this_test(String type) throws IOException {
    Path page =
        Path.of("src", "main", "java", "io", "github", "esrpcluster", "api", type + ".java");
    Path test =
        Path.of("src", "test", "java", "io", "github", "esrpcluster", "api")
            .resolve("JavadocExamplesTest.java");
    Matcher example = EXAMPLE.matcher(Files.readString(page));

    assertThat(example.find()).isTrue();
    assertThat(compact(Files.readString(test).replaceAll("@Override|@SuppressWarnings.*", "")))
        .contains(compact(example.group(1).replaceAll("(?m)^ \\*", "")));
  }

  private static String compact(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void status_policy_asks_for_two_nodes() {
    StatusPolicy twoNodes =
        view -> {
          boolean enough = view.tally().count(ElementState.NORMAL) >= 2;
          return StatusPrecedence.verdict(view.tally(), enough, "2 nodes");
        };

    Member one = member(NODE, 0);
    assertThat(twoNodes.evaluate(ClusterView.of(SERVICE, List.of(one, member(OTHER, 0)))))
        .isEqualTo(Verdict.normal());
    assertThat(twoNodes.evaluate(ClusterView.of(SERVICE, List.of(one))))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 2 nodes"));
  }

  enum LowestLoad implements LoadBalancingPolicy {
    INSTANCE;

    @SuppressWarnings("UnnecessaryLambda")
    private static final ToDoubleFunction<Member> LOAD = member -> member.load().orElse(0);

    @Override
    public Member pick(Candidates candidates, RoutingRequest request) {
      return candidates.lowest(LOAD).roundRobin(request.sequence());
    }
  }

  @Test
  void load_balancing_policy_picks_the_least_loaded() {
    Member free = member(OTHER, 0.1);
    Candidates candidates = Candidates.of(List.of(member(NODE, 0.9), free));

    assertThat(LowestLoad.INSTANCE.pick(candidates, RoutingRequest.any())).isSameAs(free);
  }

  /** Stands for the SIP stack of a vendor. */
  interface SipNotifications {
    CompletionStage<Void> send(String eventPackage, ServiceId service, String state);
  }

  @Test
  void publisher_sends_the_state() {
    ClusterAdmin admin = manager(ClusterAdmin.class);
    SipNotifications notifier =
        (eventPackage, service, state) -> {
          sent.add(eventPackage + " " + service + " " + state);
          return CompletableFuture.completedFuture(null);
        };

    ServiceStatusPublisher county =
        status -> notifier.send("emergency-ServiceState", status.service(), status.state().token());
    Subscription subscription =
        admin.addPublisher(county, PublisherOptions.named("county").build());

    ServiceStatus status = ServiceStatus.builder(SERVICE, Verdict.normal()).build();
    assertThat(county.publish(status).toCompletableFuture()).isCompleted();
    assertThat(sent).containsExactly("emergency-ServiceState sip:esrp.example.org Normal");
    assertThat(added).startsWith(county).hasSize(2);
    subscription.close();
  }

  private void page(String text) {
    pages.add(text);
  }

  record Expired(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.LeaseExpired {}

  @Test
  void listener_pages_for_an_expired_lease() {
    ClusterMonitor monitor = manager(ClusterMonitor.class);

    ClusterListener pager =
        event -> {
          if (event instanceof ClusterEvent.LeaseExpired expired) {
            page(expired.node() + " lost its lease for " + expired.service());
          } else if (event instanceof ClusterEvent.PolicyFailed failed) {
            page(failed.service() + ": status policy failed: " + failed.detail());
          }
        };
    Subscription subscription = monitor.addListener(pager);

    pager.onEvent(new Expired(Instant.EPOCH, SERVICE, NODE, 1));
    assertThat(pages).containsExactly("a.example.org lost its lease for sip:esrp.example.org");
    assertThat(added).containsExactly(pager);
    subscription.close();
  }

  static final class ManualTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration by) {
      nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanoTime() {
      return nanos.get();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos.get());
    }
  }

  @Test
  void time_source_moves_by_hand() {
    ManualTime time = new ManualTime();
    time.advance(Duration.ofSeconds(2));

    assertThat(time.nanoTime()).isEqualTo(2_000_000_000);
    assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(2));
  }
}
