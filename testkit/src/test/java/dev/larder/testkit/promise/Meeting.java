package dev.larder.testkit.promise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a thread between two steps until another thread is between the same steps for the same key.
 * Both then continue with stale values. So the race occurs on any machine.
 */
final class Meeting {
  private final Map<Object, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger left;
  private final long millis;

  private Meeting(int most, long millis) {
    this.left = new AtomicInteger(most);
    this.millis = millis;
  }

  /** For a step that all threads of a probe reach for each key. A few meetings show the flaw. */
  static Meeting ofAll() {
    return new Meeting(5, 5_000);
  }

  /** For a step that other threads may not reach; no thread waits for long. */
  static Meeting ofSome() {
    return new Meeting(Integer.MAX_VALUE, 20);
  }

  /** Waits for another thread, unless enough threads have met already. */
  void await(Object key) {
    if (left.get() <= 0) {
      return;
    }
    CountDownLatch mine = new CountDownLatch(1);
    CountDownLatch other = waiting.putIfAbsent(key, mine);
    if (other == null) {
      await(mine);
      waiting.remove(key, mine);
    } else if (waiting.remove(key, other)) {
      left.decrementAndGet();
      other.countDown();
    }
  }

  private void await(CountDownLatch latch) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
