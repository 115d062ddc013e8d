package dev.larder.spec;

import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;

/** A writer that counts the keys that it writes or deletes, and does nothing else. */
public final class CountingWriter extends UserStore<Object, Object> {
  public final AtomicInteger calls = new AtomicInteger();

  @Override
  public void write(Cache.Entry<?, ?> entry) {
    calls.incrementAndGet();
  }

  @Override
  public void delete(Object key) {
    calls.incrementAndGet();
  }
}
