package dev.larder.memo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.ManualTicker;
import dev.larder.reliability.Logged;
import dev.larder.spec.Eventually;
import dev.larder.spec.Together;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memoized functions: caching, recursion, failures, expiry and refresh. */
@Timeout(60)
class MemoizerTest {
  private final AtomicInteger computed = new AtomicInteger();
  private final ManualTicker ticker = new ManualTicker();

  private String compute(String argument) {
    return argument + computed.incrementAndGet();
  }

  @Test
  void apply_sameArgument_computesOnce() {
    MemoizedFunction<String, String> function = Memoizer.memoize(this::compute);
    assertThat(function.apply("a"), is("a1"));
    assertThat(function.apply("a"), is("a1"));
    assertThat(function.apply("b"), is("b2"));
    assertThat(function.info(), is(new MemoInfo(1, 2, 128, 2, 0, 0)));
    assertThat(function.wrapped().apply("a"), is("a3"));
  }

  @Test
  void maximumSize_exceeded_evictsLeastRecentlyUsed() {
    MemoizedFunction<String, String> function =
        Memoizer.create().maximumSize(2).function(this::compute);
    function.apply("a");
    function.apply("b");
    function.apply("a");
    function.apply("c");
    assertThat(function.apply("a"), is("a1"));
    assertThat(function.apply("b"), is("b4"));
    assertThat(function.info().currentSize(), is(2L));
  }

  @Test
  void unbounded_allResultsAreKept() {
    MemoizedFunction<Integer, Integer> function =
        Memoizer.create().unbounded().function(number -> computed.incrementAndGet());
    for (int i = 0; i < 1_000; i++) {
      function.apply(i);
      function.apply(i / 2);
    }
    assertThat(computed.get(), is(1_000));
    assertThat(function.info().maximumSize(), is(Long.MAX_VALUE));
  }

  @Test
  void clear_removesResultsAndFigures() {
    MemoizedFunction<String, String> function = Memoizer.memoize(this::compute);
    function.apply("a");
    function.clear();
    assertThat(function.info(), is(new MemoInfo(0, 0, 128, 0, 0, 0)));
    assertThat(function.apply("a"), is("a2"));
  }

  @Test
  void apply_nullArgumentAndNullResult_areCached() {
    MemoizedFunction<String, String> function =
        Memoizer.memoize(
            argument -> {
              computed.incrementAndGet();
              return argument == null ? "nothing" : null;
            });
    for (int i = 0; i < 2; i++) {
      assertThat(function.apply(null), is("nothing"));
      assertThat(function.apply("a"), is(nullValue()));
    }
    assertThat(computed.get(), is(2));
  }

  @Test
  void biFunctionAndSupplier_computeOnce() {
    MemoizedBiFunction<String, Integer, String> repeat =
        Memoizer.create()
            .biFunction(
                (text, times) -> {
                  computed.incrementAndGet();
                  return text == null ? "?" : text.repeat(times);
                });
    assertThat(repeat.apply("ab", 2), is("abab"));
    assertThat(repeat.apply("ab", 2), is("abab"));
    assertThat(repeat.apply(null, 2), is("?"));
    assertThat(computed.get(), is(2));
    MemoizedSupplier<String> supplier = Memoizer.create().supplier(() -> compute("s"));
    assertThat(supplier.get(), is("s3"));
    assertThat(supplier.get(), is("s3"));
    assertThat(supplier.info().hits(), is(1L));
  }

  /**
   * With a random hash function, about 100 of a million pairs share the hash code of another pair.
   */
  @Test
  void biFunction_pairsOfSmallNumbers_fewHashCodesCollide() {
    Set<Integer> codes = new HashSet<>();
    for (int first = 0; first < 1_000; first++) {
      for (int second = 0; second < 1_000; second++) {
        codes.add(new MemoizedBiFunction.Pair(first, second).hashCode());
      }
    }
    assertThat(codes.size(), is(greaterThan(999_000)));
  }

  @Test
  void apply_recursionByManyThreads_computesEachOnce() {
    AtomicReference<Function<Integer, BigInteger>> self = new AtomicReference<>();
    MemoizedFunction<Integer, BigInteger> fib =
        Memoizer.memoize(
            n -> {
              computed.incrementAndGet();
              return n < 2
                  ? BigInteger.valueOf(n)
                  : self.get().apply(n - 1).add(self.get().apply(n - 2));
            });
    self.set(fib);
    List<Object> results = Together.values(Together.run(8, thread -> fib.apply(90 - thread % 4)));
    assertThat(results.get(0), is(new BigInteger("2880067194370816120")));
    assertThat("each is computed once", computed.get(), is(91));
  }

