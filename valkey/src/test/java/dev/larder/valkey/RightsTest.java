package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.spec.Eventually;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of the server with the rights that a cache needs, and with one right less. */
class RightsTest {
  private static final String KEYS = "~test:* ~{test:*";
  private static final String RIGHTS = "+@read +@write +@connection +evalsha +eval +info +scan";
  private static final String EVENT_RIGHTS = " +time +@pubsub resetchannels &test:*";
  private static final String EVENTS = "?events=cluster&expired-events=true";

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

  private static void grant(String keys, String rights) {
    Object[] words = ("SETUSER anna reset on >pw " + keys + " " + rights).split(" ");
    admin.run("ACL", words);
  }

  private static String address() {
    return "redis://anna:pw@127.0.0.1:" + server.port();
  }

  private String refused(String parameters) {
    CacheException thrown =
        assertThrows(CacheException.class, () -> managers.cache(address() + parameters));
    return String.valueOf(thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?invoke=locked", EVENTS})
  void operations_rightsAsDocumented_work(String parameters) {
    grant(KEYS, RIGHTS + (parameters.equals(EVENTS) ? EVENT_RIGHTS : ""));
    Cache<String, String> cache = managers.cache(address() + parameters);
    cache.put("k", "v");
    cache.putAll(Map.of("a", "v", "b", "v"));
    assertThat(cache.getAll(Set.of("a", "b")), is(Map.of("a", "v", "b", "v")));
    assertThat(cache.getAndPut("k", "w"), is("v"));
    assertThat(cache.replace("k", "w", "x"), is(true));
    cache.invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue("y");
          return null;
        });
    assertThat(cache.getAndRemove("k"), is("y"));
    cache.forEach(entry -> assertThat(entry.getValue(), is("v")));
    cache.clear();
    cache.getCacheManager().destroyCache("cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval",
        "evalsha",
        "exists",
        "get",
        "getdel",
        "getrange",
        "hget",
        "hsetnx",
        "mget",
        "mset",
        "persist",
        "pexpire",
        "pttl",
        "scan",
        "set",
        "unlink"
      })
  void creation_oneRightLess_namesTheCommandAndAllRights(String command) {
    grant(KEYS, RIGHTS + " -" + command);
    assertThat(
        refused(""),
        containsString(
            "refuses "
                + command.toUpperCase(Locale.ROOT)
                + ". The user needs: "
                + KEYS
                + " "
                + RIGHTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incr",
        "publish",
        "subscribe",
        "time",
        "zadd",
        "zrangebyscore",
        "zrem",
        "zremrangebyscore"
      })
  void creationWithEvents_oneRightLess_namesTheCommandAndAllRights(String command) {
    grant(KEYS, RIGHTS + EVENT_RIGHTS + " -" + command);
    assertThat(
        refused(EVENTS),
        containsString(
            "refuses "
                + command.toUpperCase(Locale.ROOT)
                + ". The user needs: "
                + KEYS
                + " "
                + RIGHTS
                + EVENT_RIGHTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~other:*", "~test:*"})
  void creation_keysMissing_namesThem(String keys) {
    grant(keys, RIGHTS);
    assertThat(refused(""), containsString(KEYS));
  }

  @Test
  void creationWithEvents_channelMissing_namesIt() {
    grant(KEYS, RIGHTS + EVENT_RIGHTS.replace("&test:*", "&other:*"));
    assertThat(refused(EVENTS), containsString("&test:*"));
  }

  @Test
  void operations_rightsTakenLater_areRefused() {
    grant(KEYS, RIGHTS);
    Cache<String, String> cache = managers.cache(address());
    cache.put("k", "v");
    grant(KEYS, RIGHTS + " -getrange");
    CacheException thrown = assertThrows(CacheException.class, () -> cache.replace("k", "v", "w"));
    assertThat(thrown.getMessage(), containsString("the server refuses it"));
    assertThat(cache.get("k"), is("v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getdel", "hget", "zrem", "subscribe", "persist", "evalsha"})
  void creation_refused_leavesNothingBehind(String command) {
    grant(KEYS, RIGHTS + EVENT_RIGHTS + " -" + command);
    refused(EVENTS);
    managers.close();
    Eventually.isTrue("what was checked has gone", () -> admin.list("KEYS", "*").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"time", "zadd"})
  void operations_rightOfAScriptTakenLater_changeNothing(String command) {
    grant(KEYS, RIGHTS + EVENT_RIGHTS);
    Cache<String, String> cache =
        managers.cache(
            address() + EVENTS,
            String.class,
            String.class,
            settings ->
                settings.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    cache.put("k", "v");
    grant(KEYS, RIGHTS + EVENT_RIGHTS + " -" + command);
    assertThrows(CacheException.class, () -> cache.put("l", "v"));
    assertThat(cache.containsKey("l"), is(false));
  }
}
