package dev.larder.reliability;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that writes nothing, so that keys are claimed, and says that it has. */
final class Unwritten implements CacheWriter<Object, Object> {
  @Override
  public void write(Cache.Entry<?, ?> entry) {}

  @Override
  public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
    entries.clear();
  }

  @Override
  public void delete(Object key) {}

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.clear();
  }
}
