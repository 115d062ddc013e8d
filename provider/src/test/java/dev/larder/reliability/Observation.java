package dev.larder.reliability;

import dev.larder.spec.Figures;
import java.util.List;

/** The observed effects of an operation. */
record Observation(
    KeyState key,
    KeyState other,
    Figures figures,
    List<String> events,
    Throwable failure,
    boolean failureThrown) {

  /** What the cache and the store of record have for a key, null for nothing. */
  record KeyState(String cached, String recorded) {}
}
