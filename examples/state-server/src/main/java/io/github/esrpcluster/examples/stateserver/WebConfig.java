package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.json.JsonObject;
import java.util.Optional;

/**
 * The web service where dequeuers register.
 *
 * @param listener where it listens
 * @param state the state of a node that registers there and has not reported, until its first
 *     report; empty to let it count as {@code Unreachable}
 */
record WebConfig(ListenAddress listener, Optional<ElementState> state) {
  static WebConfig read(JsonObject json) {
    WebConfig web =
        new WebConfig(
            json.text("listen", ListenAddress::web),
            json.optionalText("stateOfNewNodes", ElementState::ofToken));
    json.refuseOthers("dequeueRegistration");
    if (web.state.equals(Optional.of(ElementState.UNREACHABLE))) {
      throw json.refusal("stateOfNewNodes", "must be a state that a node can report");
    }
    return web;
  }
}
