package dev.larder.memo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs each example of {@code src/docs/memoization.md}. */
class MemoizationGuideTest {
  private final Shop shop = new Shop();

  record Price(int cents) {
    Price times(int amount) {
      return new Price(cents * amount);
    }
  }

  record Rates(int percent) {}

  private static final class Shop {
    private int asked;

    Price price(String item) {
      asked++;
      if (item.isEmpty()) {
        throw new NoSuchElementException("nothing for sale");
      }
      return new Price(item.length());
    }

    Price fare(String from, String to, int day) {
      return price(from + to + day);
    }

    Rates rates() {
      asked++;
      return new Rates(8);
    }
  }

  @Test
  void example_oneLine() {
    MemoizedFunction<String, Price> price = Memoizer.memoize(shop::price);
    price.apply("tea"); // asks the shop
    price.apply("tea"); // does not
    assertThat(shop.asked, is(1));
    MemoInfo info = price.info();
    long answered = info.hits();
    price.clear();
    assertThat(answered, is(1L));
    assertThat(price.info().hits(), is(0L));
  }

  @Test
  void example_twoArgumentsOrNone() {
    MemoizedBiFunction<String, Integer, Price> total =
        Memoizer.create().biFunction((item, amount) -> shop.price(item).times(amount));
    total.apply("tea", 3);
    assertThat(total.apply("tea", 3), is(new Price(9)));
    assertThat(shop.asked, is(1));
    MemoizedSupplier<Rates> rates = Memoizer.create().supplier(shop::rates);
    rates.get();
    assertThat(rates.get(), is(new Rates(8)));
    assertThat(shop.asked, is(2));
  }

  @Test
  void example_arguments() {
    record Route(String from, String to, int day) {}

    MemoizedFunction<Route, Price> fare =
        Memoizer.memoize((Route route) -> shop.fare(route.from(), route.to(), route.day()));
    fare.apply(new Route("Bern", "Chur", 3));
    fare.apply(new Route("Bern", "Chur", 3));
    assertThat(shop.asked, is(1));
  }

  static final MemoizedFunction<Integer, BigInteger> FIB = Memoizer.memoize(n -> fib(n));

  static BigInteger fib(int n) {
    return n < 2 ? BigInteger.valueOf(n) : FIB.apply(n - 1).add(FIB.apply(n - 2));
  }

  @Test
  void example_recursion() {
    assertThat(FIB.apply(90), is(new BigInteger("2880067194370816120")));
    assertThat(FIB.info().misses(), is(91L));
  }

  @Test
  void example_ages() {
    MemoizedFunction<String, Price> today =
        Memoizer.create()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .refreshAfter(Duration.ofMinutes(1))
            .function(shop::price);
    assertThat(today.apply("tea"), is(sameInstance(today.apply("tea"))));
  }

  @Test
  void example_exceptions() {
    MemoizedFunction<String, Price> patient =
        Memoizer.create()
            .expireAfterWrite(Duration.ofSeconds(10))
            .keepExceptions(NoSuchElementException.class)
            .function(shop::price);
    assertThrows(NoSuchElementException.class, () -> patient.apply(""));
    assertThrows(NoSuchElementException.class, () -> patient.apply(""));
    assertThat(shop.asked, is(1));
  }

  @Test
  void guide_eachExample_isInThisTest() throws Exception {
    String source =
        Files.readString(
            Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));
    String page = Files.readString(Path.of("../src/docs/memoization.md"));
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    int blocks = 0;
    while (block.find()) {
      blocks++;
      assertThat(squeezed(source), containsString(squeezed(block.group(1))));
    }
    assertThat(blocks, is(greaterThan(5)));
    assertThat(page, not(containsString("```\nMemo")));
  }

  /** Removes white space, which the formatter may change. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
