package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.Test;

/** Operations on many keys, some of which fail. */
class BulkTest extends SpecTest {
  /** A writer whose bulk calls skip keys that begin with "bad", and fail if there are any. */
  private static final class PartialWriter extends UserStore<String, String> {
    final Map<String, String> written = new TreeMap<>();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void delete(Object key) {
      written.remove(key);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.stream().filter(entry -> !entry.getKey().startsWith("bad")).forEach(this::write);
      entries.removeIf(entry -> written.containsKey(entry.getKey()));
      failUnlessEmpty(entries);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.stream().filter(key -> !key.toString().startsWith("bad")).forEach(this::delete);
      keys.removeIf(key -> !written.containsKey(key));
      failUnlessEmpty(keys);
    }

    private static void failUnlessEmpty(Collection<?> left) {
      if (!left.isEmpty()) {
        throw new IllegalStateException("on purpose: " + left);
      }
    }
  }

  @Test
  void putAll_writerFailsPartly_storesWrittenKeys() {
    PartialWriter writer = new PartialWriter();
    EventLog log = new EventLog();
    Cache<String, String> cache =
        cache(builder().writer(writer).statistics().listener(log.configuration(true)));
    Map<String, String> entries = new TreeMap<>(Map.of("a", "1", "bad", "2", "c", "3"));
    assertThrows(CacheWriterException.class, () -> cache.putAll(entries));
    assertThat(entries(cache), is(Map.of("a", "1", "c", "3")));
    assertThat(writer.written, is(entries(cache)));
    assertThat(log.lines().size(), is(2));
    assertThat(Figures.of(cache).puts(), is(2L));
    assertThat(entries.size(), is(3));
  }

  @Test
  void removeAll_writerFailsPartly_removesDeletedKeys() {
    PartialWriter writer = new PartialWriter();
    Cache<String, String> cache = cache(builder().writer(writer).statistics());
    cache.put("a", "1");
    cache.put("bad", "2");
    cache.put("c", "3");
    assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of("a", "bad")));
    assertThat(entries(cache), is(Map.of("bad", "2", "c", "3")));
    assertThrows(CacheWriterException.class, cache::removeAll);
    assertThat(entries(cache), is(Map.of("bad", "2")));
    assertThat(writer.written, is(Map.of("bad", "2")));
    assertThat(Figures.of(cache).removals(), is(2L));
  }

  @Test
  void invokeAll_oneProcessorFails_othersComplete() {
    Cache<String, String> cache = cache(strings());
    for (Throwable failure :
        List.of(
            new IllegalStateException("x"), new AssertionError("x"), new StackOverflowError())) {
      cache.putAll(Map.of("a", "1", "bad", "2", "null", "3"));
      Map<String, EntryProcessorResult<String>> results =
          cache.invokeAll(
              Set.of("a", "bad", "null"),
              (entry, arguments) -> {
                String value = entry.getValue();
                entry.setValue(value + "!");
                if (entry.getKey().equals("bad")) {
                  throw Rethrow.asIs(failure);
                }
                return entry.getKey().equals("null") ? null : value;
              });
      assertThat(results.keySet(), is(Set.of("a", "bad")));
      assertThat(results.get("a").get(), is("1"));
      EntryProcessorResult<String> bad = results.get("bad");
      var thrown = assertThrows(EntryProcessorException.class, bad::get);
      assertThat(thrown.getCause(), is(sameInstance(failure)));
      assertThat(entries(cache), is(Map.of("a", "1!", "bad", "2", "null", "3!")));
    }
  }

  @Test
  void bulk_listenerThrows_throwsAfterAllKeys() {
    EventLog failing =
        new EventLog(
            event -> {
              throw new IllegalStateException("on purpose: " + event.getKey());
            });
    Cache<String, String> cache = cache(builder().listener(failing.configuration(true)));
    Map<String, String> entries = new TreeMap<>(Map.of("a", "1", "b", "2"));
    var atPut = assertThrows(CacheEntryListenerException.class, () -> cache.putAll(entries));
    assertThat(atPut.getCause().getMessage(), is("on purpose: a"));
    assertThat(entries(cache), is(entries));
    assertThrows(
        CacheEntryListenerException.class, () -> cache.removeAll(Set.copyOf(entries.keySet())));
    assertThat(entries(cache), is(Map.of()));
  }

  /** A key that another thread holds makes putAll take two rounds. */
  @Test
  void putAll_listenerFailsInFirstRound_writesAllKeys() {
    PartialWriter records = new PartialWriter();
    CacheEntryCreatedListener<String, String> failing = SpecTest::fail;
    Cache<String, String> cache =
        cache(builder().writer(records).listener(listening(failing, true)));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Together holder =
        Together.start(
            1,
            thread ->
                cache.invoke(
                    "c",
                    (entry, any) -> {
                      held.countDown();
                      await(released);
                      return null;
                    }));
    await(held);
    Map<String, String> entries = new TreeMap<>(Map.of("a", "1", "b", "2", "c", "3"));
    Together bulk = Together.start(1, thread -> run(() -> cache.putAll(entries)));
    bulk.awaitWaiting(0);
    released.countDown();
    Together.values(holder.end());
    assertThat(bulk.end().get(0).failure, instanceOf(CacheEntryListenerException.class));
    assertThat(records.written, is(entries));
    assertThat(entries(cache), is(entries));
  }

  private static Object run(Runnable operation) {
    operation.run();
    return null;
  }

  /** A key copier that fails once. */
  @Test
  void putAll_keyCopierFails_leavesNoKeyLocked() {
    AtomicBoolean fails = new AtomicBoolean();
    CacheEntryRemovedListener<StringBuilder, String> listener = events -> {};
    Cache<StringBuilder, String> cache =
        cache(
            LarderConfiguration.builder(StringBuilder.class, String.class)
                .keyCopier(key -> fails.getAndSet(false) ? fail() : key)
                .writer(new CountingWriter())
                .listener(listening(listener, true)));
    StringBuilder key = new StringBuilder("key");
    cache.put(key, "old");
    fails.set(true);
    assertThrows(IllegalStateException.class, () -> cache.putAll(Map.of(key, "new")));
    cache.put(key, "newer");
    assertThat(cache.get(key), is("newer"));
    assertThat(cache.remove(key), is(true));
  }
}
