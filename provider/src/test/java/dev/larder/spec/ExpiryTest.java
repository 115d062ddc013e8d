package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EntryExpiry;
import dev.larder.LarderConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expiry as time passes, by a clock that the test steps. */
class ExpiryTest extends SpecTest {
  private static final Duration MINUTE = new Duration(TimeUnit.MINUTES, 1);

  private Cache<String, String> expiring(Factory<? extends ExpiryPolicy> policy) {
    return cache(strings().setExpiryPolicyFactory(policy));
  }

  private void seconds(long seconds) {
    provider.ticker().advance(java.time.Duration.ofSeconds(seconds));
  }

  @Test
  void createdPolicy_updateAndAccess_keepTheDeadline() {
    Cache<String, String> cache = expiring(CreatedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    seconds(59);
    cache.put("k", "w");
    assertThat(cache.get("k"), is("w"));
    seconds(1);
    assertThat(cache.containsKey("k"), is(false));
  }

  /** What a key's copier does comes after the decision to add the key, and before it is added. */
  private Cache<String, String> copyingKeys(Runnable first) {
    AtomicInteger copies = new AtomicInteger();
    return cache(
        LarderConfiguration.builder(String.class, String.class)
            .expireAfterCreation(java.time.Duration.ofMinutes(1))
            .keyCopier(
                key -> {
                  if (copies.incrementAndGet() == 1) {
                    first.run();
                  }
                  return key;
                })
            .build());
  }

  @Test
  void put_slowKeyCopier_lifeStartsAtInsertion() {
    Cache<String, String> cache = copyingKeys(() -> seconds(59));
    cache.put("k", "v");
    seconds(59);
    assertThat(cache.get("k"), is("v"));
    seconds(1);
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void put_otherEntryExpiresDuringKeyCopy_storesItsOwn() {
    Cache<String, String> cache =
        copyingKeys(
            () -> {
              Cache<String, String> same = provider.manager().getCache("spec");
              same.put("k", "other");
              seconds(60);
              assertThat(same.containsKey("k"), is(false));
            });
    assertThat(cache.getAndPut("k", "v"), is(nullValue()));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void deadline_nanosecondBefore_isAlive() {
    Cache<String, String> cache = expiring(CreatedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    provider.ticker().advance(java.time.Duration.ofMinutes(1).minusNanos(1));
    assertThat(cache.get("k"), is("v"));
    provider.ticker().advance(java.time.Duration.ofNanos(1));
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void accessedPolicy_access_extendsTheDeadline() {
    Cache<String, String> cache = expiring(AccessedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    for (int i = 0; i < 5; i++) {
      seconds(40);
      assertThat(cache.get("k"), is("v"));
    }
    seconds(40);
    cache.put("k", "w");
    assertThat(cache.containsKey("k"), is(true));
    seconds(20);
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void modifiedPolicy_update_extendsTheDeadline() {
    Cache<String, String> cache = expiring(ModifiedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    for (int i = 0; i < 5; i++) {
      seconds(40);
      cache.put("k", "v" + i);
    }
    seconds(40);
    assertThat(cache.get("k"), is("v4"));
    seconds(20);
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void touchedPolicy_accessOrUpdate_extendTheDeadline() {
    Cache<String, String> cache = expiring(TouchedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    seconds(40);
    assertThat(cache.get("k"), is("v"));
    seconds(40);
    cache.replace("k", "w");
    seconds(40);
    assertThat(cache.containsKey("k"), is(true));
    seconds(20);
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void userPolicy_eachCall_isAskedAndNullKeeps() {
    ExpiryPolicy policy =
        new ExpiryPolicy() {
          @Override
          public Duration getExpiryForCreation() {
            return MINUTE;
          }

          @Override
          public Duration getExpiryForAccess() {
            return null;
          }

          @Override
          public Duration getExpiryForUpdate() {
            return new Duration(TimeUnit.MINUTES, 2);
          }
        };
    Cache<String, String> cache = expiring(() -> policy);
    cache.put("k", "v");
    seconds(50);
    assertThat(cache.get("k"), is("v"));
    seconds(10);
    assertThat(cache.containsKey("k"), is(false));
    cache.put("k", "v");
    cache.put("k", "w");
    seconds(119);
    assertThat(cache.get("k"), is("w"));
    seconds(1);
    assertThat(cache.containsKey("k"), is(false));
  }

  @ParameterizedTest
  @EnumSource(
      value = TimeUnit.class,
      names = {"NANOSECONDS", "MICROSECONDS"},
      mode = EnumSource.Mode.EXCLUDE)
  void duration_nearOverflow_isEternal(TimeUnit unit) {
    Duration longest = new Duration(unit, Long.MAX_VALUE);
    Cache<String, String> cache = expiring(TouchedExpiryPolicy.factoryOf(longest));
    seconds(1_000);
    cache.put("k", "v");
    seconds(1_000_000_000);
    assertThat(cache.get("k"), is("v"));
    cache.put("k", "w");
    seconds(1_000_000_000);
    assertThat(cache.get("k"), is("w"));
  }

  @Test
  void entryExpiry_byEntry_setsEachDeadline() {
    EntryExpiry<String, Integer> expiry =
        new EntryExpiry<>() {
          @Override
          public java.time.Duration getExpiryForCreation(String key, Integer value) {
            return java.time.Duration.ofSeconds(value);
          }

          @Override
          public java.time.Duration getExpiryForUpdate(String key, Integer value) {
            return key.equals("kept") ? null : java.time.Duration.ofSeconds(value);
          }
        };
    Cache<String, Integer> cache =
        cache(LarderConfiguration.builder(String.class, Integer.class).entryExpiry(expiry).build());
    cache.put("a", 10);
    cache.put("b", 20);
    cache.put("kept", 10);
    seconds(5);
    cache.put("b", 3);
    cache.put("kept", 100);
    assertThat(cache.get("b"), is(3));
    seconds(3);
    assertThat(cache.containsKey("b"), is(false));
    assertThat(cache.containsKey("a"), is(true));
    seconds(2);
    assertThat(cache.containsKey("a"), is(false));
    assertThat(cache.containsKey("kept"), is(false));
  }

  @Test
  void processor_outlivesTheEntry_storesItsChange() {
    Cache<String, String> cache = expiring(ModifiedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    String seen =
        cache.invoke(
            "k",
            (entry, arguments) -> {
              String value = entry.getValue();
              seconds(61);
              entry.setValue("w");
              return value;
            });
    assertThat(seen, is("v"));
    assertThat(cache.get("k"), is("w"));
  }

  /** It found the entry alive, so nobody may say that it is gone before it has come to its end. */
  @Test
  void containsKey_processorOutlivesTheEntry_waits() {
    Cache<String, String> cache = expiring(ModifiedExpiryPolicy.factoryOf(MINUTE));
    cache.put("k", "v");
    Together waiting =
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.getValue();
              seconds(61);
              Together looking = Together.start(1, i -> cache.containsKey("k"));
              looking.awaitWaiting(0);
              assertThat("its own thread does not wait", cache.containsKey("k"), is(false));
              entry.setValue("w");
              return looking;
            });
    assertThat(Together.values(waiting.end()), is(List.of(true)));
  }

  @Test
  void get_expiresWhilePolicyIsAsked_misses() {
    EntryExpiry<String, String> slow =
        new EntryExpiry<>() {
          @Override
          public java.time.Duration getExpiryForCreation(String key, String value) {
            return java.time.Duration.ofMinutes(1);
          }

          @Override
          public java.time.Duration getExpiryForAccess(String key, String value) {
            seconds(61);
            return java.time.Duration.ofMinutes(1);
          }
        };
    Cache<String, String> cache =
        cache(LarderConfiguration.builder(String.class, String.class).entryExpiry(slow).build());
    cache.put("k", "v");
    assertThat(cache.get("k"), is(nullValue()));
    assertThat(cache.getAll(Set.of("k")), is(Map.of()));
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void policy_throwsError_reachesTheCaller() {
    ExpiryPolicy failing =
        new ExpiryPolicy() {
          @Override
          public Duration getExpiryForCreation() {
            throw new AssertionError("on purpose");
          }

          @Override
          public Duration getExpiryForAccess() {
            return null;
          }

          @Override
          public Duration getExpiryForUpdate() {
            return null;
          }
        };
    Cache<String, String> cache = expiring(() -> failing);
    assertThrows(AssertionError.class, () -> cache.put("k", "v"));
    assertThat(cache.containsKey("k"), is(false));
    assertThrows(AssertionError.class, () -> cache.put("k", "v"));
  }
}
