package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EntryExpiry;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.spec.Eventually;
import dev.larder.spec.SpecTest;
import dev.larder.spec.UserStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages and log records about keys and values of a megabyte do not contain them. */
class HugeEntriesInMessagesTest extends SpecTest {
  /** The limit of a message, in characters. */
  private static final int LONGEST = 1_000;

  private final Logged logged = new Logged("dev.larder");

  @AfterEach
  void closeAndReadTheLog() {
    provider.close();
    logged.close();
    for (LogRecord line : logged.records()) {
      assertThat(line.getMessage().length(), is(lessThan(LONGEST)));
      requireShort(line.getThrown());
    }
  }

  private static LarderConfigurationBuilder<Object, Object> builder(Huge kind) {
    return LarderConfiguration.builder(kind.type(), kind.type());
  }

  private static void requireShort(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString().length(), is(lessThan(LONGEST)));
      for (Throwable suppressed : cause.getSuppressed()) {
        requireShort(suppressed);
      }
    }
  }

  /** Requires that each call fails with a short message. */
  private static <K, V> void requireShort(Cache<K, V> cache, List<Consumer<Cache<K, V>>> calls) {
    for (Consumer<Cache<K, V>> call : calls) {
      requireShort(assertThrows(RuntimeException.class, () -> call.accept(cache)));
    }
  }

  @ParameterizedTest
  @EnumSource(Huge.class)
  @SuppressWarnings({"unchecked", "rawtypes"})
  void message_wrongType_omitsTheObject(Huge kind) {
    Object huge = kind.make(1);
    for (boolean byValue : new boolean[] {true, false}) {
      var configuration = LarderConfiguration.builder(Integer.class, Integer.class).build();
      configuration.setStoreByValue(byValue);
      try (Cache cache = provider.cache("cache", configuration)) {
        requireShort(
            (Cache<Object, Object>) cache,
            List.of(
                it -> it.get(huge),
                it -> it.getAll(Set.of(huge)),
                it -> it.put(huge, 1),
                it -> it.put(1, huge),
                it -> it.putAll(Map.of(1, huge)),
                it -> it.replace(1, 1, huge),
                it -> it.remove(1, huge),
                it -> it.removeAll(Set.of(huge)),
                it -> it.invoke(huge, SpecTest::fail),
                it -> it.invoke(1, (entry, any) -> set(entry::setValue, huge))));
      }
    }
  }

  private static Object set(Consumer<Object> setter, Object value) {
    setter.accept(value);
    return null;
  }

  @ParameterizedTest
  @EnumSource(Huge.class)
  void message_loaderWriterOrProcessorFails_omitsTheObject(Huge kind) {
    var configuration = builder(kind).loader(new Failing()).writer(new Failing()).build();
    Cache<Object, Object> cache = provider.cache("cache", configuration);
    Object key = kind.make(1);
    Object value = kind.make(2);
    EntryProcessor<Object, Object, Object> failing = SpecTest::fail;
    requireShort(
        cache,
        List.of(
            it -> it.get(key),
            it -> it.getAll(Set.of(key)),
            it -> it.put(key, value),
            it -> it.put(key, null),
            it -> it.putAll(Map.of(key, value)),
            it -> it.remove(key),
            it -> it.removeAll(Set.of(key)),
            it -> it.invoke(key, failing),
            it -> it.invokeAll(Set.of(key), failing).get(key).get(),
            it -> it.invoke(key, (entry, any) -> entry.getValue()),
            it -> it.invoke(key, (entry, any) -> it.getAndPut(key, value))));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(key), true, done);
    requireShort(assertThrows(Exception.class, () -> done.get(20, TimeUnit.SECONDS)));
    cache.loadAll(Set.of(key), true, null);
    Eventually.isTrue("a warning", () -> logged.warnings() == 1);
    cache.close();
    requireShort(cache, List.of(it -> it.get(key), it -> it.put(key, value)));
  }

  @ParameterizedTest
  @EnumSource(Huge.class)
  void message_listenerWeigherOrCopierFails_omitsTheObject(Huge kind) {
    var builders =
        List.of(
            builder(kind).listener(failingListener(true)),
            builder(kind).maximumWeight(1, (key, value) -> -1),
            builder(kind).keyCopier(SpecTest::fail),
            builder(kind).valueCopier(SpecTest::fail));
    // Immutable objects are not copied.
    int used = kind == Huge.STRING ? 2 : 4;
    for (var builder : builders.subList(0, used)) {
      try (Cache<Object, Object> cache = provider.cache("cache", builder.build())) {
        requireShort(cache, List.of(it -> it.put(kind.make(1), kind.make(2))));
      }
    }
  }

  private static MutableCacheEntryListenerConfiguration<Object, Object> failingListener(
      boolean synchronous) {
    CacheEntryCreatedListener<Object, Object> failing = SpecTest::fail;
    return listening(failing, synchronous);
  }

  @ParameterizedTest
  @EnumSource(Huge.class)
  void log_backgroundFailure_omitsTheObject(Huge kind) {
    EntryExpiry<Object, Object> failing = (key, value) -> (java.time.Duration) fail(key);
    Cache<Object, Object> cache =
        provider.cache(
            "cache", builder(kind).entryExpiry(failing).listener(failingListener(false)).build());
    cache.put(kind.make(1), kind.make(2));
    Eventually.isTrue("policy and listener are logged", () -> logged.warnings() == 2);
  }

  @Test
  void message_notSerializable_omitsTheObject() {
    Cache<Object, Object> cache = provider.cache("cache", new MutableConfiguration<>());
    Object key = new Unserializable();
    requireShort(cache, List.of(it -> it.put(key, 1), it -> it.put(1, key)));
  }

  private static final class Unserializable {
    @Override
    public String toString() {
      return "u".repeat(Huge.SIZE);
    }
  }

  private static final class Failing extends UserStore<Object, Object> {
    @Override
    public Object load(Object key) {
      return fail(key);
    }

    @Override
    public void write(Cache.Entry<?, ?> entry) {
      fail(entry);
    }

    @Override
    public void delete(Object key) {
      fail(key);
    }
  }
}
