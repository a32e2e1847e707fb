package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.ServiceIdentity;
import io.github.esrpcluster.i3.notify.Downstream;
import io.github.esrpcluster.i3.notify.EventPackage;
import io.github.esrpcluster.policies.StatusPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigReaderTest {
  private static final String SERVICE = "'services':[{'uri':'sip:esrp.example.org'}]";

  private static ServerConfig read(String json, ListenAddress... listeners) {
    return new ServerConfigReader(Path.of(""), Map.of("PASSWORD", "secret"))
        .read(json.replace('\'', '"'), List.of(listeners));
  }

  private static ServerConfig withMember(String member) {
    return read("{" + SERVICE + "," + member + "}");
  }

  @Test
  void service_alone_is_a_configuration() {
    ServerConfig config = read("{" + SERVICE + "}");

    assertThat(config.listeners()).hasToString("[udp:127.0.0.1:5060, tcp:127.0.0.1:5060]");
    assertThat(config.element()).hasToString("esrp.example.org");
    ServiceConfig service = config.services().get(0);
    assertThat(service.identity()).isEqualTo(ServiceIdentity.esrp(service.uri()));
    assertThat(service.policy()).isEqualTo(StatusPolicies.majority());
    assertThat(config.defaultService()).isEmpty();
    assertThat(config.keepAlive()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.sipLimits()).isEqualTo(SipLimits.defaults());
  }

  @Test
  void example_has_every_member() throws IOException {
    String example = Files.readString(Path.of("state-server.json"));
    ServerConfig config = new ServerConfigReader(Path.of(""), Map.of()).read(example, List.of());

    assertThat(config.listeners()).hasSize(3);
    assertThat(config.element()).hasToString("state.example.org");
    assertThat(config.services()).hasSize(2);
    assertThat(config.services().get(0).queues())
        .containsExactly(new QueueConfig(ServiceId.of("sip:sos@esrp.example.org"), 20));
    assertThat(config.services().get(1).policy()).isEqualTo(StatusPolicies.anyUp());
    assertThat(config.defaultService()).contains(ServiceId.of("sip:esrp.example.org"));
    assertThat(config.web().orElseThrow().state()).contains(ElementState.NORMAL);
    assertThat(config.subscribers().orElseThrow().identities()).hasSize(1);
    assertThat(config.registrants()).isPresent();
    assertThat(config.publishers()).hasSize(2);
    assertThat(config.publishers().get(1).options().rates())
        .isEqualTo(NotificationRates.defaults().maxRate(1).minRate(0.01));
    assertThat(config.logEvents().orElseThrow().files())
        .containsExactly(Path.of("log-events-1.jsonl"), Path.of("log-events-2.jsonl"));
    Downstream downstream = config.downstream().get(0);
    assertThat(downstream.uri()).isEqualTo("sip:127.0.0.1:5071;transport=tcp");
    assertThat(downstream.eventPackage()).isEqualTo(EventPackage.ELEMENT_STATE);
    assertThat(downstream.registrations())
        .extracting(Registration::service)
        .hasToString("[sip:esrp.example.org, urn:service:sos]");
    assertThat(downstream.registrations().get(1))
        .extracting(Registration::weight, Registration::preference, Registration::lease)
        .containsExactly(2, 5, Optional.of(Duration.ofMinutes(1)));
  }

  @Test
  void listeners_of_the_command_line_replace_those_of_the_file() {
    ListenAddress other = ListenAddress.sip("udp:127.0.0.1:5099");

    assertThat(read("{" + SERVICE + ",'listen':['tcp:127.0.0.1:5060']}", other).listeners())
        .containsExactly(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'x':1                                | x: 1 is not a member of a configuration; it may have advertisedHost, defaultService,
          'listen':'udp:127.0.0.1:5060'        | listen: "udp:127.0.0.1:5060" must be a list of one or more listeners
          'listen':[]                          | listen: [] must be a list of one or more listeners
          'listen':['udp:127.0.0.1:5060',7]    | listen[1]: 7 must be a text
          'listen':['udp:here:5060']           | listen[0]: is refused: not an IP address: "here"; write it as 127.0.0.1 or [::1]
          'listen':['udp:127.0.0.1']           | listen[0]: is refused: not a listener: "udp:127.0.0.1"; write udp or tcp or tls
          'listen':['tls:127.0.0.1:5061']      | listen: tls:127.0.0.1:5061 needs the member tls
          'listen':['udp:0.0.0.0:5060']        | listen: udp:0.0.0.0:5060 can be reached from other machines: name the peers that may use it in the member subscribers
          'listen':['udp:0.0.0.0:5060'],'subscribers':{'addresses':['10.0.0.1']} | listen: udp:0.0.0.0:5060 is no address for peers: add the member advertisedHost
          'advertisedHost':'a b'               | advertisedHost: is not a service id
          'element':'esrp'                     | element: is not a node id: "esrp"
          'defaultService':'sip:a.example.org' | defaultService: "sip:a.example.org" must be the uri of one of the services
          'keepAlive':'1 min'                  | keepAlive: is not a duration: "1 min"; write PT5S for 5 seconds
          'keepAlive':'PT0S'                   | keepAlive: is refused: keepAlive 0 s is out of range
          'holdDown':2                         | holdDown: 2 must be a text
          'holdDown':'-PT1S'                   | holdDown: is refused: holdDown
          'leases':{'shortest':'PT0.5S'}       | leases.shortest: "PT0.5S" must be at least PT1S
          'leases':{'usual':'PT10M'}           | leases: is refused: leases 1 s, 10 min, 5 min are not in rising order
          'leases':{'longest':'PT25H'}         | leases: is refused: longest lease
          'leases':{'short':'PT5S'}            | leases.short: "PT5S" is not a member of leases; it may have longest, shortest, usual
          'limits':{'maxMembers':0}            | limits.maxMembers: 0 must be an integer from 1 to 2147483647
          'limits':{'maxSubscriptions':1.5}    | limits.maxSubscriptions: 1.5 must be an integer
          'limits':{'maxNodes':5}              | limits.maxNodes: 5 is not a member of limits
          'subscribers':{}                     | subscribers: must have addresses or identities
          'subscribers':{'addresses':['10.0.0.0/40']} | subscribers.addresses[0]: is refused: not an address range: "10.0.0.0/40"; write /0 to /32
          'registrants':{'names':[]}           | registrants.names: [] is not a member of a list of peers
          'dequeueRegistration':{}             | dequeueRegistration.listen: is missing; it must be a text
          'dequeueRegistration':{'listen':'udp:127.0.0.1:80'}   | dequeueRegistration.listen: is not a listener: "udp:127.0.0.1:80"; write http or https
          'dequeueRegistration':{'listen':'https:127.0.0.1:80'} | dequeueRegistration.listen: https:127.0.0.1:80 needs the member tls
          'dequeueRegistration':{'listen':'http:0.0.0.0:80'}    | name the peers that may use it in the member registrants
          'dequeueRegistration':{'listen':'http:127.0.0.1:80','stateOfNewNodes':'Up'} | dequeueRegistration.stateOfNewNodes: is unknown element state "Up"
          'dequeueRegistration':{'listen':'http:127.0.0.1:80','stateOfNewNodes':'Unreachable'} | dequeueRegistration.stateOfNewNodes: "Unreachable" must be a state that a node can report
          'downstream':[{}]                    | downstream[0].node: is missing
          'downstream':[{'node':'a.example.org'}] | downstream[0].services: is missing; it must be a list of one or more services
          'downstream':[{'node':'a.example.org','services':['sip:b.example.org']}] | downstream[0].services[0]: is refused: the configuration has no service sip:b.example.org
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'uri':'urn:service:sos'}] | downstream[0].uri: is refused: URI "urn:service:sos" has another scheme: use a SIP or SIPS URI
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'uri':'a'}] | downstream[0].uri: is refused: URI "a"
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'package':'QueueState'}] | downstream[0].package: is unknown package "QueueState"; write ElementState or ServiceState
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'contact':'here'}] | downstream[0].contact: is refused: contact "here" is not a URI for calls
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'weight':0}] | downstream[0].weight: 0 must be an integer from 1 to 65535
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'lease':'PT25H'}] | downstream[0].lease: is refused: lease 25 h is out of range
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org','sip:esrp.example.org']}] | downstream[0].services: ["sip:esrp.example.org","sip:esrp.example.org"] is refused: second registration
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org']},{'node':'a.example.org','services':['sip:esrp.example.org']}] | downstream[1].node: "a.example.org" must not occur twice
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'duration':'PT5S'}] | downstream[0].duration: "PT5S" is refused: duration in seconds 5 is out of range
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'minRate':0}] | downstream[0].minRate: 0 must be a rate
          'downstream':[{'node':'a.example.org','services':['sip:esrp.example.org'],'x':1}] | downstream[0].x: 1 is not a member of a downstream subscription
          'publishers':[{'type':'mail'}]       | publishers[0].type: is unknown type "mail"; write sip or standard-output
          'publishers':[{'type':'sip'},{'type':'sip'}] | publishers: [{"type":"sip"},{"type":"sip"}] must not have a type twice
          'publishers':[{'type':'sip','maxRate':0}]    | publishers[0].maxRate: 0 must be a rate in notifications per second
          'publishers':[{'type':'sip','minRate':'1'}]  | publishers[0].minRate: "1" must be a number
          'publishers':[{'type':'sip','minRate':100}]  | publishers[0].minRate: 100 must be a rate
          'publishers':[{'type':'sip','rate':1}]       | publishers[0].rate: 1 is not a member of a publisher
          'publishers':[{'type':'sip','services':['sip:b.example.org']}] | publishers[0].services[0]: is refused: the configuration has no service sip:b.example.org
          'logEvents':{}                       | logEvents.agency: is missing
          'logEvents':{'agency':'a.example.org'} | logEvents.files: is missing
          'logEvents':{'agency':'a.example.org','zone':'Mars','files':['a']} | logEvents.zone: is unknown time zone "Mars"
          'logEvents':{'agency':'a.example.org','file':'a'} | logEvents.file: "a" is not a member of logEvents
          'tls':{}                             | tls.keyStorePassword: is missing; it must be an object
          'tls':{'keyStorePassword':'secret'}  | tls.keyStorePassword: "secret" must be an object
          'tls':{'keyStorePassword':{}}        | must have either "file" or "env"
          'tls':{'keyStorePassword':{'env':'NONE'}} | tls.keyStorePassword.env: "NONE" is not set in the environment
          'tls':{'keyStorePassword':{'file':'none'}} | tls.keyStorePassword.file: "none" cannot be read
          'tls':{'keyStorePassword':{'env':'PASSWORD'},'keyStore':'none'} | tls.keyStore: "none" cannot be opened as a key store
          """)
  void error_names_path_and_rule(String member, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> withMember(member))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                  | the whole: "nonsense" must be strict JSON
          []                        | the whole: [] must be a JSON object
          {                         | the whole: ends too early
          {/*                       | must be strict JSON (RFC 8259) at line 1, column 2
          {}                        | services: is missing; it must be a list of objects
          {'services':[]}           | services: [] must have at least one service
          {'services':['a']}        | services[0]: "a" must be an object
          {'services':[{}]}         | services[0].uri: is missing
          {'services':[{'uri':'tel:911'}]} | services[0].uri: is not a service id: "tel:911"
          {'services':[{'uri':'urn:service:sos'}]} | services[0].domain: is missing; it must be a domain name
          {'services':[{'uri':'sip:a.example.org','domain':'a'}]} | services[0].domain: is not a fully qualified domain name: "a"
          {'services':[{'uri':'sip:a.example.org','name':' '}]} | services[0].name: " " must not be blank
          {'services':[{'uri':'sip:a.example.org','policy':'any-up'}]} | services[0].policy: "any-up" must be an object
          {'services':[{'uri':'sip:a.example.org','policy':{'type':'luck'}}]} | services[0].policy.type: "luck"
          {'services':[{'uri':'sip:a.example.org','policy':{'type':'worst-of','policies':[{'type':'quorum','up':0}]}}]} | services[0].policy.policies[0].up: 0
          {'services':[{'uri':'sip:a.example.org','queues':[{'uri':'sip:q@a.example.org'}]}]} | services[0].queues[0].maxLength: is missing
          {'services':[{'uri':'sip:a.example.org','queues':[{'uri':'sip:q@a.example.org','maxLength':0}]}]} | services[0].queues[0].maxLength: 0 must be
          {'services':[{'uri':'sip:a.example.org'},{'uri':'sip:b.example.org'}],'limits':{'maxServices':1}} | limits.maxServices: 1 must be an integer from 2
          {'services':[{'uri':'sip:a.example.org','state':'Normal'}]} | services[0].state: "Normal" is not a member of a service
          {'services':[{'uri':'sip:a.example.org'},{'uri':'sip:A.example.org'}]} | services: has sip:a.example.org twice
          {'services':[{'uri':'sip:a.example.org','queues':[{'uri':'sip:a.example.org','maxLength':1}]}]} | services: has sip:a.example.org twice
          {'services':[{'uri':'sip:a.example.org','uri':'sip:b.example.org'}]} | services[0].uri: must not occur twice
          """)
  void error_of_a_service_names_path_and_rule(String json, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining(message);
  }

  @Test
  void path_with_control_characters_is_printable() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> withMember("'\\u001b[31m':1"))
        .withMessageStartingWith("\\u001b[31m: 1 is not a member");
  }

  @Test
  void list_of_peers_opens_a_listener_to_other_machines() {
    assertThat(
            withMember(
                    "'listen':['udp:0.0.0.0:5060'],'advertisedHost':'a.example.org',"
                        + "'subscribers':{'addresses':['192.0.2.0/24']}")
                .listeners())
        .hasSize(1);
  }
}
