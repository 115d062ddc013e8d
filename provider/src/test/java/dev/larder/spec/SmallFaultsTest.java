package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.reliability.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that belong to no other suite, each found by an application. */
class SmallFaultsTest extends SpecTest {
  @TempDir Path folder;

  private CacheManager manager(String configuration) throws Exception {
    Path file = Files.createTempFile(folder, "larder", ".conf");
    return provider
        .provider()
        .getCacheManager(Files.writeString(file, configuration).toUri(), null, null);
  }

  private LarderConfiguration<?, ?> effective(String file, LarderConfiguration<?, ?> said)
      throws Exception {
    return manager(file).createCache("c", said).getConfiguration(LarderConfiguration.class);
  }

  @Test
  void createCache_programSetsTheDefault_winsOverTheFile() throws Exception {
    var policy =
        effective(
            "defaults { policy = adaptive }",
            new LarderConfiguration<>().setEvictionPolicy(EvictionPolicy.LRU));
    assertThat(policy.getEvictionPolicy(), is(EvictionPolicy.LRU));
    var unsaid = effective("defaults { policy = adaptive }", new LarderConfiguration<>());
    assertThat(unsaid.getEvictionPolicy(), is(EvictionPolicy.ADAPTIVE));
    var byLoader = new LarderConfiguration<Object, Object>().setReadThrough(true);
    byLoader.setCacheLoaderFactory(() -> new MapLoader<>(key -> key));
    var refresh =
        effective(
            "defaults { refresh-after = 1m, refresh-by-caller = true }",
            byLoader.setRefreshByCaller(false));
    assertThat(refresh.isRefreshByCaller(), is(false));
    var switches =
        effective(
            "defaults { statistics = true, management = true, store-by-value = false,"
                + " expiry { created = 1s } }",
            new LarderConfiguration<Object, Object>()
                .setStatisticsEnabled(false)
                .setManagementEnabled(false)
                .setStoreByValue(true)
                .setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf()));
    assertThat(switches.isStatisticsEnabled(), is(false));
    assertThat(switches.isManagementEnabled(), is(false));
    assertThat(switches.isStoreByValue(), is(true));
    ExpiryPolicy expiry = switches.getExpiryPolicyFactory().create();
    assertThat(expiry, is(instanceOf(EternalExpiryPolicy.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "caches { c { maximum-size = 7, maximum-size = ${?NO_SUCH_VARIABLE} } }",
        "caches { c { maximum-size = 6, maximum-size = ${seven} } }",
        "caches { c { maximum-size = 7 } }, caches.c.maximum-size = ${?no.such.property}",
        "caches { c { maximum-size = 7, immutable-types = [a.B], immutable-types += c.D } }",
        "caches { c { maximum-size = 7, immutable-types = [a.B] } },"
            + " caches.c.immutable-types = ${caches.c.immutable-types} [c.D]"
      })
  void configuration_overriddenValue_followsHocon(String text) throws Exception {
    System.setProperty("seven", "7");
    try {
      LarderConfiguration<?, ?> read =
          manager(text).getCache("c").getConfiguration(LarderConfiguration.class);
      assertThat(read.getMaximumSize(), is(7L));
      if (text.contains("immutable")) {
        assertThat(List.copyOf(read.getImmutableTypes()), is(List.of("a.B", "c.D")));
      }
    } finally {
      System.clearProperty("seven");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "caches { c { maximum-size = ${no.such} } }",
        "caches { c { maximum-size = ${caches.c.maximum-size} } }",
        "a = ${b}, b = ${a}, caches { c { maximum-size = ${a} } }",
        "caches { c { maximum-size = ${caches} } }",
        "caches { c ${caches.c} { maximum-size = 7 } }",
        "caches { c { maximum-size = ${db} } }",
        "caches { c { maximum-size = ${db.password} } }"
      })
  void configuration_unresolvable_showsNoSystemProperty(String text) {
    System.setProperty("db.password", "hunter2");
    try {
      CacheException thrown = assertThrows(CacheException.class, () -> manager(text));
      for (Throwable e = thrown; e != null; e = e.getCause()) {
        assertThat(String.valueOf(e.getMessage()), not(containsString("hunter2")));
      }
    } finally {
      System.clearProperty("db.password");
    }
  }

  @Test
  void systemProperty_namedAsASetting_isIgnored() throws Exception {
    System.setProperty("caches.c.maximum-size", "3");
    try {
      LarderConfiguration<?, ?> read =
          manager("caches { c { policy = lru } }")
              .getCache("c")
              .getConfiguration(LarderConfiguration.class);
      assertThat(read.getMaximumSize(), is(10_000L));
    } finally {
      System.clearProperty("caches.c.maximum-size");
    }
  }

  /** Updates go at once. */
  private static final class GoneOnUpdate implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return Duration.ZERO;
    }
  }

  @Test
  void put_updateExpiresAtOnce_countsAsPut() {
    Cache<String, String> cache =
        cache(
            new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStatisticsEnabled(true)
                .setExpiryPolicyFactory(GoneOnUpdate::new));
    cache.put("k", "v");
    cache.put("k", "w");
    assertThat(cache.containsKey("k"), is(false));
    assertThat(Figures.bean(cache).getCachePuts(), is(2L));
  }

  @Test
  void invoke_setThenRemoveOnAbsentKey_loadsNothing() {
    MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
    Cache<String, String> cache =
        cache(
            new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> loader));
    String seen =
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.setValue("v");
              entry.remove();
              return entry.exists() + " " + entry.getValue();
            });
    assertThat(seen, is("false null"));
    assertThat(cache.containsKey("k"), is(false));
    assertThat(loader.asked.get(), is(0));
  }

  @Test
  void createCache_primitiveTypes_useTheirBoxes() {
    Cache<Integer, Long> cache =
        provider.cache(
            "boxes", new MutableConfiguration<Integer, Long>().setTypes(int.class, long.class));
    cache.put(1, 2L);
    assertThat(provider.manager().getCache("boxes", Integer.class, Long.class).get(1), is(2L));
    assertThat(provider.manager().getCache("boxes", int.class, long.class).get(1), is(2L));
  }

  /** What a mock of a configuration answers. */
  private static final class NullListeners extends MutableConfiguration<String, String> {
    @Override
    public Iterable<CacheEntryListenerConfiguration<String, String>>
        getCacheEntryListenerConfigurations() {
      return null;
    }
  }

  @Test
  void createCache_nullListeners_throwsWithMessage() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> cache(new NullListeners()));
    assertThat(thrown.getMessage(), containsString("getCacheEntryListenerConfigurations()"));
    assertThat(provider.manager().getCache("spec"), is(nullValue()));
  }

  @Test
  void eviction_defaultBound_warnsOnce() {
    try (Logged logged = new Logged("dev.larder.engine.EngineContext")) {
      Cache<Integer, Integer> cache =
          cache(
              new MutableConfiguration<Integer, Integer>().setTypes(Integer.class, Integer.class));
      for (int i = 0; i < 10_000; i++) {
        cache.put(i, i);
      }
      assertThat(logged.warnings(), is(0L));
      for (int i = 0; i < 200; i++) {
        cache.put(-1 - i, i);
      }
      assertThat(logged.warnings(), is(1L));
      assertThat(logged.records().get(0).getMessage(), containsString("maximum-size"));
    }
  }

  @Test
  void eviction_configuredBound_warnsNever() {
    try (Logged logged = new Logged("dev.larder.engine.EngineContext")) {
      Cache<Integer, Integer> cache =
          cache(LarderConfiguration.builder(Integer.class, Integer.class).maximumSize(10).build());
      for (int i = 0; i < 100; i++) {
        cache.put(i, i);
      }
      assertThat(logged.warnings(), is(0L));
    }
  }

  @Test
  void durations_longest_areEternal() throws Exception {
    java.time.Duration longest = java.time.Duration.ofSeconds(Long.MAX_VALUE);
    Cache<String, String> cache =
        cache(
            LarderConfiguration.builder(String.class, String.class)
                .expireAfterAccess(longest)
                .loader(new MapLoader<>(key -> "v"))
                .refreshAfter(longest)
                .staleIfError(longest)
                .build());
    cache.put("k", "v");
    assertThat(cache.get("k"), is("v"));
    provider
        .cache(
            "spec2",
            new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(
                    javax.cache.expiry.CreatedExpiryPolicy.factoryOf(
                        new Duration(TimeUnit.SECONDS, Long.MAX_VALUE))))
        .put("k", "v");
    CacheManager manager = manager("caches { c { expiry { accessed = 9000000000000000000 ns } } }");
    assertThat(manager.getCache("c"), is(not(nullValue())));
  }
}
