package dev.larder.testkit.promise;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.testkit.promise.Flawed.Flaw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListener;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Shows its flaw to each probe that none of the compared providers has failed so far. */
class FlawsTest {
  private final Map<String, CachingProvider> flawed = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyFlawIsFound() {
    atomicity();
    events();
    expiry();
    loads();
    writes();
    rest();
    return flawed.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(), () -> assertFound(one.getKey(), one.getValue())));
  }

  private static void assertFound(String sentence, CachingProvider provider) {
    Promise promise =
        Promises.all().stream()
            .filter(each -> each.sentence().equals(sentence))
            .findFirst()
            .orElseThrow();
    boolean hangs = sentence.startsWith("close ends");
    Verdict.Kind expected = hangs ? Verdict.Kind.HANGS : Verdict.Kind.BROKEN;
    Verdict verdict = Found.within(promise, provider, expected);
    assertThat(verdict.detail(), verdict.kind(), is(expected));
  }

  private void method(String sentence, String method, int parameters, Flaw flaw) {
    flawed.put(sentence, Flawed.provider(method, parameters, flaw));
  }

  private void configured(String sentence, Consumer<MutableConfiguration<Object, Object>> flaw) {
    flawed.put(sentence, Flawed.configured(flaw));
  }

  private void atomicity() {
    Meeting replacing = Meeting.ofAll();
    Meeting taking = Meeting.ofAll();
    Meeting exchanging = Meeting.ofAll();
    Meeting removing = Meeting.ofAll();
    method(
        "replace(k, old, new) loses no update",
        "replace",
        3,
        (cache, arguments) -> {
          boolean same = Objects.equals(cache.get(arguments[0]), arguments[1]);
          if (same) {
            replacing.await(arguments[0]);
          }
          return same && cache.replace(arguments[0], arguments[2]);
        });
    method(
        "getAndRemove has one taker",
        "getAndRemove",
        1,
        (cache, arguments) -> {
          Object old = cache.get(arguments[0]);
          if (old != null) {
            taking.await(arguments[0]);
          }
          cache.remove(arguments[0]);
          return old;
        });
    method(
        "getAndReplace has one taker",
        "getAndReplace",
        2,
        (cache, arguments) -> {
          Object old = cache.get(arguments[0]);
          exchanging.await(arguments[0]);
          cache.replace(arguments[0], arguments[1]);
          return old;
        });
    method(
        "remove(k, old) has one taker",
        "remove",
        2,
        (cache, arguments) -> {
          boolean same = Objects.equals(cache.get(arguments[0]), arguments[1]);
          if (same) {
            removing.await(arguments[0]);
            cache.remove(arguments[0]);
          }
          return same;
        });
  }

  private void events() {
    configured(
        "synchronous events of a key come in order",
        configuration -> relay(configuration, new Swapping(), events -> events));
    configured(
        "UPDATED, REMOVED carry the old value where required",
        configuration -> relay(configuration, Runnable::run, FlawsTest::withoutOldValues));
    configured(
        "EXPIRED is sent once, and not for what is alive",
        configuration ->
            relay(
                configuration,
                task -> {
                  task.run();
                  task.run();
                },
                events -> events));
  }

  /** Swaps every two consecutive events. */
  private static final class Swapping implements Executor {
    private @Nullable Runnable held;

    @Override
    public synchronized void execute(Runnable task) {
      Runnable late = held;
      held = late == null ? task : null;
      if (late != null) {
        task.run();
        late.run();
      }
    }
  }

  private static Iterable<CacheEntryEvent<?, ?>> withoutOldValues(
      Iterable<CacheEntryEvent<?, ?>> events) {
    List<CacheEntryEvent<?, ?>> bare = new ArrayList<>();
    events.forEach(event -> bare.add(new Bare(event)));
    return bare;
  }

  /** An event without an old value. */
  private static final class Bare extends CacheEntryEvent<Object, Object> {
    private static final long serialVersionUID = 1L;
    private final transient CacheEntryEvent<?, ?> event;

    Bare(CacheEntryEvent<?, ?> event) {
      super(event.getSource(), event.getEventType());
      this.event = event;
    }

    @Override
    public Object getKey() {
      return event.getKey();
    }

    @Override
    public Object getValue() {
      return event.getValue();
    }

    @Override
    public @Nullable Object getOldValue() {
      return null;
    }

    @Override
    public boolean isOldValueAvailable() {
      return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return event.unwrap(type);
    }
  }

  @SuppressWarnings("unchecked") // the probes register listeners of this type
  private static void relay(
      MutableConfiguration<Object, Object> configuration,
      Executor executor,
      UnaryOperator<Iterable<CacheEntryEvent<?, ?>>> change) {
    Iterable<CacheEntryListenerConfiguration<Object, Object>> listeners =
        configuration.getCacheEntryListenerConfigurations();
    for (CacheEntryListenerConfiguration<Object, Object> listener : copy(listeners)) {
      configuration.removeCacheEntryListenerConfiguration(listener);
      configuration.addCacheEntryListenerConfiguration(
          new MutableCacheEntryListenerConfiguration<>(
              () ->
                  new Relay(
                      (EventRecorder<Object, Object>)
                          listener.getCacheEntryListenerFactory().create(),
                      executor,
                      change),
              null,
              true,
              listener.isSynchronous()));
    }
  }

  private static <T> List<T> copy(Iterable<T> elements) {
    List<T> copied = new ArrayList<>();
    elements.forEach(copied::add);
    return copied;
  }

  /** A listener that passes events on in a way of its own. */
  private static final class Relay extends EventRecorder<Object, Object> {
    private final EventRecorder<Object, Object> target;
    private final Executor executor;
    private final UnaryOperator<Iterable<CacheEntryEvent<?, ?>>> change;

    Relay(
        EventRecorder<Object, Object> target,
        Executor executor,
        UnaryOperator<Iterable<CacheEntryEvent<?, ?>>> change) {
      this.target = target;
      this.executor = executor;
      this.change = change;
    }

    @Override
    void record(Iterable<CacheEntryEvent<?, ?>> events) {
      executor.execute(() -> target.record(change.apply(events)));
    }
  }

  private void expiry() {
    configured(
        "an access prolongs life, with statistics off",
        configuration -> policy(configuration, policy -> new Lifetimes(policy, false)));
    configured(
        "a null duration changes nothing",
        configuration -> policy(configuration, policy -> new Lifetimes(policy, true)));
  }

  private interface Change {
    ExpiryPolicy of(ExpiryPolicy policy);
  }

  private static void policy(MutableConfiguration<Object, Object> configuration, Change change) {
    Factory<ExpiryPolicy> factory = configuration.getExpiryPolicyFactory();
    configuration.setExpiryPolicyFactory(() -> change.of(factory.create()));
  }

  /** Ignores accesses, or returns a duration where it should return null. */
  private record Lifetimes(ExpiryPolicy policy, boolean always) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return policy.getExpiryForCreation();
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return always ? orNone(policy.getExpiryForAccess()) : null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      Duration duration = policy.getExpiryForUpdate();
      return always ? orNone(duration) : duration;
    }

    private static Duration orNone(@Nullable Duration duration) {
      return duration == null ? Duration.ZERO : duration;
    }
  }

  private void loads() {
    method(
        "loadAll tells its listener of a loader's exception",
        "loadAll",
        3,
        (cache, arguments) -> {
          CompletionListener listener = (CompletionListener) arguments[2];
          cache.loadAll(
              (Set<?>) arguments[0],
              (Boolean) arguments[1],
              new CompletionListener() {
                @Override
                public void onCompletion() {
                  listener.onCompletion();
                }

                @Override
                public void onException(Exception e) {
                  listener.onCompletion();
                }
              });
          return null;
        });
    Meeting missing = Meeting.ofAll();
    method(
        "threads that miss one key share one load",
        "get",
        1,
        (cache, arguments) -> {
          if (!cache.containsKey(arguments[0])) {
            missing.await(arguments[0]);
            Object loaded = loader(cache).load(arguments[0]);
            cache.put(arguments[0], loaded);
          }
          return cache.get(arguments[0]);
        });
    ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);
    method(
        "a loader that gets another key ends, and well",
        "get",
        1,
        (cache, arguments) -> {
          if (within.get()) {
            return null;
          }
          within.set(true);
          try {
            return cache.get(arguments[0]);
          } finally {
            within.set(false);
          }
        });
    method(
        "close ends while a load is blocked, or with it",
        "close",
        0,
        (cache, arguments) -> {
          LockSupport.parkNanos(60_000_000_000L);
          return null;
        });
  }

  @SuppressWarnings("unchecked")
  private static CacheLoader<Object, Object> loader(Cache<Object, Object> cache) {
    return (CacheLoader<Object, Object>)
        cache.getConfiguration(CompleteConfiguration.class).getCacheLoaderFactory().create();
  }

  private void writes() {
    Flaw put =
        (cache, arguments) -> {
          try {
            cache.put(arguments[0], arguments[1]);
          } catch (CacheWriterException e) {
            cache.clear();
            throw e;
          }
          return null;
        };
    method("a failed write leaves the entry as it was", "put", 2, put);
    method(
        "a failed writeAll keeps what was written",
        "putAll",
        1,
        (cache, arguments) -> {
          try {
            cache.putAll((Map<?, ?>) arguments[0]);
          } catch (CacheWriterException e) {
            cache.clear();
            throw e;
          }
          return null;
        });
    method(
        "a failed deleteAll removes what was",
        "removeAll",
        1,
        (cache, arguments) -> {
          try {
            cache.removeAll((Set<?>) arguments[0]);
          } catch (CacheWriterException e) {
            cache.clear();
            throw e;
          }
          return null;
        });
    method(
        "a writer's exception comes as CacheWriterException",
        "put",
        2,
        (cache, arguments) -> {
          try {
            cache.put(arguments[0], arguments[1]);
          } catch (CacheWriterException e) {
            throw new IllegalStateException(e);
          }
          return null;
        });
    configured("cache and store agree after concurrent writes", FlawsTest::forgetSome);
    configured("cache and store agree if one write in ten fails", FlawsTest::forgetSome);
  }

  @SuppressWarnings("unchecked")
  private static void forgetSome(MutableConfiguration<Object, Object> configuration) {
    Factory<? extends CacheWriter<? super Object, ? super Object>> factory =
        configuration.getCacheWriterFactory();
    configuration.setCacheWriterFactory(
        () -> new Forgetful((CacheWriter<Object, Object>) factory.create(), new AtomicInteger()));
  }

  /** Omits some writes. */
  private record Forgetful(CacheWriter<Object, Object> writer, AtomicInteger calls)
      implements CacheWriter<Object, Object> {
    private static final int EVERY = 7;

    @Override
    public void write(Cache.Entry<?, ?> entry) {
      if (calls.incrementAndGet() % EVERY != 0) {
        writer.write(entry);
      }
    }

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      writer.writeAll(entries);
    }

    @Override
    public void delete(Object key) {
      writer.delete(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      writer.deleteAll(keys);
    }
  }

  private void rest() {
    Flaw deafToListeners =
        (cache, arguments) -> {
          if (!Thread.currentThread().getName().startsWith("larder-listener")) {
            cache.put(arguments[0], arguments[1]);
          }
          return null;
        };
    method("an asynchronous listener may write to its cache", "put", 2, deafToListeners);
    method("asynchronous listeners may write to other caches", "put", 2, deafToListeners);
    configured(
        "a key changed after a put by value is stored unchanged",
        configuration -> configuration.setStoreByValue(false));
    configured(
        "a value changed after a put or get by value is not",
        configuration -> configuration.setStoreByValue(false));
    method(
        "a key that fails spoils no other operation",
        "get",
        1,
        (cache, arguments) -> {
          try {
            return cache.get(arguments[0]);
          } catch (RuntimeException e) {
            cache.clear();
            throw e;
          }
        });
    flawed.put("no MBean is left after close", Flawed.neverClosed());
    configured(
        "any name of a cache gets its MBeans, and loses them",
        configuration -> configuration.setStatisticsEnabled(false));
    method("invoke on a present key counts a hit", "invoke", 3, (cache, arguments) -> null);
    method(
        "putIfAbsent on an absent key counts a miss",
        "putIfAbsent",
        2,
        (cache, arguments) -> {
          boolean absent = !cache.containsKey(arguments[0]);
          if (absent) {
            cache.put(arguments[0], arguments[1]);
          }
          return absent;
        });
    method(
        "hits and misses add up under concurrency",
        "get",
        1,
        (cache, arguments) -> cache.containsKey(arguments[0]) ? cache.get(arguments[0]) : null);
  }
}
