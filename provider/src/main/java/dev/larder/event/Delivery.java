package dev.larder.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one change of one entry has to tell, in a place in its key's queue. */
public final class Delivery<K, V> {
  final List<Occurrence<K, V>> occurrences;
  final Map<Occurrence.Kind, List<Registration<K, V>>> targets;
  final KeyQueue<K, V> queue;

  /** The one behind it; guarded by the queue. */
  @Nullable Delivery<K, V> next;

  // Written by whoever delivers, before it lets go of the queue's lock.
  volatile boolean done;

  /** Set by a poster who does not stay to see what becomes of it: a failure is logged then. */
  volatile boolean leftBehind;

  volatile @Nullable Throwable failure;

  Delivery(
      List<Occurrence<K, V>> occurrences,
      Map<Occurrence.Kind, List<Registration<K, V>>> targets,
      KeyQueue<K, V> queue) {
    this.occurrences = occurrences;
    this.targets = targets;
    this.queue = queue;
  }
}
