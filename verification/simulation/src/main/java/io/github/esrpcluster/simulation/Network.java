package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries messages from nodes to the manager: loses, delays, duplicates and reorders them. */
final class Network {
  /** Lists what happens to a message. */
  enum Fate {
    ARRIVES,
    LOST,
    DELAYED,
    DUPLICATED
  }

  private static final int MOST = 20;

  private final Ledger ledger;
  private final Consumer<Message> manager;
  private final List<Message> inFlight = new ArrayList<>();

  Network(Ledger ledger, Consumer<Message> manager) {
    this.ledger = ledger;
    this.manager = manager;
  }

  void send(Message message, Fate fate) {
    switch (fate) {
      case ARRIVES -> manager.accept(message);
      case LOST -> ledger.injected(Fault.MESSAGE_LOST);
      case DELAYED -> keep(message);
      case DUPLICATED -> {
        ledger.injected(Fault.MESSAGE_DUPLICATED);
        manager.accept(message);
        keep(message);
      }
    }
  }

  private void keep(Message message) {
    inFlight.add(message);
    if (inFlight.size() > MOST) {
      inFlight.remove(0);
      ledger.injected(Fault.MESSAGE_LOST);
    }
  }

  /** The message at this place in the queue arrives at last, before older ones if not the first. */
  void arrive(int place) {
    if (!inFlight.isEmpty()) {
      int index = place % inFlight.size();
      ledger.injected(index == 0 ? Fault.MESSAGE_LATE : Fault.MESSAGE_REORDERED);
      manager.accept(inFlight.remove(index));
    }
  }
}
