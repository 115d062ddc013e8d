package dev.larder.valkey;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache on the masters of a cluster. */
@Timeout(120)
class ClusterTest {
  private static ClusterProcess cluster;
  private final Managers managers = new Managers();

  @BeforeAll
  static void start() {
    cluster = ClusterProcess.start(false);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void close() {
    managers.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "&invoke=locked", "&events=cluster&expired-events=true", "&on-failure=bypass"})
  void operations_allKinds_areDistributed(String parameters) {
    Cache<Integer, String> cache =
        managers.cache(
            cluster.address() + "?timeout=5s" + parameters,
            Integer.class,
            String.class,
            settings -> {});
    Map<Integer, String> all =
        IntStream.range(0, 2_000).boxed().collect(toMap(key -> key, key -> "value " + key));
    cache.putAll(all);
    assertThat(cache.getAll(all.keySet()), equalTo(all));
    for (ServerProcess server : cluster.servers()) {
      try (AdminClient admin = new AdminClient(server.address())) {
        assertThat("keys of a master", (Long) admin.run("DBSIZE"), greaterThan(300L));
      }
    }
    Map<Integer, String> found = new HashMap<>();
    cache.forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    assertThat(found, equalTo(all));
    Set<String> results = new HashSet<>();
    cache
        .invokeAll(
            all.keySet(),
            (entry, arguments) -> {
              entry.setValue(entry.getValue() + "!");
              return "done";
            })
        .values()
        .forEach(result -> results.add(result.get()));
    assertThat(results, is(Set.of("done")));
    for (int key = 0; key < 100; key++) {
      assertThat(cache.replace(key, "value " + key + "!", "new"), is(true));
      assertThat(cache.getAndPut(key, "newer"), is("new"));
      assertThat(cache.remove(key, "newer"), is(true));
      assertThat(cache.putIfAbsent(key, "again"), is(true));
    }
    cache.clear();
    assertThat(cache.iterator().hasNext(), is(false));
    cache.getCacheManager().destroyCache("cache");
    for (ServerProcess server : cluster.servers()) {
      try (AdminClient admin = new AdminClient(server.address())) {
        assertThat("keys of a master", admin.run("DBSIZE"), is(0L));
      }
    }
  }
}