  @Test
  void apply_resultDependsOnItself_failsAndNamesIt() {
    AtomicReference<Function<String, String>> self = new AtomicReference<>();
    MemoizedFunction<String, String> function =
        Memoizer.memoize(argument -> self.get().apply(argument.equals("a") ? "b" : "a"));
    self.set(function);
    IllegalStateException found =
        assertThrows(IllegalStateException.class, () -> function.apply("a"));
    assertThat(
        found.getMessage(), allOf(containsString("depends on itself"), containsString("(a)")));
    assertThat(function.info().currentSize(), is(0L));
  }

  /** Each thread computes a result on which that of the other thread depends. */
  @Test
  void apply_cycleOfTwoThreads_fails() {
    AtomicReference<Function<Integer, Integer>> self = new AtomicReference<>();
    CountDownLatch both = new CountDownLatch(2);
    MemoizedFunction<Integer, Integer> function =
        Memoizer.memoize(
            n -> {
              both.countDown();
              Together.await(both);
              return self.get().apply(1 - n);
            });
    self.set(function);
    for (Together.Outcome outcome : Together.run(2, function::apply)) {
      assertThat(outcome.failure, is(instanceOf(IllegalStateException.class)));
    }
  }

  @Test
  void apply_concurrentCallers_shareOneComputation() {
    CountDownLatch released = new CountDownLatch(1);
    MemoizedFunction<String, String> function =
        Memoizer.memoize(
            argument -> {
              Together.await(released);
              return compute(argument);
            });
    Together together = Together.start(8, thread -> function.apply("a"));
    together.awaitWaiting(0);
    released.countDown();
    assertThat(Set.copyOf(Together.values(together.end())), is(Set.of("a1")));
    assertThat(computed.get(), is(1));
  }

  /** A function whose computation lasts until it is closed, while other threads wait for it. */
  private final class Slow implements AutoCloseable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    final MemoizedFunction<String, String> function =
        Memoizer.create()
            .name("slow")
            .function(
                argument -> {
                  begun.countDown();
                  Together.await(released);
                  return compute(argument);
                });
    private final Together computation = Together.start(1, thread -> function.apply("a"));

    Slow() {
      Together.await(begun);
    }

