package dev.larder.reliability;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.MutableEntry;

/**
 * A loader, writer and processor that takes its time for keys that are named slow, once it is told
 * to: until it is released.
 */
final class SlowSource implements CacheLoader<Key, Payload>, CacheWriter<Key, Payload> {
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

  /** How many calls are taking their time now. */
  int inside() {
    return inside.get();
  }

  private void pass(Key key) {
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

  Object process(MutableEntry<Key, Payload> entry, Object... arguments) {
    pass(entry.getKey());
    entry.setValue(new Payload(Call.FRESH));
    return null;
  }

  @Override
  public Payload load(Key key) {
    pass(key);
    return new Payload(Call.FRESH);
  }

  @Override
  public Map<Key, Payload> loadAll(Iterable<? extends Key> keys) {
    Map<Key, Payload> loaded = new HashMap<>();
    keys.forEach(key -> loaded.put(key, load(key)));
    return loaded;
  }

  @Override
  public void write(Cache.Entry<? extends Key, ? extends Payload> entry) {
    pass(entry.getKey());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Key, ? extends Payload>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    pass((Key) key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
    keys.clear();
  }
}
