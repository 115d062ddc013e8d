package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.Test;

/** Operations on many keys, some of which fail. */
class BulkTest extends SpecTest {

  /** Writes and deletes all but what begins with "bad", then fails if there was any. */
  private static final class PartialWriter implements CacheWriter<String, String> {
    final Map<String, String> written = new TreeMap<>();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.removeIf(
          entry -> {
            boolean good = !entry.getKey().startsWith("bad");
            if (good) {
              write(entry);
            }
            return good;
          });
      failUnlessEmpty(entries);
    }

    @Override
    public void delete(Object key) {
      written.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.removeIf(
          key -> {
            boolean good = !key.toString().startsWith("bad");
            if (good) {
              delete(key);
            }
            return good;
          });
      failUnlessEmpty(keys);
    }

    private static void failUnlessEmpty(Collection<?> left) {
      if (!left.isEmpty()) {
        throw new IllegalStateException("on purpose: " + left);
      }
    }
  }

  private Cache<String, String> writing(PartialWriter writer) {
    MutableConfiguration<String, String> configuration = strings().setWriteThrough(true);
    return cache(configuration.setCacheWriterFactory(() -> writer).setStatisticsEnabled(true));
  }

  @Test
  void putAll_writerFailsPartly_storesWrittenKeys() {
    PartialWriter writer = new PartialWriter();
    Cache<String, String> cache = writing(writer);
    EventLog log = new EventLog();
    cache.registerCacheEntryListener(log.configuration(true));
    Map<String, String> entries = new TreeMap<>(Map.of("a", "1", "bad", "2", "c", "3"));
    assertThrows(CacheWriterException.class, () -> cache.putAll(entries));
    assertThat(cache.getAll(Set.of("a", "bad", "c")), is(Map.of("a", "1", "c", "3")));
    assertThat(writer.written, is(Map.of("a", "1", "c", "3")));
    assertThat(log.lines().size(), is(2));
    assertThat(Figures.of(cache).puts(), is(2L));
    assertThat(entries.size(), is(3));
  }

  @Test
  void removeAll_writerFailsPartly_removesDeletedKeys() {
    PartialWriter writer = new PartialWriter();
    Cache<String, String> cache = writing(writer);
    cache.put("a", "1");
    cache.put("bad", "2");
    cache.put("c", "3");
    assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of("a", "bad")));
    assertThat(cache.getAll(Set.of("a", "bad", "c")), is(Map.of("bad", "2", "c", "3")));
    assertThrows(CacheWriterException.class, cache::removeAll);
    assertThat(cache.getAll(Set.of("a", "bad", "c")), is(Map.of("bad", "2")));
    assertThat(writer.written, is(Map.of("bad", "2")));
    assertThat(Figures.of(cache).removals(), is(2L));
  }

  @Test
  void invokeAll_oneProcessorFails_othersComplete() {
    Cache<String, String> cache = cache(strings());
    cache.putAll(Map.of("a", "1", "bad", "2", "none", "3"));
    Map<String, EntryProcessorResult<String>> results =
        cache.invokeAll(
            Set.of("a", "bad", "none"),
            (entry, arguments) -> {
              String value = entry.getValue();
              entry.setValue(value + "!");
              if (entry.getKey().equals("bad")) {
                throw new IllegalStateException("on purpose");
              }
              return entry.getKey().equals("none") ? null : value;
            });
    assertThat(results.keySet(), is(Set.of("a", "bad")));
    assertThat(results.get("a").get(), is("1"));
    EntryProcessorResult<String> bad = results.get("bad");
    var thrown = assertThrows(EntryProcessorException.class, bad::get);
    assertThat(thrown.getCause(), is(instanceOf(IllegalStateException.class)));
    assertThat(
        cache.getAll(Set.of("a", "bad", "none")), is(Map.of("a", "1!", "bad", "2", "none", "3!")));
  }

  /** What a completion listener was told; null for nothing but completion. */
  private static Exception told(Cache<String, String> cache) {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Exception> failure = new AtomicReference<>();
    cache.loadAll(
        Set.of("a", "b"),
        true,
        new CompletionListener() {
          @Override
          public void onCompletion() {
            done.countDown();
          }

          @Override
          public void onException(Exception e) {
            failure.set(e);
            done.countDown();
          }
        });
    await(done);
    return failure.get();
  }

  private Cache<String, String> loading(Function<String, String> function) {
    MutableConfiguration<String, String> configuration = strings();
    return cache(configuration.setCacheLoaderFactory(() -> new MapLoader<>(function)));
  }

  @Test
  void loadAll_loaderThrows_listenerGetsTheException() {
    RuntimeException failure = new IllegalStateException("on purpose");
    Exception told =
        told(
            loading(
                key -> {
                  throw failure;
                }));
    assertThat(told, is(instanceOf(CacheLoaderException.class)));
    assertThat(told.getCause(), is(sameInstance(failure)));
  }

  @Test
  void loadAll_loaderThrowsError_listenerGetsItAndKeyIsFree() {
    Cache<String, String> cache =
        loading(
            key -> {
              throw new AssertionError("on purpose");
            });
    assertThat(told(cache), is(instanceOf(CacheException.class)));
    cache.put("a", "fine");
    assertThat(cache.get("a"), is("fine"));
  }

  @Test
  void loadAll_managerCloses_listenersComplete() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Cache<String, String> cache =
        loading(
            key -> {
              begun.countDown();
              await(released);
              return "v";
            });
    // More than there can be threads for: some wait in the queue when the manager closes.
    int calls = 200;
    CountDownLatch told = new CountDownLatch(calls);
    CompletionListener listener =
        new CompletionListener() {
          @Override
          public void onCompletion() {
            told.countDown();
          }

          @Override
          public void onException(Exception e) {
            told.countDown();
          }
        };
    for (int i = 0; i < calls; i++) {
      cache.loadAll(Set.of("k" + i), false, listener);
    }
    await(begun);
    provider.manager().close();
    released.countDown();
    await(told);
  }

  /** Deletes nothing, and keeps and changes the keys that it was given. */
  private static final class Spoiling implements CacheWriter<Box, String> {
    @Override
    public void write(Cache.Entry<? extends Box, ? extends String> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Box, ? extends String>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(key -> ((Box) key).text = "spoiled");
      throw new CacheWriterException("on purpose");
    }
  }

  @Test
  void removeAll_writerMutatesKeys_keepsTheCachesKeys() {
    Cache<Box, String> cache =
        cache(
            typed(Box.class, String.class)
                .setWriteThrough(true)
                .setCacheWriterFactory(Spoiling::new));
    cache.put(new Box("1"), "1");
    assertThrows(CacheWriterException.class, cache::removeAll);
    assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of(new Box("1"))));
    List<Box> keys = new ArrayList<>();
    cache.put(new Box("1"), "2");
    cache.forEach(entry -> keys.add(entry.getKey()));
    assertThat(keys, is(List.of(new Box("1"))));
  }

  @Test
  void bulk_listenerThrows_throwsAfterAllKeys() {
    EventLog failing =
        new EventLog(
            event -> {
              throw new IllegalStateException("on purpose: " + event.getKey());
            });
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(failing.configuration(true));
    Map<String, String> entries = new TreeMap<>(Map.of("a", "1", "b", "2"));
    var atPut = assertThrows(CacheEntryListenerException.class, () -> cache.putAll(entries));
    assertThat(atPut.getCause().getMessage(), is("on purpose: a"));
    assertThat(cache.getAll(entries.keySet()), is(entries));
    assertThrows(
        CacheEntryListenerException.class, () -> cache.removeAll(Set.copyOf(entries.keySet())));
    assertThat(cache.iterator().hasNext(), is(false));
  }
}
