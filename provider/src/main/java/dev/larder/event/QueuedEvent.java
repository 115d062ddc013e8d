package dev.larder.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What one change of one entry has to tell, in a place in its key's queue. */
public final class QueuedEvent<K, V> {
  final List<CacheChangeEvent<K, V>> occurrences;
  final Map<CacheChangeEvent.Kind, List<Registration<K, V>>> targets;
  final KeyQueue<K, V> queue;

  /** The one behind it; guarded by the queue. */
  @Nullable QueuedEvent<K, V> next;

  // Written by whoever delivers, before it lets go of the queue's lock.
  volatile boolean done;

  /** Set by a poster who does not stay to see what becomes of it: a failure is logged then. */
  volatile boolean leftBehind;

  volatile @Nullable Throwable failure;

  private static final int NOT_COUNTED = 0;
  private static final int COUNTED = 1;
  private static final int MADE = 2;

  @SuppressWarnings("rawtypes") // an updater knows the class alone
  private static final AtomicIntegerFieldUpdater<QueuedEvent> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(QueuedEvent.class, "count");

  /** Whether it takes a place in the queue although it is for synchronous listeners. */
  @SuppressWarnings("UnusedVariable") // the updater reads it
  private volatile int count = NOT_COUNTED;

  QueuedEvent(
      List<CacheChangeEvent<K, V>> occurrences,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> targets,
      KeyQueue<K, V> queue) {
    this.occurrences = occurrences;
    this.targets = targets;
    this.queue = queue;
  }

  /** Has it take a place in the queue; false if it has been made already. */
  boolean count() {
    return COUNT.compareAndSet(this, NOT_COUNTED, COUNTED);
  }

  /** It has been made: whether it gives up a place in the queue. */
  boolean uncount() {
    return COUNT.getAndSet(this, MADE) == COUNTED;
  }
}
