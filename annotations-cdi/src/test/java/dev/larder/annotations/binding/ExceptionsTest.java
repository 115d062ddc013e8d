package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

/** A change also removes a cached exception. */
class ExceptionsTest extends BindingTest {
  public interface Prices {
    String price(String item);

    String priceAnew(String item);

    void set(String item, String price);

    void withdraw(String item);

    void withdrawAll();

    /** Sets whether later calls fail. */
    void fail(boolean fails);
  }

  @CacheDefaults(cacheName = "prices")
  public static class RealPrices implements Prices {
    private boolean fails;

    @Override
    @CacheResult(exceptionCacheName = "exceptions")
    public String price(String item) {
      return computed();
    }

    private String computed() {
      if (fails) {
        throw new IllegalStateException("on purpose");
      }
      return "computed";
    }

    @Override
    @CacheResult(exceptionCacheName = "exceptions", skipGet = true)
    public String priceAnew(String item) {
      return computed();
    }

    @Override
    @CachePut
    public void set(String item, @CacheValue String price) {}

    @Override
    @CacheRemove
    public void withdraw(String item) {}

    @Override
    @CacheRemoveAll
    public void withdrawAll() {}

    @Override
    public void fail(boolean nowFails) {
      fails = nowFails;
    }
  }

  @Test
  void cachedException_changedSince_isNotThrownAgain() {
    createByReference("prices");
    createByReference("exceptions");
    Prices prices = open(Prices.class, RealPrices.class);
    List<Consumer<String>> changes =
        List.of(
            item -> prices.set(item, "put"),
            prices::withdraw,
            item -> prices.withdrawAll(),
            prices::priceAnew);
    for (Consumer<String> change : changes) {
      prices.fail(true);
      assertThrows(IllegalStateException.class, () -> prices.price("tea"));
      prices.fail(false);
      assertThrows(IllegalStateException.class, () -> prices.price("tea"));
      change.accept("tea");
      manager().getCache("prices").removeAll();
      assertThat(prices.price("tea"), is("computed"));
      prices.withdrawAll();
    }
  }

  @Test
  void exceptionCache_changeBeforeAnyException_isNotCreated() {
    Prices prices = open(Prices.class, RealPrices.class);
    prices.set("tea", "put");
    assertThat(prices.price("tea"), is("put"));
    prices.withdraw("tea");
    assertThat(manager().getCache("exceptions"), is(nullValue()));
  }
}
