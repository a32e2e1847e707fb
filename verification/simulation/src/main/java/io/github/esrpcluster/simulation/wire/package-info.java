/**
 * Runs a notifier against subscribers, and a subscriber against notifiers, over a simulated network
 * in virtual time, and checks each message against a model of RFC 6665 and RFC 6446 that shares no
 * code with them. Read {@link io.github.esrpcluster.simulation.wire.WireRun} first, then {@code
 * WireChecker}.
 */
@NullMarked
package io.github.esrpcluster.simulation.wire;

import org.jspecify.annotations.NullMarked;
