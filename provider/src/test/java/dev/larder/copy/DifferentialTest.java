package dev.larder.copy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderCachingProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Stores some thousand kinds of objects by value: as values and as keys, in untyped and typed
 * caches, and in containers. Each copy must equal the one that {@code ObjectOutputStream} and
 * {@code ObjectInputStream} produce.
 */
class DifferentialTest {
  /**
   * A copied {@code HashMap} has the default load factor, because the original's is not accessible;
   * see by-value.md. The copies are equal, but their order differs.
   */
  private static final Set<String> OF_ANOTHER_LOAD = Set.of("java.util.HashMap, of a high load");

  private static final long DEEP = 8 * 1024 * 1024;

  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();
  private int caches;

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void kinds_catalogue_isLong() {
    assertThat(Kinds.all().size(), is(greaterThan(750)));
  }

  @TestFactory
  Stream<DynamicTest> copy_anyKind_equalsTheSerializedCopy() {
    return Kinds.all().entrySet().stream()
        .filter(kind -> !OF_ANOTHER_LOAD.contains(kind.getKey()))
        .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> tryOnDeepStack(kind.getValue())));
  }

  /** Java's own serialization is recursive, and some kinds are nested deeply. */
  private void tryOnDeepStack(Supplier<Object> kind) throws Throwable {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, () -> tryAll(kind), "deep", DEEP);
    thread.setUncaughtExceptionHandler((its, e) -> failure.set(e));
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private void tryAll(Supplier<Object> kind) {
    Class<Object> type = typeOf(kind.get());
    tryValue(kind.get(), untyped());
    tryValue(kind.get(), type);
    if (isKey(kind.get())) {
      tryKey(kind.get(), untyped());
      tryKey(kind.get(), type);
    }
    Object one = kind.get();
    tryValue(new ArrayList<>(List.of(one, List.of(one, 1), Map.of("a", one))), untyped());
    tryValue(new Object[] {one, one}, untyped());
    tryValue(new OwnKinds.Box<>(kind.get(), List.of(kind.get())), untyped());
    tryValue(new OwnHookKinds.External("a", List.of(one, one)), untyped());
  }

  private static Class<Object> untyped() {
    return Object.class;
  }

  /** Returns a class of both the object and its serialized copy. */
  @SuppressWarnings("unchecked")
  private static Class<Object> typeOf(Object original) {
    Class<?> type = original.getClass();
    while (!type.isInstance(Compare.roundTrip(original))) {
      type = type.getSuperclass();
    }
    return (Class<Object>) type;
  }

  private static boolean isKey(Object object) {
    try {
      int hash = object.hashCode();
      return hash == object.hashCode();
    } catch (RuntimeException | StackOverflowError e) {
      return false;
    }
  }

  private void tryValue(Object original, Class<Object> type) {
    Cache<Object, Object> cache = cache(untyped(), type);
    Compare.form(original); // some objects cache state at the first serialization
    byte[] before = Compare.form(original);
    cache.put("k", original);
    Object copy = cache.get("k");
    byte[] after = Compare.form(original);
    assertThat(difference(original, copy), is(nullValue()));
    assertThat("the second time", difference(original, cache.get("k")), is(nullValue()));
    assertThat("unchanged", Arrays.equals(before, after), is(true));
    cache.close();
  }

  private void tryKey(Object original, Class<Object> type) {
    Cache<Object, Object> cache = cache(type, untyped());
    cache.put(original, "v");
    Object copy = cache.iterator().next().getKey();
    String difference = Compare.differenceOfKey(original, copy);
    assertThat(isOfForm(difference) ? null : difference, is(nullValue()));
    Object expected = Compare.roundTrip(original);
    if (original.equals(expected) && original.hashCode() == expected.hashCode()) {
      assertThat(cache.get(original), is("v"));
    }
    cache.close();
  }

  /** Returns the difference, except of capacities, which only the serialized form contains. */
  private static String difference(Object original, Object copy) {
    String difference = Compare.difference(original, copy);
    return isOfForm(difference) ? null : difference;
  }

  private static boolean isOfForm(String difference) {
    return difference != null && difference.contains("form: of");
  }

  private Cache<Object, Object> cache(Class<Object> keys, Class<Object> values) {
    return manager.createCache(
        "c" + caches++, new MutableConfiguration<Object, Object>().setTypes(keys, values));
  }
}
