package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.annotations.key.Keys;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call of a method that returns a stage ends with the stage. */
class StagesTest extends BindingTest {
  public interface Later {
    CompletionStage<Integer> find(String item);

    CompletableFuture<Void> set(String item, Integer price);

    CompletionStage<Void> setAnyway(String item, Integer price);

    CompletableFuture<Void> forget(String item);

    CompletableFuture<Void> forgetAll();

    /** Sets the result of the next call. */
    void next(CompletionStage<?> stage);

    int calls();
  }

  public static class RealLater implements Later {
    private CompletionStage<?> next;
    private int calls;

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test knows the type
    private <T> T called() {
      calls++;
      return (T) next;
    }

    @Override
    @CacheResult(cacheName = "later", exceptionCacheName = "failures")
    public CompletionStage<Integer> find(String item) {
      return called();
    }

    @Override
    @CachePut(cacheName = "later")
    public CompletableFuture<Void> set(String item, @CacheValue Integer price) {
      return called();
    }

    @Override
    @CachePut(cacheName = "later", cacheFor = IllegalStateException.class)
    public CompletionStage<Void> setAnyway(String item, @CacheValue Integer price) {
      return called();
    }

    @Override
    @CacheRemove(cacheName = "later")
    public CompletableFuture<Void> forget(String item) {
      return called();
    }

    @Override
    @CacheRemoveAll(cacheName = "later")
    public CompletableFuture<Void> forgetAll() {
      return called();
    }

    @Override
    public void next(CompletionStage<?> stage) {
      next = stage;
    }

    @Override
    public int calls() {
      return calls;
    }
  }

  private final CompletableFuture<Object> source = new CompletableFuture<>();
  private Later later;

  @BeforeEach
  void openLater() {
    createByReference("later");
    createByReference("failures");
    later = open(Later.class, RealLater.class);
    later.next(source);
  }

  private static CompletableFuture<?> future(CompletionStage<?> stage) {
    return stage.toCompletableFuture();
  }

  private static Object cached(String item) {
    return manager().getCache("later").get(Keys.of(item));
  }

  @Test
  void change_pendingStage_waitsForIt() {
    CompletableFuture<Void> set = later.set("tea", 7);
    assertThat(cached("tea"), is(nullValue()));
    source.complete(null);
    assertThat(set.isDone(), is(true));
    assertThat(cached("tea"), is(7));
    later.next(CompletableFuture.completedStage(null).toCompletableFuture());
    later.forget("tea").join();
    assertThat(cached("tea"), is(nullValue()));
    later.set("ink", 8).join();
    later.forgetAll().join();
    assertThat(count("later"), is(0));
  }

  @Test
  void change_failedStage_appliesForNamedExceptions() {
    later.next(CompletableFuture.failedFuture(new TroubleException()));
    assertThat(future(later.set("tea", 7)).isCompletedExceptionally(), is(true));
    assertThat(future(later.setAnyway("tea", 7)).isCompletedExceptionally(), is(true));
    assertThat(cached("tea"), is(nullValue()));
    later.next(CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
    assertThat(future(later.setAnyway("tea", 7)).isCompletedExceptionally(), is(true));
    assertThat(cached("tea"), is(7));
  }

  @Test
  void change_callerCompletedTheFuture_isMade() {
    manager().getCache("later").put(Keys.of("tea"), 1);
    CompletableFuture<Void> forgotten = later.forget("tea");
    forgotten.completeExceptionally(new TimeoutException("what orTimeout does"));
    assertThat(cached("tea"), is(1));
    source.complete(null);
    assertThat(cached("tea"), is(nullValue()));
  }

  @Test
  void result_callerCompletedTheFuture_isCached() {
    CompletableFuture<?> found = future(later.find("tea"));
    found.completeExceptionally(new TimeoutException("too long"));
    source.complete(3);
    assertThat(future(later.find("tea")).join(), is(3));
    assertThat(later.calls(), is(1));
  }

  @Test
  void exception_failedStage_isCached() {
    TroubleException trouble = new TroubleException();
    later.next(CompletableFuture.runAsync(() -> sneak(trouble)));
    for (int i = 0; i < 2; i++) {
      CompletionException thrown =
          assertThrows(CompletionException.class, () -> future(later.find("tea")).join());
      assertThat(thrown.getCause(), is(sameInstance(trouble)));
    }
    assertThat(later.calls(), is(1));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // so that none is declared
  private static <E extends Throwable> void sneak(Throwable any) throws E {
    throw (E) any;
  }

  @Test
  void cancel_byTheCaller_isPassedOnAndNotCached() {
    CompletableFuture<?> found = future(later.find("tea"));
    assertThat(found.cancel(true), is(true));
    assertThat(source.isCancelled(), is(true));
    assertThat(found.isCancelled(), is(true));
    assertThat(count("failures"), is(0));
    later.next(CompletableFuture.completedFuture(2));
    assertThat(future(later.find("tea")).join(), is(2));
  }

  @Test
  void cancel_byTheMethod_isNotCached() {
    CompletableFuture<?> found = future(later.find("tea"));
    source.cancel(true);
    assertThrows(CancellationException.class, found::join);
    later.next(source.thenApply(value -> value));
    assertThat(
        assertThrows(CompletionException.class, () -> future(later.find("tea")).join()).getCause(),
        is(instanceOf(CancellationException.class)));
    assertThat(count("failures"), is(0));
  }

  @Test
  void cancel_minimalStage_continues() {
    later.next(source.minimalCompletionStage());
    CompletableFuture<?> found = future(later.find("tea"));
    assertThat(found.cancel(true), is(true));
    assertThat(source.isCancelled(), is(false));
    source.complete(5);
    assertThat(cached("tea"), is(5));
  }

  @Test
  void result_nullStage_isReturnedAndNotCached() {
    later.next(null);
    assertThat(later.find("tea"), is(nullValue()));
    assertThat(count("later"), is(0));
  }

  @Test
  void stage_failingCache_fails() {
    CompletableFuture<Void> set = later.set("tea", 7);
    manager().getCache("later").close();
    source.complete(null);
    assertThat(
        assertThrows(CompletionException.class, set::join).getCause(),
        is(instanceOf(IllegalStateException.class)));
  }
}
