package dev.larder.clients;

import dev.larder.testing.SteppedClock;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.infinispan.commons.time.ControlledTimeService;
import org.infinispan.jcache.AbstractTwoCachesExpirationTest;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** Infinispan's test that entries expire, on the heap. The clock that it steps is Larder's. */
@Test
public class InfinispanExpirationTest extends AbstractTwoCachesExpirationTest {
  private final SteppedClock clock = new SteppedClock();

  /** The test advances a final field of its superclass. */
  @BeforeClass
  void putClock() throws ReflectiveOperationException {
    Field field = AbstractTwoCachesExpirationTest.class.getDeclaredField("controlledTimeService");
    field.setAccessible(true);
    field.set(
        this,
        new ControlledTimeService() {
          @Override
          public synchronized void advance(long milliseconds) {
            clock.advance(Duration.ofMillis(milliseconds));
          }
        });
  }

  @Override
  public Cache<?, ?> getCache1(Method method) {
    Cache<?, ?> cache = clock.manager().getCache(method.getName());
    return cache == null
        ? clock
            .manager()
            .createCache(
                method.getName(),
                new MutableConfiguration<>()
                    .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(
                            new javax.cache.expiry.Duration(
                                TimeUnit.MILLISECONDS, EXPIRATION_TIMEOUT))))
        : cache;
  }

  @Override
  public Cache<?, ?> getCache2(Method method) {
    return getCache1(method);
  }

  @Override
  protected void createCacheManagers() {
    // Those of Infinispan, of which there are none.
  }
}
