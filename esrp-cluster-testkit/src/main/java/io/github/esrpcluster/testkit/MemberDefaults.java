package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import org.jspecify.annotations.Nullable;

/** The values that a builder of views gives to the members that follow. */
final class MemberDefaults {
  private static final NodeId ANY_NODE = Nodes.named("any");

  private final ServiceId service;
  private @Nullable String site;
  private int weight = Registration.MIN_WEIGHT;
  private int preference = Registration.MIN_PREFERENCE;
  private @Nullable Double load;
  private @Nullable SecurityPosture posture;

  MemberDefaults(ServiceId service) {
    this.service = service;
  }

  // The builders of the api hold the rules for these values, so each value goes through one first.

  void site(String value) {
    Registration.builder(service, ANY_NODE).site(value);
    site = value;
  }

  void weight(int value) {
    Registration.builder(service, ANY_NODE).weight(value);
    weight = value;
  }

  void preference(int value) {
    Registration.builder(service, ANY_NODE).preference(value);
    preference = value;
  }

  void load(double value) {
    NodeStatus.builder(ANY_NODE, ElementState.NORMAL).load(value);
    load = value;
  }

  void posture(SecurityPosture value) {
    posture = value;
  }

  /** Starts a member that has not reported yet. */
  Member.Builder awaitingStatus(NodeId node) {
    return member(node, weight);
  }

  /** Starts a member that reported this state. */
  Member.Builder reporting(NodeId node, ElementState state) {
    return reporting(node, state, weight);
  }

  Member.Builder reporting(NodeId node, ElementState state, int ownWeight) {
    return member(node, ownWeight).report(status(node, state));
  }

  private Member.Builder member(NodeId node, int ownWeight) {
    Registration.Builder registration =
        Registration.builder(service, node).weight(ownWeight).preference(preference);
    if (site != null) {
      registration.site(site);
    }
    return Member.builder(registration.build());
  }

  private NodeStatus status(NodeId node, ElementState state) {
    NodeStatus.Builder status = NodeStatus.builder(node, state);
    if (load != null) {
      status.load(load);
    }
    if (posture != null) {
      status.posture(posture);
    }
    return status.build();
  }
}
