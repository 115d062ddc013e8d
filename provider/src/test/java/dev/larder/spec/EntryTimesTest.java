package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EntryExpiry;
import dev.larder.EntryMetadata;
import dev.larder.ExpiringCache;
import dev.larder.ExpiringEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.Test;

/** Metadata and times to live of single entries. */
class EntryTimesTest extends SpecTest {
  private static ExpiringCache<String, String> timed(Cache<String, String> cache) {
    return ExpiringCache.of(cache);
  }

  private static EntryMetadata known(Cache<String, String> cache, String key) {
    return cache.invoke(key, (entry, arguments) -> entry.unwrap(EntryMetadata.class));
  }

  @Test
  void metadata_expireAfterWrite_hasAgeAndTimeLeft() {
    Cache<String, String> cache =
        cache(builder().expireAfterWrite(Duration.ofMinutes(1)).statistics());
    assertThat(timed(cache).metadata("k"), is(nullValue()));
    cache.put("k", "v");
    seconds(20);
    EntryMetadata expected =
        new EntryMetadata(Duration.ofSeconds(20), Duration.ofSeconds(40), null, 1);
    assertThat(timed(cache).metadata("k"), is(expected));
    assertThat(known(cache, "k"), is(expected));
    assertThat(cache.iterator().next().unwrap(EntryMetadata.class), is(expected));
    cache.put("k", "w");
    assertThat(known(cache, "k").age(), is(Duration.ZERO));
  }

  @Test
  void metadata_expireAfterAccess_hasIdleTime() {
    Cache<String, String> cache = cache(builder().expireAfterAccess(Duration.ofMinutes(1)));
    cache.put("k", "v");
    seconds(20);
    assertThat(
        known(cache, "k"),
        is(new EntryMetadata(null, Duration.ofSeconds(40), Duration.ofSeconds(20), 1)));
    assertThat(cache.get("k"), is("v"));
    assertThat(known(cache, "k").idleTime(), is(Duration.ZERO));
  }

  @Test
  void metadata_refreshingAndWeighed_hasAgeAndWeight() {
    Cache<String, String> cache =
        cache(
            builder()
                .maximumWeight(100, (key, value) -> value.length())
                .loader(key -> "loaded")
                .refreshAfter(Duration.ofHours(1)));
    cache.put("k", "seven..");
    seconds(5);
    assertThat(known(cache, "k"), is(new EntryMetadata(Duration.ofSeconds(5), null, null, 7)));
  }

  @Test
  void metadata_eternalCache_hasNoTimes() {
    Cache<String, String> cache = cache(builder());
    cache.put("k", "v");
    assertThat(known(cache, "k"), is(new EntryMetadata(null, null, null, 1)));
    assertThat(
        assertThrows(
                UnsupportedOperationException.class,
                () -> timed(cache).put("k", "v", Duration.ofMinutes(1)))
            .getMessage(),
        containsString("cache 'spec': its entries never expire"));
  }

  @Test
  void metadata_removedEntry_throws() {
    Cache<String, String> cache = cache(builder());
    cache.put("k", "v");
    Cache.Entry<String, String> entry = cache.iterator().next();
    cache.remove("k");
    assertThat(
        assertThrows(IllegalStateException.class, () -> entry.unwrap(EntryMetadata.class))
            .getMessage(),
        is("this cache entry is no longer in the cache"));
  }

