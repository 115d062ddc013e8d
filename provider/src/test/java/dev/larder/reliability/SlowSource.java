package dev.larder.reliability;

import dev.larder.spec.UserStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;

/**
 * A loader, writer and processor that blocks for keys named slow, from the start of blocking until
 * its release.
 */
final class SlowSource extends UserStore<FailingKey, FailingValue> {
  static final String NAME = "slow";

  final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean slow;

  void becomeSlow() {
    slow = true;
  }

  void release() {
    released.countDown();
  }

  /** Returns the number of blocked calls. */
  int inside() {
    return inside.get();
  }

  private void pass(FailingKey key) {
    if (!slow || !key.name().startsWith(NAME)) {
      return;
    }
    inside.incrementAndGet();
    begun.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      inside.decrementAndGet();
    }
  }

  Object process(MutableEntry<FailingKey, FailingValue> entry, Object... arguments) {
    pass(entry.getKey());
    entry.setValue(new FailingValue(CacheOperation.FRESH));
    return null;
  }

  @Override
  public FailingValue load(FailingKey key) {
    pass(key);
    return new FailingValue(CacheOperation.FRESH);
  }

  @Override
  public void write(Cache.Entry<? extends FailingKey, ? extends FailingValue> entry) {
    pass(entry.getKey());
  }

  @Override
  public void delete(Object key) {
    pass((FailingKey) key);
  }
}
