package dev.larder.reliability;

import dev.larder.spec.UserStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;

/** A store of record whose calls may fail. */
final class StoreOfRecord extends UserStore<FailingKey, FailingValue> {
  private final Map<String, String> byName = new ConcurrentHashMap<>();

  String of(FailingKey key) {
    return byName.get(key.name());
  }

  void set(FailingKey key, String text) {
    if (text == null) {
      byName.remove(key.name());
    } else {
      byName.put(key.name(), text);
    }
  }

  @Override
  public FailingValue load(FailingKey key) {
    UserCall.LOADER.called();
    String text = of(key);
    return text == null ? null : new FailingValue(text);
  }

  @Override
  public void write(Cache.Entry<? extends FailingKey, ? extends FailingValue> entry) {
    UserCall.WRITER.called();
    set(entry.getKey(), entry.getValue().text());
  }

  @Override
  public void delete(Object key) {
    UserCall.WRITER.called();
    set((FailingKey) key, null);
  }
}
