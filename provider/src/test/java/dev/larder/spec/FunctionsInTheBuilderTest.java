package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;

/** Loaders and listeners as functions, and what can be asked of a cache in code. */
class FunctionsInTheBuilderTest extends SpecTest {
  private static LarderConfigurationBuilder<String, String> builder() {
    return LarderConfiguration.builder(String.class, String.class);
  }

  @Test
  void loader_functionOfTheKey_loads() throws Exception {
    List<String> asked = new ArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .loader(
                    key -> {
                      asked.add(key);
                      return key.isEmpty() ? null : key + "!";
                    })
                .build());
    assertThat(cache.get("a"), is("a!"));
    assertThat(cache.get("a"), is("a!"));
    assertThat(cache.get(""), nullValue());
    assertThat(cache.getAll(Set.of("b", "")), is(Map.of("b", "b!")));
    assertThat(asked.get(0), is("a"));
    assertThat(new TreeSet<>(asked), contains("", "a", "b"));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("c"), false, done);
    done.get();
    assertThat(cache.containsKey("c"), is(true));
  }

  @Test
  void bulkLoader_manyKeys_isCalledOnce() {
    List<Set<String>> asked = new ArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(
                    keys -> {
                      asked.add(new TreeSet<>(keys));
                      Map<String, String> loaded = new HashMap<>();
                      keys.forEach(key -> loaded.put(key, key + "!"));
                      loaded.remove("nothing");
                      return loaded;
                    })
                .build());
    assertThat(cache.getAll(Set.of("a", "b", "nothing")), is(Map.of("a", "a!", "b", "b!")));
    assertThat(cache.get("c"), is("c!"));
    assertThat(cache.get("nothing"), nullValue());
    assertThat(asked, contains(Set.of("a", "b", "nothing"), Set.of("c"), Set.of("nothing")));
  }

  @Test
  void listenerFunctions_eachEventType_areCalled() throws InterruptedException {
    List<String> heard = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(1)
                .expireAfterCreation(Duration.ofSeconds(10))
                .onCreated((key, value) -> heard.add("created " + key + value))
                .onUpdated((key, value) -> heard.add("updated " + key + value))
                .onRemoved((key, value) -> heard.add("removed " + key + value))
                .onEvicted((key, value) -> heard.add("evicted " + key + value))
                .onExpired((key, value) -> heard.add("expired " + key + value))
                .build());
    cache.put("a", "1");
    cache.put("a", "2");
    cache.remove("a");
    Eventually.isTrue("3 events", () -> heard.size() == 3);
    cache.put("b", "1");
    Eventually.isTrue("4 events", () -> heard.size() == 4);
    cache.put("c", "1");
    Eventually.isTrue("6 events", () -> heard.size() == 6);
    provider.ticker().advance(Duration.ofSeconds(11));
    Eventually.isTrue("7 events", () -> heard.size() == 7);
    assertThat(
        heard.subList(0, 4), contains("created a1", "updated a2", "removed a2", "created b1"));
    assertThat(new TreeSet<>(heard.subList(4, 6)), contains("created c1", "evicted b1"));
    assertThat(heard.get(6), is("expired c1"));
  }

  @Test
  void expireAfterWrite_byValue_followsTheNewValue() {
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite((key, value) -> Duration.ofSeconds(Integer.parseInt(value)))
                .build());
    cache.put("a", "10");
    cache.put("a", "60");
    provider.ticker().advance(Duration.ofSeconds(50));
    assertThat(cache.get("a"), is("60"));
    cache.put("a", "5");
    provider.ticker().advance(Duration.ofSeconds(6));
    assertThat(cache.get("a"), nullValue());
    cache.put("b", "-1");
    assertThat("over before it is stored", cache.containsKey("b"), is(false));
  }

  @Test
  void unwrap_mxBeans_readsThemInCode() {
    Cache<String, String> cache = cache(builder().statistics().build());
    cache.put("a", "1");
    cache.get("a");
    cache.get("b");
    CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
    assertThat(statistics.getCacheHits(), is(1L));
    assertThat(statistics.getCacheMisses(), is(1L));
    statistics.clear();
    assertThat(cache.unwrap(CacheStatisticsMXBean.class).getCacheGets(), is(0L));
    assertThat(cache.unwrap(CacheMXBean.class).isStatisticsEnabled(), is(true));
    assertThat(cache.unwrap(CacheMXBean.class).getKeyType(), is("java.lang.String"));
  }

  @Test
  void toString_configuration_usesTheFilesKeys() {
    CompleteConfiguration<String, String> configuration =
        builder().maximumSize(10).expireAfterWrite(Duration.ofMinutes(90)).statistics().build();
    assertThat(
        configuration.toString(),
        is(
            "LarderConfiguration{key-type=java.lang.String, value-type=java.lang.String,"
                + " maximum-size=10, expiry=modified 90m, statistics=true}"));
    assertThat(new LarderConfiguration<>().toString(), is("LarderConfiguration{}"));
  }
}
