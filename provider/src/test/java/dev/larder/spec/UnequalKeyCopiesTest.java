package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.reliability.Logged;
import dev.larder.store.bytes.ByteStoreFactory;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Keys by value that are not equal to their copies: every operation ends, and affects one entry.
 */
class UnequalKeyCopiesTest extends SpecTest {
  /** A key whose copy loses the tenant. */
  static class Tenant implements Serializable {
    final int id;
    final transient String tenant;

    Tenant(int id) {
      this.id = id;
      this.tenant = "acme";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tenant key && key.id == id && Objects.equals(key.tenant, tenant);
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  /** A key whose copy has another hash code. */
  static final class Hashed extends Tenant {
    Hashed(int id) {
      super(id);
    }

    @Override
    public boolean equals(Object other) {
      return super.equals(other);
    }

    @Override
    public int hashCode() {
      return Objects.hash(id, tenant);
    }
  }

  /** A key whose copy is equal, with another hash code. */
  static final class OnlyHashed extends Tenant {
    OnlyHashed(int id) {
      super(id);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OnlyHashed key && key.id == id;
    }

    @Override
    public int hashCode() {
      return Objects.hash(id, tenant);
    }
  }

  /** A key that is only equal to itself. */
  static final class Identity implements Serializable {
    final int id;

    Identity(int id) {
      this.id = id;
    }
  }

  private static final Map<String, Supplier<Object>> FOUND =
      Map.of(
          "transient field in equals", () -> new Tenant(1),
          "transient field in equals and hashCode", () -> new Hashed(1),
          "transient field in hashCode", () -> new OnlyHashed(1));

  private static final Map<String, Supplier<Object>> NEVER_FOUND =
      Map.of("no equals", () -> new Identity(1), "array", () -> new byte[] {1});

  private static Map<String, Consumer<LarderConfigurationBuilder<Object, Object>>> settings() {
    Map<String, Consumer<LarderConfigurationBuilder<Object, Object>>> settings =
        new LinkedHashMap<>();
    settings.put("plain", builder -> {});
    CacheEntryCreatedListener<Object, Object> listener = events -> {};
    settings.put("listener", builder -> builder.listener(listening(listener, true)));
    settings.put("loader", builder -> builder.loader(new MapLoader<>(key -> "loaded")));
    settings.put("writer", builder -> builder.writer(new CountingWriter()));
    settings.put("created", builder -> builder.expireAfterCreation(Duration.ofHours(1)));
    settings.put("accessed", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
    settings.put("statistics", LarderConfigurationBuilder::statistics);
    settings.put("small", builder -> builder.maximumSize(2));
    settings.put("weighed", builder -> builder.maximumWeight(4, (key, value) -> 2));
    settings.put("bytes", builder -> builder.store(new ByteStoreFactory()));
    settings.put(
        "refresh",
        builder ->
            builder.loader(new MapLoader<>(key -> "loaded")).refreshAfter(Duration.ofHours(1)));
    return settings;
  }

  private static Map<String, Consumer<Cache<Object, Object>>> operations(Supplier<Object> key) {
    Map<String, Consumer<Cache<Object, Object>>> operations = new LinkedHashMap<>();
    operations.put("put", cache -> cache.put(key.get(), "w"));
    operations.put("putIfAbsent", cache -> cache.putIfAbsent(key.get(), "w"));
    operations.put("getAndPut", cache -> cache.getAndPut(key.get(), "w"));
    operations.put("putAll", cache -> cache.putAll(Map.of(key.get(), "w")));
    operations.put("get", cache -> cache.get(key.get()));
    operations.put(
        "getAll", cache -> cache.getAll(new LinkedHashSet<>(List.of(key.get(), key.get()))));
    operations.put("containsKey", cache -> cache.containsKey(key.get()));
    operations.put("replace", cache -> cache.replace(key.get(), "w"));
    operations.put("replaceIfSame", cache -> cache.replace(key.get(), "v", "w"));
    operations.put("getAndReplace", cache -> cache.getAndReplace(key.get(), "w"));
    operations.put("remove", cache -> cache.remove(key.get()));
    operations.put("removeIfSame", cache -> cache.remove(key.get(), "v"));
    operations.put("getAndRemove", cache -> cache.getAndRemove(key.get()));
    operations.put("removeAll", cache -> cache.removeAll(Set.of(key.get())));
    operations.put(
        "invoke",
        cache ->
            cache.invoke(
                key.get(),
                (entry, arguments) -> {
                  entry.getValue();
                  entry.setValue("w");
                  return null;
                }));
    operations.put(
        "invokeAll",
        cache -> cache.invokeAll(new LinkedHashSet<>(List.of(key.get(), key.get())), setting("w")));
    operations.put("loadAll", cache -> loadAll(cache, Set.of(key.get())));
    operations.put("iterator", cache -> cache.iterator().forEachRemaining(Cache.Entry::getKey));
    return operations;
  }

  private Cache<Object, Object> cache(
      String name, Consumer<LarderConfigurationBuilder<Object, Object>> setting) {
    LarderConfigurationBuilder<Object, Object> builder =
        LarderConfiguration.builder(Object.class, Object.class);
    setting.accept(builder);
    return provider.cache(name, builder.build());
  }

  @TestFactory
  Stream<DynamicTest> operation_secondOnTheKey_ends() {
    Map<String, Supplier<Object>> keys = new LinkedHashMap<>(FOUND);
    keys.putAll(NEVER_FOUND);
    return tests(keys, settings(), this::runAll);
  }

  private void runAll(
      Supplier<Object> key, Consumer<LarderConfigurationBuilder<Object, Object>> setting) {
    for (String name : operations(key).keySet()) {
      Cache<Object, Object> cache = cache(name, setting);
      cache.put(key.get(), "v");
      operations(key).get(name).accept(cache);
      operations(key).get(name).accept(cache);
      cache.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> operation_copyHasAnEntry_appliesToThatEntry() {
    return tests(FOUND, settings(), this::appliesToOneEntry);
  }

  private void appliesToOneEntry(
      Supplier<Object> key, Consumer<LarderConfigurationBuilder<Object, Object>> setting) {
    Cache<Object, Object> cache = cache("spec", setting);
    cache.put(key.get(), "v");
    assertThat(cache.putIfAbsent(key.get(), "w"), is(false));
    assertThat(cache.get(key.get()), is("v"));
    assertThat(cache.containsKey(key.get()), is(true));
    Object asked = key.get();
    assertThat(cache.getAll(Set.of(asked)), is(Map.of(asked, "v")));
    assertThat(cache.getAndPut(key.get(), "w"), is("v"));
    assertThat(cache.replace(key.get(), "w", "x"), is(true));
    assertThat(cache.<Object>invoke(key.get(), (entry, none) -> entry.getValue()), is("x"));
    assertThat(bean(cache).getEntryCount(), is(1L));
    assertThat(cache.remove(key.get()), is(true));
    assertThat(cache.containsKey(key.get()), is(false));
    cache.close();
  }

  @Test
  void put_unequalKeys_warnsOnceForEachClass() {
    List<String> warnings;
    try (Logged logged = new Logged("dev.larder.engine.KeyCopies")) {
      Cache<Object, Object> cache = cache("spec", builder -> {});
      for (int i = 0; i < 3; i++) {
        cache.put(new Tenant(i), "v");
        cache.put(new byte[] {1}, "v");
        cache.put(new Identity(i), "v");
        cache.put(new ArrayList<>(List.of(i)), "v");
      }
      warnings = logged.records().stream().map(LogRecord::getMessage).toList();
    }
    assertThat(warnings, hasSize(3));
    assertThat(warnings.get(0).contains(Tenant.class.getName()), is(true));
    assertThat(warnings.get(1).contains("byte[]"), is(true));
    assertThat(warnings.get(2).contains("never found again"), is(true));
  }
}
