package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
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

/** Loaders, listeners and writers as functions, and MBeans read in code. */
class BuilderFunctionsTest extends SpecTest {
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
                    }));
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
                    }));
    assertThat(cache.getAll(Set.of("a", "b", "nothing")), is(Map.of("a", "a!", "b", "b!")));
    assertThat(cache.get("c"), is("c!"));
    assertThat(cache.get("nothing"), nullValue());
    assertThat(asked, contains(Set.of("a", "b", "nothing"), Set.of("c"), Set.of("nothing")));
  }

  @Test
  void listenerFunctions_eachEventType_areCalled() throws InterruptedException {
    List<String> received = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(1)
                .expireAfterCreation(Duration.ofSeconds(10))
                .onCreated((key, value) -> received.add("created " + key + value))
                .onUpdated((key, value) -> received.add("updated " + key + value))
                .onRemoved((key, value) -> received.add("removed " + key + value))
                .onEvicted((key, value) -> received.add("evicted " + key + value))
                .onExpired((key, value) -> received.add("expired " + key + value)));
    cache.put("a", "1");
    cache.put("a", "2");
    cache.remove("a");
    Eventually.isTrue("3 events", () -> received.size() == 3);
    cache.put("b", "1");
    Eventually.isTrue("4 events", () -> received.size() == 4);
    cache.put("c", "1");
    Eventually.isTrue("6 events", () -> received.size() == 6);
    seconds(11);
    Eventually.isTrue("7 events", () -> received.size() == 7);
    assertThat(
        received.subList(0, 4), contains("created a1", "updated a2", "removed a2", "created b1"));
    assertThat(new TreeSet<>(received.subList(4, 6)), contains("created c1", "evicted b1"));
    assertThat(received.get(6), is("expired c1"));
  }

  @Test
  void unwrap_mxBeans_readsThemInCode() {
    Cache<String, String> cache = cache(builder().statistics());
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
