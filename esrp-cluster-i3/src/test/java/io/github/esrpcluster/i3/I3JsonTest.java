package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import org.junit.jupiter.api.Test;

class I3JsonTest {

  @Test
  void example_of_the_documentation_runs() {
    ServiceId service = ServiceId.of("sip:esrp.state.pa.us");
    ServiceIdentity identity = ServiceIdentity.esrp(service);
    ServiceStatus status = ServiceStatus.builder(service, Verdict.normal()).build();
    String received = "{\"elementId\":\"esrp1.state.pa.us\",\"state\":\"GoingDown\"}";

    I3Json json = I3Json.standard();
    String notify = json.serviceState().write(ServiceStateBody.of(status, identity));
    NodeStatus reported = json.elementState().read(received).toNodeStatus();

    assertThat(notify).contains("\"state\":\"Normal\"");
    assertThat(reported)
        .isEqualTo(NodeStatus.of(NodeId.of("esrp1.state.pa.us"), ElementState.GOING_DOWN));
  }
}