    @Override
    public void close() {
      released.countDown();
      assertThat(Together.values(computation.end()), is(List.of("a1")));
    }
  }

  /** Interrupts a new thread at once. The thread notices whether it waits already or not. */
  private static Throwable interrupted(Runnable waiting) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean staysInterrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                waiting.run();
              } catch (Throwable e) {
                failure.set(e);
              }
              staysInterrupted.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    thread.interrupt();
    thread.join();
    assertThat(staysInterrupted.get(), is(true));
    return failure.get();
  }

  @Test
  void apply_interruptedWhileAnotherThreadComputes_isCancelled() throws Exception {
    try (Slow slow = new Slow()) {
      Throwable failure = interrupted(() -> slow.function.apply("a"));
      assertThat(failure, is(instanceOf(CancellationException.class)));
      assertThat(
          failure.getMessage(),
          allOf(containsString("memoized function slow: "), containsString("(a)")));
    }
  }

  @Test
  void clear_interruptedWhileAnotherThreadComputes_isCancelled() throws Exception {
    try (Slow slow = new Slow()) {
      Throwable failure = interrupted(slow.function::clear);
      assertThat(failure, is(instanceOf(CancellationException.class)));
    }
  }

  @Test
  void failedReload_logLine_namesTheFunction() {
    for (String name : new String[] {null, "prices"}) {
      Memoizer memoizer = name == null ? Memoizer.create() : Memoizer.create().name(name);
      var function =
          memoizer
              .ticker(ticker)
              .refreshAfter(Duration.ofMinutes(1))
              .executor(Runnable::run)
              .function(
                  (String argument) -> {
                    if (computed.get() > 0) {
                      throw new IllegalStateException("on purpose");
                    }
                    return compute(argument);
                  });
      computed.set(0);
      function.apply("a");
      ticker.advance(Duration.ofMinutes(1));
      try (Logged logged = new Logged("dev.larder.engine.BackgroundRefresher")) {
        function.apply("a");
        String expected = name == null ? MemoizerTest.class.getName() + "$$Lambda" : name;
        assertThat(
            logged.records().get(0).getMessage(), containsString("memoized function " + expected));
      }
    }
  }

  @Test
  void apply_exception_isThrownUnchangedAndNotCached() {
    IllegalArgumentException failure = new IllegalArgumentException("on purpose");
    MemoizedFunction<String, String> function =
        Memoizer.memoize(
            argument -> {
              computed.incrementAndGet();
              throw failure;
            });
    for (int i = 0; i < 2; i++) {
      assertThat(
          assertThrows(IllegalArgumentException.class, () -> function.apply("a")),
          is(sameInstance(failure)));
    }
    assertThat(computed.get(), is(2));
    assertThat(function.info().currentSize(), is(0L));
  }

  @Test
  void apply_checkedExceptionOrError_isThrownUnchanged() {
    MemoizedFunction<String, String> undeclared =
        Memoizer.memoize(
            argument -> {
              throw MemoizerTest.<RuntimeException>sneaky(new IOException("on purpose"));
            });
    assertThrows(IOException.class, () -> undeclared.apply("a"));
    MemoizedFunction<String, String> erroneous =
        Memoizer.memoize(
            argument -> {
              throw new StackOverflowError("on purpose");
            });
    assertThrows(StackOverflowError.class, () -> erroneous.apply("a"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void keepExceptions_listedType_isCached() {
    MemoizedFunction<String, String> function =
        Memoizer.create()
            .keepExceptions(IllegalArgumentException.class)
            .function(
                argument -> {
                  computed.incrementAndGet();
                  throw argument.equals("kept")
                      ? new NumberFormatException("on purpose")
                      : new IllegalStateException("on purpose");
                });
    Throwable first = assertThrows(NumberFormatException.class, () -> function.apply("kept"));
    Throwable second = assertThrows(NumberFormatException.class, () -> function.apply("kept"));
    assertThat(second, is(sameInstance(first)));
    assertThat(computed.get(), is(1));
    assertThrows(IllegalStateException.class, () -> function.apply("other"));
    assertThrows(IllegalStateException.class, () -> function.apply("other"));
    assertThat(computed.get(), is(3));
  }

  @Test
  void expireAfter_writeOrAccess_resultsExpire() {
    Memoizer memoizer = Memoizer.create().ticker(ticker);
    var created = memoizer.expireAfterWrite(Duration.ofMinutes(1)).function(this::compute);
    var accessed = memoizer.expireAfterAccess(Duration.ofMinutes(1)).function(this::compute);
    created.apply("a");
    accessed.apply("a");
    ticker.advance(Duration.ofSeconds(59));
    assertThat(created.apply("a"), is("a1"));
    assertThat(accessed.apply("a"), is("a2"));
    ticker.advance(Duration.ofSeconds(59));
    assertThat(created.apply("a"), is("a3"));
    assertThat(accessed.apply("a"), is("a2"));
  }

  @Test
  void apply_expiredResults_areRemoved() {
    var function =
        Memoizer.create()
            .ticker(ticker)
            .unbounded()
            .expireAfterWrite(Duration.ofMinutes(1))
            .function(this::compute);
    for (int i = 0; i < 100; i++) {
      function.apply("a" + i);
    }
    ticker.advance(Duration.ofMinutes(2));
    function.apply("b");
    function.apply("c");
    assertThat(function.info().currentSize(), is(2L));
  }

  @Test
  void refreshAfter_oldResult_isReturnedMeanwhile() {
    AtomicReference<Runnable> background = new AtomicReference<>();
    var function =
        Memoizer.create()
            .ticker(ticker)
            .refreshAfter(Duration.ofMinutes(1))
            .executor(background::set)
            .function(this::compute);
    function.apply("a");
    ticker.advance(Duration.ofMinutes(1));
    assertThat(function.apply("a"), is("a1"));
    background.getAndSet(null).run();
    assertThat(function.apply("a"), is("a2"));
    assertThat(background.get(), is(nullValue()));
    assertThat(function.info().refreshes(), is(1L));
  }

  @Test
  void refreshAfter_refreshedResult_expiresLater() {
    var function =
        Memoizer.create()
            .ticker(ticker)
            .expireAfterWrite(Duration.ofMinutes(3))
            .refreshAfter(Duration.ofMinutes(2))
            .executor(Runnable::run)
            .function(this::compute);
    function.apply("a");
    ticker.advance(Duration.ofMinutes(2));
    assertThat(function.apply("a"), is("a1"));
    ticker.advance(Duration.ofMinutes(2).minusNanos(1));
    assertThat(function.apply("a"), is("a2"));
    assertThat(function.info().misses(), is(1L));
  }

  @Test
  void refresh_executorRejects_warnsUntilStaleIfError() {
    AtomicInteger refusals = new AtomicInteger();
    var function =
        Memoizer.create()
            .ticker(ticker)
            .refreshAfter(Duration.ofMinutes(1))
            .staleIfError(Duration.ofMinutes(2))
            .executor(
                task -> {
                  refusals.incrementAndGet();
                  throw new RejectedExecutionException("on purpose");
                })
            .function(this::compute);
    function.apply("a");
    try (Logged logged = new Logged("dev.larder.engine.BackgroundRefresher")) {
      ticker.advance(Duration.ofMinutes(1));
      assertThat(function.apply("a"), is("a1"));
      assertThat(function.apply("a"), is("a1"));
      assertThat("tried again later", refusals.get(), is(1));
      ticker.advance(Duration.ofMinutes(1));
      assertThat(function.apply("a"), is("a1"));
      assertThat(refusals.get(), is(2));
      assertThat(function.info().refreshFailures(), is(0L));
      assertThat("once a minute", logged.warnings(), is(2L));
    }
    ticker.advance(Duration.ofMinutes(1));
    assertThat("stale for too long", function.apply("a"), is("a2"));
  }

  @Test
  void clear_afterRefresh_resetsAllFigures() {
    var function =
        Memoizer.create()
            .ticker(ticker)
            .refreshAfter(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .function(this::compute);
    function.apply("a");
    ticker.advance(Duration.ofMinutes(1));
    function.apply("a");
    assertThat(function.info().refreshes(), is(1L));
    function.clear();
    assertThat(function.info(), is(new MemoInfo(0, 0, 128, 0, 0, 0)));
  }

  @Test
  void refresh_fails_keepsResultNotException() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    var function =
        Memoizer.create()
            .ticker(ticker)
            .refreshAfter(Duration.ofMinutes(1))
            .staleIfError(Duration.ofMinutes(1))
            .keepExceptions(IllegalStateException.class)
            .executor(Runnable::run)
            .function(
                (String argument) -> {
                  if (failure.get() != null) {
                    throw failure.get();
                  }
                  return compute(argument);
                });
    function.apply("a");
    failure.set(new IllegalStateException("on purpose"));
    ticker.advance(Duration.ofMinutes(1));
    assertThat(function.apply("a"), is("a1"));
    assertThat(function.apply("a"), is("a1"));
    assertThat(function.info().refreshFailures(), is(1L));
    ticker.advance(Duration.ofMinutes(1));
    assertThrows(IllegalStateException.class, () -> function.apply("a"));
  }

  /**
   * An idle function takes about 1,700 bytes, and 2,100 with refresh, temporary objects included.
   */
  @ParameterizedTest
  @CsvSource({"false,2000", "true,2400"})
  void function_created_allocatesLittle(boolean isRefreshed, long bytes) {
    Memoizer memoizer = Memoizer.create();
    if (isRefreshed) {
      memoizer = memoizer.refreshAfter(Duration.ofMinutes(1));
    }
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Object last = memoizer.function(this::compute);
    long before = bean.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      last = memoizer.function(this::compute);
    }
    long each = (bean.getCurrentThreadAllocatedBytes() - before) / 1_000;
    assertThat(last + " takes " + each, each, is(lessThan(bytes)));
  }

  @Test
  void function_unreachable_isCollected() {
    WeakReference<Object> function = new WeakReference<>(usedAndDropped());
    Eventually.isTrue(
        "it is collected",
        () -> {
          System.gc();
          return function.get() == null;
        });
  }

  private Object usedAndDropped() {
    var function =
        Memoizer.create()
            .expireAfterWrite(Duration.ofHours(1))
            .refreshAfter(Duration.ofMinutes(1))
            .function(this::compute);
    function.apply("a");
    return function;
  }

  @Test
  void options_invalidValues_areRefused() {
    Memoizer memoizer = Memoizer.create();
    assertThrows(IllegalArgumentException.class, () -> memoizer.maximumSize(0));
    assertThrows(IllegalArgumentException.class, () -> memoizer.expireAfterWrite(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> memoizer.expireAfterAccess(Duration.ofSeconds(-1)));
    assertThrows(IllegalArgumentException.class, () -> memoizer.refreshAfter(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> memoizer.staleIfError(Duration.ofSeconds(-1)));
    assertThrows(NullPointerException.class, () -> memoizer.function(null));
    assertThrows(
        NullPointerException.class, () -> memoizer.keepExceptions((Class<Exception>) null));
  }

  @Test
  void expireAfter_writeAndAccess_applyTogether() {
    ManualTicker ticker = new ManualTicker();
    var function =
        Memoizer.create()
            .expireAfterAccess(Duration.ofSeconds(25))
            .expireAfterWrite(Duration.ofSeconds(60))
            .ticker(ticker)
            .function(this::compute);
    assertThat(function.apply("used"), is("used1"));
    assertThat(function.apply("idle"), is("idle2"));
    for (int i = 0; i < 2; i++) {
      ticker.advance(Duration.ofSeconds(20));
      assertThat(function.apply("used"), is("used1"));
    }
    assertThat(function.apply("idle"), is("idle3"));
    ticker.advance(Duration.ofSeconds(20));
    assertThat(function.apply("used"), is("used4"));
  }

  @Test
  void expireAfterWrite_forever_neverExpires() {
    var function =
        Memoizer.create()
            .expireAfterWrite(ChronoUnit.FOREVER.getDuration())
            .function(this::compute);
    function.apply("a");
    assertThat(function.apply("a"), is("a1"));
  }
}
