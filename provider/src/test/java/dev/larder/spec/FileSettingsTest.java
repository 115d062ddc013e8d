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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of a file: precedence, substitution, system properties, and the longest durations. */
class FileSettingsTest extends SpecTest {
  @TempDir Path folder;

  private CacheManager manager(String configuration) throws Exception {
    Path file = Files.createTempFile(folder, "larder", ".conf");
    return provider
        .provider()
        .getCacheManager(Files.writeString(file, configuration).toUri(), null, null);
  }

  private LarderConfiguration<?, ?> effective(String file, LarderConfiguration<?, ?> program)
      throws Exception {
    return manager(file).createCache("c", program).getConfiguration(LarderConfiguration.class);
  }

  @Test
  void createCache_programSetsTheDefault_winsOverTheFile() throws Exception {
    var policy =
        effective(
            "defaults { policy = adaptive }",
            new LarderConfiguration<>().setEvictionPolicy(EvictionPolicy.LRU));
    assertThat(policy.getEvictionPolicy(), is(EvictionPolicy.LRU));
    var unset = effective("defaults { policy = adaptive }", new LarderConfiguration<>());
    assertThat(unset.getEvictionPolicy(), is(EvictionPolicy.ADAPTIVE));
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

  @Test
  void durations_longest_areEternal() throws Exception {
    java.time.Duration longest = java.time.Duration.ofSeconds(Long.MAX_VALUE);
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterAccess(longest)
                .loader(new MapLoader<>(key -> "v"))
                .refreshAfter(longest)
                .staleIfError(longest));
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
