package dev.larder.benchmarks.subject;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A limit: the textbook's LRU, in access order and behind one lock. */
public final class LinkedHashMapOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return new MapTarget(Collections.synchronizedMap(new Bounded(spec.maximum())));
  }

  private static final class Bounded extends LinkedHashMap<Integer, Object> {
    private static final long serialVersionUID = 1;
    private final long maximum;

    Bounded(long maximum) {
      super(16, 0.75f, true);
      this.maximum = maximum;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Object> eldest) {
      return size() > maximum;
    }
  }
}
