package dev.larder.spec;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.TestProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of caches: with a provider of its own, whose clock the test advances, and a watchdog. */
@ExtendWith(Watchdog.class)
public abstract class SpecTest {
  protected final TestProvider provider = new TestProvider();

  @AfterEach
  void closeTheProvider() {
    provider.close();
  }

  protected static <K, V> MutableConfiguration<K, V> typed(Class<K> keys, Class<V> values) {
    return new MutableConfiguration<K, V>().setTypes(keys, values);
  }

  protected static MutableConfiguration<String, String> strings() {
    return typed(String.class, String.class);
  }

  protected static LarderConfigurationBuilder<String, String> builder() {
    return LarderConfiguration.builder(String.class, String.class);
  }

  /** Creates the cache under test, named 'spec'. */
  protected <K, V> Cache<K, V> cache(Configuration<K, V> configuration) {
    return provider.cache("spec", configuration);
  }

  protected <K, V> Cache<K, V> cache(LarderConfigurationBuilder<K, V> builder) {
    return cache(builder.build());
  }

  protected static LarderCacheMXBean bean(Cache<?, ?> cache) {
    return cache.unwrap(LarderCacheMXBean.class);
  }

  protected static <K, V> Map<K, V> entries(Cache<K, V> cache) {
    Map<K, V> entries = new HashMap<>();
    cache.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  protected void advance(Duration duration) {
    provider.ticker().advance(duration);
  }

  protected void seconds(long seconds) {
    advance(Duration.ofSeconds(seconds));
  }

  /** Waits at most 20 seconds. */
  protected static void await(CountDownLatch latch) {
    Together.await(latch);
  }

  /** Loads keys, replaces present values, and waits for the end. Throws what the listener gets. */
  protected static <K> void loadAll(Cache<K, ?> cache, Set<K> keys) {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(keys, true, done);
    await(done);
  }

  /** Waits at most 20 seconds. Throws what the listener gets. */
  protected static void await(CompletionListenerFuture done) {
    try {
      done.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw Rethrow.asIs(e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Throws, in place of any user code. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
  protected static <T> T fail(Object... ignored) {
    throw new IllegalStateException("on purpose");
  }

  protected static <K, V> EntryProcessor<K, V, Object> setting(V value) {
    return (entry, arguments) -> {
      entry.setValue(value);
      return null;
    };
  }

  /** A registration without a filter that requires the old value. */
  protected static <K, V> MutableCacheEntryListenerConfiguration<K, V> listening(
      CacheEntryListener<K, V> listener, boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, synchronous);
  }

  /** A check of two named values. */
  protected interface Check<A, B> {
    void run(A first, B second) throws Exception;
  }

  /** One test for each combination of two named values. */
  protected static <A, B> Stream<DynamicTest> tests(
      Map<String, A> firsts, Map<String, B> seconds, Check<A, B> check) {
    return firsts.keySet().stream()
        .flatMap(
            first ->
                seconds.keySet().stream()
                    .map(
                        second ->
                            DynamicTest.dynamicTest(
                                first + ", " + second,
                                () -> check.run(firsts.get(first), seconds.get(second)))));
  }

  protected static <A> Stream<DynamicTest> tests(Map<String, A> values, CheckOne<A> check) {
    return values.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check.run(values.get(name))));
  }

  /** A check of one named value. */
  protected interface CheckOne<A> {
    void run(A value) throws Exception;
  }
}