  @Test
  void put_timeToLive_overridesThePolicy() {
    List<String> expired = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .entryExpiry((key, value) -> EntryExpiry.ETERNAL)
                .onExpired((key, value) -> expired.add(key + "=" + value)));
    timed(cache).put("short", "v", Duration.ofSeconds(10));
    timed(cache).put("long", "v", Duration.ofSeconds(30));
    cache.put("ever", "v");
    seconds(10);
    assertThat(cache.containsKey("short"), is(false));
    assertThat(cache.get("long"), is("v"));
    cache.put("long", "w");
    assertThat(known(cache, "long").timeLeft(), is(Duration.ofSeconds(20)));
    seconds(20);
    assertThat(cache.get("long"), is(nullValue()));
    assertThat(cache.get("ever"), is("v"));
    Eventually.isTrue("two expiries", () -> expired.size() == 2);
    timed(cache).put("ever", "w", Duration.ofSeconds(-1));
    assertThat(cache.get("ever"), is(nullValue()));
  }

  @Test
  void setTimeToLive_presentEntry_movesItsDeadline() {
    Cache<String, String> cache =
        cache(builder().expireAfterWrite(Duration.ofMinutes(1)).statistics());
    assertThat(timed(cache).setTimeToLive("k", Duration.ofMinutes(5)), is(false));
    cache.put("k", "v");
    assertThat(timed(cache).setTimeToLive("k", Duration.ofMinutes(5)), is(true));
    seconds(299);
    assertThat(cache.get("k"), is("v"));
    seconds(1);
    assertThat(cache.get("k"), is(nullValue()));
    cache.put("k", "v");
    assertThat(timed(cache).setTimeToLive("k", EntryExpiry.ETERNAL), is(true));
    assertThat(known(cache, "k"), is(new EntryMetadata(null, null, null, 1)));
    assertThat(timed(cache).setTimeToLive("k", Duration.ZERO), is(true));
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void processor_setTimeToLive_movesTheDeadline() {
    Cache<String, String> cache = cache(builder().expireAfterWrite(Duration.ofMinutes(1)));
    List<ExpiringEntry> kept = new ArrayList<>();
    cache.invoke(
        "k",
        (entry, arguments) -> {
          entry.setValue("v");
          kept.add(entry.unwrap(ExpiringEntry.class));
          kept.get(0).setTimeToLive(Duration.ofSeconds(10));
          return null;
        });
    assertThat(known(cache, "k").timeLeft(), is(Duration.ofSeconds(10)));
    cache.<Object>invoke(
        "k",
        (entry, arguments) -> {
          entry.unwrap(ExpiringEntry.class).setTimeToLive(Duration.ofSeconds(20));
          return null;
        });
    assertThat(known(cache, "k").timeLeft(), is(Duration.ofSeconds(20)));
    cache.<Object>invoke(
        "absent",
        (entry, arguments) -> {
          entry.unwrap(ExpiringEntry.class).setTimeToLive(Duration.ofSeconds(20));
          return null;
        });
    assertThat(cache.containsKey("absent"), is(false));
    assertThrows(
        IllegalStateException.class, () -> kept.get(0).setTimeToLive(Duration.ofSeconds(1)));
  }

  @Test
  void expireAfterWriteAndAccess_combined_bothApply() {
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite(Duration.ofSeconds(60))
                .expireAfterAccess(Duration.ofSeconds(25)));
    cache.put("idle", "v");
    cache.put("used", "v");
    for (int i = 0; i < 2; i++) {
      seconds(20);
      assertThat(cache.get("used"), is("v"));
    }
    assertThat(cache.get("idle"), is(nullValue()));
    EntryMetadata used = known(cache, "used");
    assertThat(used.age(), is(Duration.ofSeconds(40)));
    assertThat(used.timeLeft(), is(Duration.ofSeconds(20)));
    cache.put("used", "w");
    seconds(20);
    assertThat(cache.get("used"), is("w"));
    seconds(20);
    assertThat(cache.get("used"), is("w"));
    seconds(20);
    assertThat(cache.get("used"), is(nullValue()));
    assertThat(cache.iterator().hasNext(), is(false));
  }

  @Test
  void expireAfterWriteAndAccess_combined_fireExpired() {
    List<String> expired = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite(Duration.ofSeconds(60))
                .expireAfterAccess(Duration.ofSeconds(50))
                .onExpired((key, value) -> expired.add(key + "=" + value)));
    cache.put("k", "v");
    seconds(40);
    assertThat(cache.get("k"), is("v"));
    seconds(20);
    assertThat(cache.putIfAbsent("k", "w"), is(true));
    Eventually.isTrue("the events", () -> expired.equals(List.of("k=v")));
    cache.put("untouched", "v");
    seconds(51);
    Eventually.isTrue("the events", () -> expired.size() == 3);
  }

  @Test
  void builder_creationWithOtherExpiry_throws() {
    var creation = builder().expireAfterCreation(Duration.ofMinutes(1));
    var write = builder().expireAfterWrite(Duration.ofMinutes(1));
    String message =
        " is set: expireAfterWrite and expireAfterAccess can be combined with each other, but not"
            + " with expireAfterCreation";
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> creation.expireAfterAccess(Duration.ofMinutes(1)))
            .getMessage(),
        is("expireAfterCreation" + message));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> write.expireAfterCreation(Duration.ofMinutes(1)))
            .getMessage(),
        is("expireAfterWrite or expireAfterAccess" + message));
  }

  @Test
  void expireAfterWrite_byValue_renewsOnUpdate() {
    Cache<String, String> cache =
        cache(
            builder().expireAfterWrite((key, value) -> Duration.ofSeconds(Long.parseLong(value))));
    cache.put("token", "10");
    seconds(9);
    cache.put("token", "20");
    seconds(19);
    assertThat(cache.get("token"), is("20"));
    seconds(1);
    assertThat(cache.get("token"), is(nullValue()));
    cache.put("token", "-5");
    assertThat(cache.containsKey("token"), is(false));
  }

  /** A read does not extend the life beyond the time to live after the write. */
  @Test
  void read_withinTimeToLive_doesNotExtendIt() {
    List<String> expired = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite(Duration.ofMinutes(10))
                .expireAfterAccess(Duration.ofHours(24))
                .onExpired((key, value) -> expired.add(key)));
    cache.put("k", "v");
    seconds(540);
    assertThat(cache.get("k"), is("v"));
    assertThat(known(cache, "k").timeLeft(), is(Duration.ofMinutes(1)));
    seconds(61);
    Eventually.isTrue("the event without a touch", () -> expired.size() == 1);
    assertThat(bean(cache).getEntryCount(), is(0L));
  }

  @Test
  void builder_policyAndAccess_combineLikeItsMethods() {
    var created =
        builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR));
    assertThrows(
        IllegalArgumentException.class, () -> created.expireAfterAccess(Duration.ofMinutes(1)));
    String both =
        builder()
            .expiry(ModifiedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR))
            .expireAfterAccess(Duration.ofMinutes(1))
            .build()
            .toString();
    assertThat(both, containsString("expiry=modified 1h and touched 1m"));
  }

  @Test
  void metadata_serializedEntry_throws() throws Exception {
    Cache<String, String> cache = cache(builder());
    cache.put("k", "v");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(cache.iterator().next());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Cache.Entry<?, ?> entry = (Cache.Entry<?, ?>) in.readObject();
      assertThat(entry.getValue(), is("v"));
      assertThrows(IllegalStateException.class, () -> entry.unwrap(EntryMetadata.class));
    }
  }

  @Test
  void setTimeToLive_beyondTheCaches_isLimited() {
    List<String> expired = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite(Duration.ofMinutes(60))
                .expireAfterAccess(Duration.ofMinutes(10))
                .onExpired((key, value) -> expired.add(key)));
    ExpiringCache.of(cache).put("put", "v", Duration.ofHours(5));
    cache.put("set", "v");
    seconds(300);
    ExpiringCache.of(cache).setTimeToLive("set", Duration.ofHours(5));
    cache.<Object>invoke("set", (entry, arguments) -> entry.getValue());
    ExpiringCache.of(cache).setTimeToLive("set", Duration.ofHours(5));
    assertThat(known(cache, "set").timeLeft(), is(Duration.ofMinutes(55)));
    seconds(3301);
    Eventually.isTrue("both events", () -> expired.size() == 2);
  }

  @Test
  void builder_userPolicyReplaced_throws() {
    var accessed =
        builder().expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR));
    assertThrows(
        IllegalArgumentException.class, () -> accessed.expireAfterWrite(Duration.ofHours(3)));
    var byValue = builder().expireAfterWrite((key, value) -> Duration.ofHours(1));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> byValue.expireAfterAccess(Duration.ofHours(3)))
            .getMessage(),
        containsString("no other can be combined with it"));
  }
}
