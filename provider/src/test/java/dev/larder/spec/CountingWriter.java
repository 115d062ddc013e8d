package dev.larder.spec;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that counts its calls, and does nothing else. */
final class CountingWriter implements CacheWriter<String, String> {
  final AtomicInteger calls = new AtomicInteger();

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    calls.incrementAndGet();
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
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
