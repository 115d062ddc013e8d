package dev.larder.spec;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** User code that records its calls, and returns or throws what the row's situation asks for. */
final class Recorders {
  private Recorders() {}

  /** While the journal is off: a minute on creation, and nothing else. */
  record Policy(Journal journal, GoldenRow row) implements ExpiryPolicy {
    static final Duration MINUTE = new Duration(TimeUnit.MINUTES, 1);

    @Override
    public Duration getExpiryForCreation() {
      return answer("creation", row.says("nulls") ? null : MINUTE, MINUTE);
    }

    @Override
    public Duration getExpiryForAccess() {
      return answer("access", null, null);
    }

    @Override
    public Duration getExpiryForUpdate() {
      return answer("update", null, null);
    }

    private Duration answer(String call, Duration usual, Duration whileOff) {
      journal.expiry(call);
      if (!journal.isOn()) {
        return whileOff;
      }
      if (row.says("policy-throws")) {
        throw new IllegalStateException("an expiry policy that throws, on purpose");
      }
      return row.says(call + "-zero") ? Duration.ZERO : usual;
    }
  }

  /** While the journal is off: finds nothing. */
  record Loader(Journal journal, GoldenRow row) implements CacheLoader<String, Box> {
    @Override
    public Box load(String key) {
      journal.loader("load");
      return answer();
    }

    @Override
    public Map<String, Box> loadAll(Iterable<? extends String> keys) {
      journal.loader("loadAll");
      Map<String, Box> loaded = new HashMap<>();
      Box value = answer();
      keys.forEach(key -> loaded.put(key, value));
      return loaded;
    }

    private Box answer() {
      if (!journal.isOn() || row.says("loader-null")) {
        return null;
      }
      if (row.says("loader-fails")) {
        throw new IllegalStateException("a loader that fails, on purpose");
      }
      return new Box("loaded");
    }
  }

  /** While the journal is off: writes nothing. */
  static final class Writer extends UserStore<String, Box> {
    private final Journal journal;
    private final GoldenRow row;

    Writer(Journal journal, GoldenRow row) {
      this.journal = journal;
      this.row = row;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Box> entry) {
      call("write(" + entry.getValue() + ")");
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Box>> entries) {
      call("writeAll(" + entries.iterator().next().getValue() + ")");
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      call("delete");
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      call("deleteAll");
      keys.clear();
    }

    private void call(String what) {
      journal.writer(what);
      if (journal.isOn() && row.says("writer-fails")) {
        throw new IllegalStateException("a writer that fails, on purpose");
      }
    }
  }

  /** Records every event: {@code UPDATED(old->new)}. */
  static final class Listener extends AnyEventListener<String, Box> {
    private final Journal journal;

    Listener(Journal journal) {
      this.journal = journal;
    }

    @Override
    protected void onEvent(CacheEntryEvent<? extends String, ? extends Box> event) {
      journal.event(event.getEventType() + "(" + values(event) + ")");
    }
  }
}
