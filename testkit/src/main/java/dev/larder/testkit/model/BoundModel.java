package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model of the bound, which evicts the least recently used entry first. */
final class BoundModel {
  /** The weights, with the least recently used key first. */
  private final Map<Integer, Integer> weights = new LinkedHashMap<>();

  private final boolean bounded;
  private long maximum;

  BoundModel(Bound bound) {
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
   * Records the use or the removal of a key.
   *
   * @param weight the entry's weight, or null if it is removed
   * @param busy the keys in use by the operation, which cannot be evicted
   * @return the evicted keys
   */
  List<Integer> used(int key, @Nullable Integer weight, Set<Integer> busy) {
    weights.remove(key);
    if (weight == null) {
      return evict(busy);
    }
    if (bounded && weight > maximum) {
      // An entry heavier than the bound is evicted alone.
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
        // A key in use counts as recently used.
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
