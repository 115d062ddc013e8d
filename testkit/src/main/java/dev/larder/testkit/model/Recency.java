package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model of the bound: least recently used first. */
final class Recency {
  /** The weights, the least recently used key first. */
  private final Map<Integer, Integer> weights = new LinkedHashMap<>();

  private final boolean bounded;
  private long maximum;

  Recency(Bound bound) {
    this.bounded = bound.kind() != Bound.Kind.NONE;
    this.maximum = bound.maximum();
  }

  void forget(int key) {
    weights.remove(key);
  }

  void clear() {
    weights.clear();
  }

  /**
   * A key was used, or is gone.
   *
   * @param weight null if it is gone
   * @param busy the keys that the operation still works on, which cannot be evicted meanwhile
   * @return who has to go
   */
  List<Integer> used(int key, @Nullable Integer weight, Set<Integer> busy) {
    weights.remove(key);
    if (weight == null) {
      return evict(busy);
    }
    if (bounded && weight > maximum) {
      // It is given up by itself, not all others for it.
      return List.of(key);
    }
    weights.put(key, weight);
    return evict(busy);
  }

  List<Integer> resize(long newMaximum) {
    maximum = newMaximum;
    return evict(Set.of());
  }

  private List<Integer> evict(Set<Integer> busy) {
    List<Integer> victims = new ArrayList<>();
    for (int key : List.copyOf(weights.keySet())) {
      if (!isOver()) {
        break;
      }
      if (busy.contains(key)) {
        // In use, so it counts as used.
        weights.put(key, weights.remove(key));
      } else {
        weights.remove(key);
        victims.add(key);
      }
    }
    return victims;
  }

  private boolean isOver() {
    return bounded && weights.values().stream().mapToLong(Integer::longValue).sum() > maximum;
  }
}
