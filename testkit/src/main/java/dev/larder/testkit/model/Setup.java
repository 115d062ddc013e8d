package dev.larder.testkit.model;

import java.util.List;

/** A configuration, by dimension. */
record Setup(
    ExpirySetup expiry,
    Integration integration,
    List<ListenerSetup> listeners,
    Storage storage,
    boolean statistics) {

  /** The form in which values are stored, and the bound. */
  record Storage(boolean byValue, Bound bound) {
    static final Storage PLAIN = new Storage(false, Bound.NONE);
  }

  Setup {
    listeners = List.copyOf(listeners);
  }

  Setup with(ExpirySetup other) {
    return new Setup(other, integration, listeners, storage, statistics);
  }

  Setup with(Integration other) {
    return new Setup(expiry, other, listeners, storage, statistics);
  }

  Setup with(List<ListenerSetup> others) {
    return new Setup(expiry, integration, others, storage, statistics);
  }

  Setup with(Storage other) {
    return new Setup(expiry, integration, listeners, other, statistics);
  }

  Setup withoutStatistics() {
    return new Setup(expiry, integration, listeners, storage, false);
  }
}
