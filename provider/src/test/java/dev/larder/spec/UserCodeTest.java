package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that fails, blocks, or closes what it runs in: the cache stays whole. */
class UserCodeTest extends SpecTest {

  @Test
  void put_valueCopierThrows_keepsTheEntry() {
    Cache<String, StringBuilder> cache =
        cache(
            LarderConfiguration.builder(String.class, StringBuilder.class)
                .valueCopier(UserCodeTest::copyUnlessBad)
                .build());
    cache.put("k", new StringBuilder("fine"));
    assertThrows(IllegalArgumentException.class, () -> cache.put("k", new StringBuilder("bad")));
    assertThat(cache.get("k").toString(), is("fine"));
  }

  private static StringBuilder copyUnlessBad(StringBuilder original) {
    if (original.toString().equals("bad")) {
      throw new IllegalArgumentException("on purpose");
    }
    return new StringBuilder(original);
  }

  @Test
  void mutableEntry_afterItsProcessor_throws() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    MutableEntry<String, String> kept = cache.invoke("k", (entry, arguments) -> entry);
    assertThrows(IllegalStateException.class, kept::exists);
    assertThrows(IllegalStateException.class, kept::getValue);
    assertThrows(IllegalStateException.class, kept::remove);
    assertThrows(IllegalStateException.class, () -> kept.setValue("w"));
    assertThat(kept.getKey(), is("k"));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void mutableEntry_unwrap_returnsItselfOnly() {
    Cache<String, String> cache = cache(strings());
    boolean itself =
        cache.invoke("k", (entry, arguments) -> entry.unwrap(MutableEntry.class) == entry);
    assertThat(itself, is(true));
    assertThrows(
        RuntimeException.class,
        () -> cache.invoke("k", (entry, arguments) -> entry.unwrap(Cache.class)));
  }

  @Test
  void put_weigherFails_writesNothing() {
    List<String> written = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            LarderConfiguration.builder(String.class, String.class)
                .maximumWeight(10, (key, value) -> value.equals("bad") ? -1 : 1)
                .writer(new NotingWriter(written))
                .build());
    assertThrows(RuntimeException.class, () -> cache.put("k", "bad"));
    assertThat(cache.get("k"), is(nullValue()));
    assertThat(written, is(empty()));
  }

  private record NotingWriter(List<String> written) implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.add(entry.getKey());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }

  @Test
  void invoke_processorThrowsError_freesTheKey() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    assertThrows(
        StackOverflowError.class,
        () ->
            cache.invoke(
                "k",
                (entry, arguments) -> {
                  entry.setValue("w");
                  throw new StackOverflowError("on purpose");
                }));
    List<Object> found = Together.values(Together.run(1, thread -> cache.get("k")));
    assertThat(found, is(List.of("v")));
    Together.values(Together.run(1, thread -> cache.putIfAbsent("k", "w")));
  }

  @Test
  void invoke_entryProcessorException_isNotWrappedTwice() {
    Cache<String, String> cache = cache(strings());
    EntryProcessorException own = new EntryProcessorException("on purpose");
    var thrown =
        assertThrows(
            EntryProcessorException.class,
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      throw own;
                    }));
    assertThat(thrown == own || thrown.getCause() == own, is(true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listener_closesItsCache_ends(boolean synchronous) {
    Cache<String, String> cache = cache(strings());
    EventLog log = new EventLog(event -> event.getSource().close());
    cache.registerCacheEntryListener(log.configuration(synchronous));
    Together.values(Together.run(1, thread -> cache.putIfAbsent("k", "v")));
    Eventually.isTrue("the cache is closed", cache::isClosed);
  }

  @Test
  void processor_closesItsCache_completesOrThrows() {
    Cache<String, String> cache = cache(strings());
    List<Together.Outcome> outcomes =
        Together.run(
            1,
            thread ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      cache.close();
                      entry.setValue("v");
                      return "done";
                    }));
    Throwable failure = outcomes.get(0).failure;
    assertThat(failure == null || failure instanceof IllegalStateException, is(true));
    assertThat(cache.isClosed(), is(true));
  }

  @Test
  void put_queueIsFull_endsWhenTheCacheCloses() {
    CountDownLatch released = new CountDownLatch(1);
    EventLog log = new EventLog(event -> await(released));
    Cache<String, String> cache =
        cache(LarderConfiguration.builder(String.class, String.class).listenerQueueSize(2).build());
    cache.registerCacheEntryListener(log.configuration(false));
    Together writer =
        Together.start(
            1,
            thread -> {
              for (int i = 0; i < 10; i++) {
                cache.put("k", "v" + i);
              }
              return true;
            });
    writer.awaitWaiting(0);
    cache.close();
    Throwable failure = writer.end().get(0).failure;
    released.countDown();
    assertThat(failure == null || failure instanceof IllegalStateException, is(true));
  }

  @Test
  void put_queueIsFull_blocksAndLosesNoEvent() {
    CountDownLatch released = new CountDownLatch(1);
    EventLog log = new EventLog(event -> await(released));
    Cache<String, String> cache =
        cache(LarderConfiguration.builder(String.class, String.class).listenerQueueSize(2).build());
    cache.registerCacheEntryListener(log.configuration(false));
    Together writers =
        Together.start(
            4,
            thread -> {
              for (int i = 0; i < 50; i++) {
                cache.put("k" + thread, "v" + i);
              }
              return true;
            });
    writers.awaitWaiting(0);
    released.countDown();
    Together.values(writers.end());
    log.awaitLines(200);
    assertThat(log.lines().size(), is(200));
  }

  @Test
  void iterator_removeTwiceOrFirst_throws() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    assertThrows(IllegalStateException.class, entries::remove);
    assertThat(entries.next(), is(instanceOf(Cache.Entry.class)));
    entries.remove();
    assertThrows(IllegalStateException.class, entries::remove);
    assertThat(cache.containsKey("k"), is(false));
  }
}
