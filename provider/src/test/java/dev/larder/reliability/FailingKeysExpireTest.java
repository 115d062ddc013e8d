package dev.larder.reliability;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import dev.larder.spec.Rethrow;
import dev.larder.spec.Watchdog;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys whose code throws in the expiry thread do not keep other entries from expiring. */
@ExtendWith(Watchdog.class)
class FailingKeysExpireTest {

  /** A key whose hashCode throws in every thread but the one that created it. */
  private static final class Bad {
    private final Thread owner = Thread.currentThread();
    private final FailureKind failure;

    Bad(FailureKind failure) {
      this.failure = failure;
    }

    @Override
    public int hashCode() {
      if (Thread.currentThread() != owner) {
        throw Rethrow.asIs(failure.make());
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void expiryThread_keyThrows_expiresOtherEntries(FailureKind failure) {
    try (TestProvider provider = new TestProvider()) {
      CacheEntryExpiredListener<Object, String> listener = events -> {};
      var configuration =
          LarderConfiguration.builder(Object.class, String.class)
              .storeByReference()
              .expireAfterCreation(Duration.ofSeconds(1))
              .listener(
                  new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
      Cache<Object, String> cache = provider.cache("cache", configuration.build());
      LarderCacheMXBean control = cache.unwrap(LarderCacheMXBean.class);
      // The second round shows that the expiry thread has survived the first.
      for (int round = 0; round < 2; round++) {
        cache.put(new Bad(failure), "v");
        cache.put("good", "v");
        provider.ticker().advance(Duration.ofSeconds(2));
        Eventually.isTrue(
            "all have expired in round " + round,
            () -> {
              provider.ticker().advance(Duration.ofSeconds(1));
              return control.getSize() == 0;
            });
      }
    }
  }
}
