package dev.larder.valkey;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.spec.Eventually;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches on a server, through the API. */
class ValkeyCacheTest {
  private static ServerProcess server;
  private static AdminClient admin;
  private final Managers managers = new Managers();

  @BeforeAll
  static void start() {
    server = ServerProcess.start();
    admin = new AdminClient(server.address());
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    admin.run("FLUSHALL");
  }

  @AfterEach
  void close() {
    managers.close();
  }

  private Cache<String, String> cache() {
    return managers.cache(server.address());
  }

  /** Returns the commands that an action has sent. */
  private static Map<String, Integer> commands(Runnable action) {
    admin.resetCounts();
    action.run();
    return admin.commandCounts();
  }

  @Test
  void operations_withoutListeners_areOneCommand() {
    Cache<String, String> cache = cache();
    assertThat(commands(() -> cache.put("k", "v")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.get("k")), is(Map.of("get", 1)));
    assertThat(commands(() -> cache.get("absent")), is(Map.of("get", 1)));
    assertThat(commands(() -> cache.containsKey("k")), is(Map.of("exists", 1)));
    assertThat(commands(() -> cache.getAndPut("k", "w")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.putIfAbsent("k", "x")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.replace("k", "y")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.getAndReplace("k", "z")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.remove("k")), is(Map.of("unlink", 1)));
    cache.put("k", "v");
    assertThat(commands(() -> cache.getAndRemove("k")), is(Map.of("getdel", 1)));
    cache.put("k", "v");
    cache.replace("k", "v", "v"); // the server knows the script from now on
    assertThat(commands(() -> cache.replace("k", "v", "w")).get("evalsha"), is(1));
    Map<String, Integer> replace = commands(() -> cache.replace("k", "w", "v"));
    assertThat(
        "two, and what the script calls",
        replace,
        is(Map.of("get", 1, "evalsha", 1, "getrange", 1, "set", 1)));
    Map<String, Integer> invoke =
        commands(
            () ->
                cache.<Void>invoke(
                    "k",
                    (entry, arguments) -> {
                      entry.setValue(entry.getValue() + "!");
                      return null;
                    }));
    assertThat(invoke.get("evalsha"), is(1));
    assertThat(cache.get("k"), is("v!"));
  }

  @Test
  void operations_withListeners_areOneCommand() {
    List<String> heard = new ArrayList<>();
    Cache<String, String> cache =
        managers.cache(
            server.address(),
            String.class,
            String.class,
            settings -> settings.addCacheEntryListenerConfiguration(listener(heard)));
    assertThat(commands(() -> cache.put("k", "v")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.put("k", "w")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.replace("k", "x")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.putIfAbsent("k", "y")), is(Map.of("set", 1)));
    assertThat(commands(() -> cache.remove("k")), is(Map.of("getdel", 1)));
    assertThat(
        heard, is(List.of("created k v null", "updated k w v", "updated k x w", "removed k x x")));
  }

  private static MutableCacheEntryListenerConfiguration<String, String> listener(
      List<String> heard) {
    return new MutableCacheEntryListenerConfiguration<>(
        new FactoryBuilder.SingletonFactory<>(new Listener(heard)), null, true, true);
  }

