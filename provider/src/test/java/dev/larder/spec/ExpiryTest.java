package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.EntryExpiry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expiry as time passes. */
class ExpiryTest extends SpecTest {
  private static final javax.cache.expiry.Duration MINUTE =
      new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1);

  static List<Arguments> policies() {
    return List.of(
        arguments(CreatedExpiryPolicy.factoryOf(MINUTE), false, false),
        arguments(AccessedExpiryPolicy.factoryOf(MINUTE), true, false),
        arguments(ModifiedExpiryPolicy.factoryOf(MINUTE), false, true),
        arguments(TouchedExpiryPolicy.factoryOf(MINUTE), true, true));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void policy_accessAndUpdate_extendTheDeadline(
      Factory<ExpiryPolicy> policy, boolean onAccess, boolean onUpdate) {
    Cache<String, String> cache = cache(strings().setExpiryPolicyFactory(policy));
    for (String key : List.of("untouched", "read", "updated")) {
      cache.put(key, "v");
    }
    seconds(40);
    cache.get("read");
    cache.replace("updated", "w");
    seconds(19);
    assertThat("no access", cache.containsKey("untouched"), is(true));
    seconds(1);
    assertThat(cache.containsKey("untouched"), is(false));
    assertThat(cache.containsKey("read"), is(onAccess));
    assertThat(cache.containsKey("updated"), is(onUpdate));
    seconds(40);
    assertThat(entries(cache), is(Map.of()));
  }

  /** The key copier runs after the decision to add the key, and before the key is added. */
  private Cache<String, String> copyingKeys(Runnable first) {
    AtomicInteger copies = new AtomicInteger();
    return cache(
        builder()
            .expireAfterCreation(Duration.ofMinutes(1))
            .keyCopier(
                key -> {
                  if (copies.incrementAndGet() == 1) {
                    first.run();
                  }
                  return key;
                }));
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

  /** The reader found the entry alive, so it must not report a miss before the processor ends. */
  @Test
  void containsKey_processorOutlivesTheEntry_waits() {
    Cache<String, String> cache =
        cache(strings().setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(MINUTE)));
    cache.put("k", "v");
    Together waiting =
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.getValue();
              seconds(61);
              Together reading = Together.start(1, i -> cache.containsKey("k"));
              reading.awaitWaiting(0);
              assertThat("the owner does not wait", cache.containsKey("k"), is(false));
              entry.setValue("w");
              return reading;
            });
    assertThat(Together.values(waiting.end()), is(List.of(true)));
  }

  @Test
  void get_expiresWhilePolicyIsAsked_misses() {
    EntryExpiry<String, String> slow =
        new EntryExpiry<>() {
          @Override
          public Duration getExpiryForCreation(String key, String value) {
            return Duration.ofMinutes(1);
          }

          @Override
          public Duration getExpiryForAccess(String key, String value) {
            seconds(61);
            return Duration.ofMinutes(1);
          }
        };
    Cache<String, String> cache = cache(builder().entryExpiry(slow));
    cache.put("k", "v");
    assertThat(cache.get("k"), is(nullValue()));
    assertThat(cache.getAll(Set.of("k")), is(Map.of()));
    assertThat(cache.containsKey("k"), is(false));
  }
}
