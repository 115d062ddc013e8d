package dev.larder;

import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A cache writer that calls two functions. It is serializable if they are. */
record FunctionWriter<K, V>(BiConsumer<? super K, ? super V> store, Consumer<? super K> remove)
    implements CacheWriter<K, V>, Serializable {
  @Override
  public void write(Cache.Entry<? extends K, ? extends V> entry) {
    store.accept(entry.getKey(), entry.getValue());
  }

  /** Removes each entry from the collection once it is written, as the specification requires. */
  @Override
  public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
    Iterator<Cache.Entry<? extends K, ? extends V>> each = entries.iterator();
    while (each.hasNext()) {
      write(each.next());
      each.remove();
    }
  }

  @Override
  public void delete(Object key) {
    @SuppressWarnings("unchecked") // the cache passes its own keys
    K own = (K) key;
    remove.accept(own);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    Iterator<?> each = keys.iterator();
    while (each.hasNext()) {
      delete(each.next());
      each.remove();
    }
  }
}