  private record Listener(List<String> heard)
      implements CacheEntryCreatedListener<String, String>,
          CacheEntryUpdatedListener<String, String>,
          CacheEntryRemovedListener<String, String> {
    private void note(
        String kind, Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      for (CacheEntryEvent<? extends String, ? extends String> event : events) {
        heard.add(kind + " " + event.getKey() + " " + event.getValue() + " " + event.getOldValue());
      }
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note("created", events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note("updated", events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      note("removed", events);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?events=cluster&expired-events=true", "?invoke=locked"})
  void bulk_manyKeys_work(String parameters) {
    Cache<Integer, String> cache =
        managers.cache(server.address() + parameters, Integer.class, String.class, settings -> {});
    Map<Integer, String> all =
        IntStream.range(0, 2_000).boxed().collect(toMap(key -> key, key -> "value " + key));
    cache.putAll(all);
    assertThat(cache.getAll(all.keySet()), equalTo(all));
    Map<Integer, String> found = new HashMap<>();
    cache.forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    assertThat(found, equalTo(all));
    cache.invokeAll(
        all.keySet(),
        (entry, arguments) -> {
          entry.setValue(entry.getValue() + "!");
          return null;
        });
    assertThat(cache.get(1_999), is("value 1999!"));
    cache.removeAll(Set.of(1, 2, 3));
    assertThat(cache.getAll(Set.of(1, 2, 3, 4)), equalTo(Map.of(4, "value 4!")));
    cache.removeAll();
    assertThat(cache.iterator().hasNext(), is(false));
  }

  @Test
  void bulk_manyKeys_areFewCommands() {
    Cache<Integer, String> cache =
        managers.cache(server.address(), Integer.class, String.class, settings -> {});
    Map<Integer, String> all =
        IntStream.range(0, 1_000).boxed().collect(toMap(key -> key, key -> "value " + key));
    assertThat(commands(() -> cache.putAll(all)), is(Map.of("mset", 2)));
    assertThat(commands(() -> cache.getAll(all.keySet())), is(Map.of("mget", 2)));
  }

  @Test
  void bulk_largeValues_areSentInParts() {
    Cache<Integer, String> cache =
        managers.cache(server.address(), Integer.class, String.class, settings -> {});
    String large = "x".repeat(600_000);
    Map<Integer, String> all =
        IntStream.range(0, 10).boxed().collect(toMap(key -> key, key -> large + key));
    assertThat(commands(() -> cache.putAll(all)), is(Map.of("mset", 5)));
    assertThat(cache.getAll(all.keySet()), equalTo(all));
  }

  @Test
  void keys_ofReadableTypes_areReadable() {
    cache().put("Anna", "v");
    managers
        .cache(server.address(), Object.class, Object.class, settings -> {})
        .put(42, List.of(1));
    assertThat(admin.text("GET", "test:cache:Anna"), startsWith("v"));
    assertThat(cache().get("Anna"), is("v"));
    for (String text : List.of("", "\uD83D", "Z\u00FCrich \uD83D\uDE00", "\0")) {
      Cache<String, String> cache = cache();
      cache.put("text", text);
      assertThat(cache.get("text"), is(text));
    }
    assertThat(admin.run("EXISTS", "test:cache:#i42"), is(1L));
  }

  record Pair(Object first, Object second) implements Serializable {}

  @Test
  void keys_equal_areTheSameEntry() {
    Cache<Pair, String> cache =
        managers.cache(server.address(), Pair.class, String.class, settings -> {});
    String text = "x";
    Integer number = 1_000;
    UUID id = UUID.randomUUID();
    List<Pair> same =
        List.of(
            new Pair(text, text),
            new Pair(number, number),
            new Pair(id, id),
            new Pair(text, List.of(text)));
    List<Pair> equal =
        List.of(
            new Pair("x", new String("x")),
            new Pair(1_000, Integer.valueOf("1000")),
            new Pair(id, UUID.fromString(id.toString())),
            new Pair("x", List.of(new String("x"))));
    for (int i = 0; i < same.size(); i++) {
      cache.put(same.get(i), "v" + i);
      assertThat(cache.get(equal.get(i)), is("v" + i));
    }
  }

  @Test
  void expiry_created_isTheServersTimeToLive() {
    Cache<UUID, String> cache =
        managers.cache(
            server.address(),
            UUID.class,
            String.class,
            settings ->
                settings.setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 100))));
    UUID key = UUID.randomUUID();
    cache.put(key, "v");
    long first = (Long) admin.run("PTTL", "test:cache:#u" + key);
    assertThat(first > 90_000 && first <= 100_000, is(true));
    admin.run("PEXPIRE", "test:cache:#u" + key, 50_000);
    cache.put(key, "w");
    assertThat(
        "an update keeps it", (Long) admin.run("PTTL", "test:cache:#u" + key), lessThan(50_001L));
    admin.run("PEXPIRE", "test:cache:#u" + key, 0);
    assertThat(cache.get(key), is(nullValue()));
  }

  @Test
  void expiry_touched_isRenewedInSteps() {
    Cache<String, String> cache =
        managers.cache(
            server.address(),
            String.class,
            String.class,
            settings ->
                settings.setExpiryPolicyFactory(
                    TouchedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 160))));
    cache.put("k", "v");
    admin.run("PEXPIRE", "test:cache:k", 155_000);
    cache.get("k");
    assertThat("no new time", (Long) admin.run("PTTL", "test:cache:k"), lessThan(155_001L));
    admin.run("PEXPIRE", "test:cache:k", 140_000);
    cache.get("k");
    cache.get("k"); // the connection keeps the order, so the time has moved by now
    assertThat("a new time", (Long) admin.run("PTTL", "test:cache:k") > 155_000, is(true));
  }

  @Test
  void close_entries_stayAndAreFoundAgain() {
    Cache<String, String> first = cache();
    first.put("k", "v");
    first.close();
    Cache<String, String> second = cache();
    assertThat(second.get("k"), is("v"));
    CacheManager manager = second.getCacheManager();
    manager.destroyCache("cache");
    List<String> left =
        ((List<?>) admin.run("KEYS", "*"))
            .stream().map(key -> new Bytes((byte[]) key).toString()).toList();
    assertThat(left, is(List.of()));
  }

  @Test
  void clear_otherCaches_keepTheirEntries() {
    Cache<String, String> one = cache();
    LarderConfiguration<String, String> other = new LarderConfiguration<>();
    other.setTypes(String.class, String.class);
    other.setStoreFactory(ValkeyConfiguration.of(server.address() + "?prefix=test"));
    Cache<String, String> two = one.getCacheManager().createCache("cache:2", other);
    one.put("k", "v");
    two.put("k", "v");
    one.clear();
    assertThat(one.containsKey("k"), is(false));
    assertThat(two.containsKey("k"), is(true));
  }

  @Test
  void size_isUnknown_andABoundIsRefused() {
    Cache<String, String> cache = cache();
    assertThat(cache.unwrap(LarderCacheMXBean.class).getSize(), is(-1L));
    UnsupportedOperationException thrown =
        assertThrows(
            UnsupportedOperationException.class,
            () ->
                managers.cache(
                    server.address(),
                    String.class,
                    String.class,
                    settings -> settings.setMaximumSize(10L)));
    assertThat(thrown.getMessage(), containsString("maximum-size"));
  }

  @Test
  void settings_ofTwoProcesses_mustAgree() {
    cache();
    CacheException thrown =
        assertThrows(
            CacheException.class, () -> managers.cache(server.address() + "?expired-events=true"));
    assertThat(
        thrown.getMessage(), containsString("expired-events=false tags=0, here it has format=1"));
    assertThat(thrown.getMessage(), containsString("test:cache#meta"));
  }

  @Test
  void value_ofAnotherProgram_isAnErrorThatPutMends() {
    Cache<String, String> cache = cache();
    admin.run("SET", "test:cache:k", "something else");
    CacheException thrown = assertThrows(CacheException.class, () -> cache.get("k"));
    assertThat(
        thrown.getMessage(),
        is("cache 'cache': an entry was not written by Larder; put and remove work on it"));
    assertThrows(CacheException.class, () -> cache.getAndPut("k", "v"));
    admin.run("SET", "test:cache:k", "something else");
    cache.put("k", "v");
    assertThat(cache.get("k"), is("v"));
    admin.run("SET", "test:cache:k", "something else");
    assertThat(cache.remove("k"), is(true));
    admin.run("HSET", "test:cache:k", "field", "value");
    assertThrows(CacheException.class, () -> cache.get("k"));
    assertThrows(CacheException.class, () -> cache.getAndPut("k", "v"));
    assertThat(cache.get("k"), is("v"));
    admin.run("DEL", "test:cache:k");
    admin.run("HSET", "test:cache:k", "field", "value");
    cache.invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue("new");
          return null;
        });
    assertThat(cache.get("k"), is("new"));
    admin.run("SET", "test:cache:k", "");
    cache.invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue("newer");
          return null;
        });
    assertThat(cache.get("k"), is("newer"));
  }

  @Test
  void value_unreadableWithAWriter_isReplacedAndRemoved() {
    Map<String, String> written = new HashMap<>();
    Cache<String, String> cache =
        managers.cache(
            server.address(),
            String.class,
            String.class,
            settings -> {
              settings.setWriteThrough(true);
              settings.setCacheWriterFactory(
                  new FactoryBuilder.SingletonFactory<>(new BypassTest.MapWriter(written)));
            });
    admin.run("SET", "test:cache:k", "something else");
    cache.put("k", "v");
    assertThat(cache.get("k"), is("v"));
    assertThat(written, is(Map.of("k", "v")));
    admin.run("SET", "test:cache:k", "something else");
    cache.remove("k");
    assertThat(cache.containsKey("k"), is(false));
    assertThat(written, is(Map.of()));
  }

  @Test
  void entries_ofOtherTypes_areRefusedNotPassedOn() {
    Cache<String, String> strings = cache();
    strings.put("k", "text");
    Cache<Integer, String> numbers =
        managers.cache(server.address(), Integer.class, String.class, settings -> {});
    CacheException thrown =
        assertThrows(CacheException.class, () -> numbers.iterator().next().getKey());
    assertThat(
        thrown.getMessage(),
        containsString("key of type java.lang.String, and the cache declares"));
    Cache<String, Integer> values =
        managers.cache(server.address(), String.class, Integer.class, settings -> {});
    thrown = assertThrows(CacheException.class, () -> values.get("k"));
    assertThat(
        thrown.getMessage(),
        containsString(
            "the store has a value of type java.lang.String, and the cache declares"
                + " java.lang.Integer"));
    thrown = assertThrows(CacheException.class, () -> values.getAndPut("k", 1));
    assertThat(thrown.getMessage(), containsString("; the operation was executed"));
    assertThat(values.get("k"), is(1));
    thrown = assertThrows(CacheException.class, () -> strings.get("k"));
    assertThat(thrown.getMessage(), containsString("java.lang.Integer"));
  }

  @Test
  void effectiveConfiguration_hasNoBoundThatIsNone() {
    String effective = cache().unwrap(LarderCacheMXBean.class).getEffectiveConfiguration();
    assertThat(effective, containsString("store=redis://"));
    assertThat(effective.contains("maximum-size"), is(false));
    assertThat(effective.contains("policy=lru"), is(false));
  }

  @Test
  void value_unreadable_canCountAsAbsent() {
    Cache<String, String> cache = managers.cache(server.address() + "?on-unreadable=miss");
    admin.run("SET", "test:cache:k", "something else");
    assertThat(cache.get("k"), is(nullValue()));
    assertThat(cache.getAll(Set.of("k")), is(Map.of()));
    assertThat(cache.iterator().hasNext(), is(false));
    assertThat(cache.getAndPut("k", "v"), is(nullValue()));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void value_ofALaterFormat_isAnErrorThatSaysWhich() {
    Cache<String, String> cache = cache();
    byte[] entry = EntryFormat.entry(new byte[] {1, 2, 3}, EntryFormat.newVersion());
    entry[entry.length - 1] = (byte) 0xB2;
    admin.run("SET", "test:cache:k", entry);
    assertThat(
        assertThrows(CacheException.class, () -> cache.get("k")).getMessage(),
        containsString("an entry has format 2, and this version of larder-valkey reads"));
  }

  @Test
  void invoke_changedElsewhere_runsAgain() {
    Cache<String, String> mine = cache();
    Cache<String, String> theirs = cache();
    mine.put("k", "v");
    List<String> seen = new ArrayList<>();
    mine.invoke(
        "k",
        (entry, arguments) -> {
          seen.add(entry.getValue());
          if (seen.size() <= 12) { // after some conflicts the claim takes the lock of the entry
            theirs.put("k", "theirs " + seen.size());
          }
          entry.setValue(entry.getValue() + " and mine");
          return null;
        });
    assertThat(seen.size(), is(13));
    assertThat(mine.get("k"), is("theirs 12 and mine"));
    assertThat("the lock is free", admin.run("EXISTS", "{test:cache:k}#lock"), is(0L));
  }

  @Test
  void replace_changedInBetween_isDecidedAgain() {
    Cache<String, String> mine = cache();
    Cache<String, String> theirs = cache();
    mine.put("k", "v");
    for (int i = 0; i < 100; i++) {
      assertThat(mine.replace("k", "v", "w"), is(true));
      assertThat(theirs.replace("k", "v", "x"), is(false));
      assertThat(theirs.remove("k", "v"), is(false));
      assertThat(theirs.replace("k", "w", "v"), is(true));
    }
  }

  @Test
  void scripts_lost_areSentAgain() {
    Cache<String, String> cache = cache();
    cache.put("k", "v");
    admin.run("SCRIPT", "FLUSH");
    assertThat(cache.replace("k", "v", "w"), is(true));
  }

  @Test
  void store_ofAFile_isItsAddress(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("larder.conf"),
            "caches { books { store = \"" + server.address() + "?prefix=file\" } }");
    try (CacheManager manager =
        Caching.getCachingProvider().getCacheManager(file.toUri(), getClass().getClassLoader())) {
      manager.getCache("books").put("k", "v");
      assertThat(admin.run("EXISTS", "file:books:k"), is(1L));
    }
  }

  @Test
  void clients_ofOneManager_areOne() {
    CacheManager manager = managers.create();
    for (int i = 0; i < 5; i++) {
      LarderConfiguration<String, String> configuration = new LarderConfiguration<>();
      configuration.setTypes(String.class, String.class);
      configuration.setStoreFactory(ValkeyConfiguration.of(server.address()));
      manager.createCache("cache " + i, configuration).put("k", "v");
    }
    assertThat("the manager's and the administrator's", clients(), is(2L));
    manager.close();
    Eventually.isTrue("the manager's is closed", () -> clients() == 1);
  }

  private static long clients() {
    return admin.text("CLIENT", "LIST").lines().filter(line -> line.contains(" cmd=")).count();
  }
}
