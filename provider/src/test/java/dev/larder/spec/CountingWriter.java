package dev.larder.spec;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that counts its calls, and does nothing else. */
final class CountingWriter implements CacheWriter<Object, Object> {
  final AtomicInteger calls = new AtomicInteger();

  @Override
  public void write(Cache.Entry<?, ?> entry) {
    calls.incrementAndGet();
  }

  @Override
  public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
    calls.incrementAndGet();
  }

  @Override
  public void delete(Object key) {
    calls.incrementAndGet();
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    calls.incrementAndGet();
  }
}
