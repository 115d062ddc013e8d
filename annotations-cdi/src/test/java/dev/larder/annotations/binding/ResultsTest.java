package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.key.Keys;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The content of an optional or the result of a stage is cached, and a hit returns an equivalent
 * object.
 */
class ResultsTest extends BindingTest {
  public interface Kinds {
    CompletionStage<Optional<String>> later(String item);

    OptionalInt number(String item);

    OptionalLong count(String item);

    OptionalDouble rate(String item);

    Optional<String> find(String item);

    void set(String item, Optional<String> text);

    Object anything(String item);

    Object forget(String item);

    /** Sets the result of later calls. */
    void next(Object result);

    int calls();
  }

  @CacheDefaults(cacheName = "kinds")
  public static class RealKinds implements Kinds {
    private Object next;
    private int calls;

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test knows the type
    private <T> T called() {
      calls++;
      return (T) next;
    }

    @Override
    @CacheResult
    public CompletionStage<Optional<String>> later(String item) {
      return called();
    }

    @Override
    @CacheResult
    public OptionalInt number(String item) {
      return called();
    }

    @Override
    @CacheResult
    public OptionalLong count(String item) {
      return called();
    }

    @Override
    @CacheResult
    public OptionalDouble rate(String item) {
      return called();
    }

    @Override
    @CacheResult
    public Optional<String> find(String item) {
      return called();
    }

    @Override
    @CachePut
    public void set(String item, @CacheValue Optional<String> text) {
      calls++;
    }

    @Override
    @CacheResult
    public Object anything(String item) {
      return called();
    }

    @Override
    @CacheRemove
    public Object forget(String item) {
      return called();
    }

    @Override
    public void next(Object result) {
      next = result;
    }

    @Override
    public int calls() {
      return calls;
    }
  }

  private Kinds kinds;

  @BeforeEach
  void openKinds() {
    createByReference("kinds");
    kinds = open(Kinds.class, RealKinds.class);
  }

  private static Object cached() {
    return manager().getCache("kinds").get(Keys.of("tea"));
  }

  /**
   * Checks that content is read from the cache twice, and that the method runs again without it.
   */
  private void assertCached(Supplier<?> call, Object full, Object empty, Object content) {
    kinds.next(empty);
    assertThat(call.get(), is(empty));
    assertThat(cached(), is(nullValue()));
    kinds.next(full);
    assertThat(call.get(), is(full));
    assertThat(cached(), is(content));
    kinds.next(empty);
    assertThat(call.get(), is(full));
    assertThat(kinds.calls(), is(2));
  }

  @Test
  void optionalInt_result_isCachedAsInteger() {
    assertCached(() -> kinds.number("tea"), OptionalInt.of(3), OptionalInt.empty(), 3);
  }

  @Test
  void optionalLong_result_isCachedAsLong() {
    assertCached(() -> kinds.count("tea"), OptionalLong.of(3), OptionalLong.empty(), 3L);
  }

  @Test
  void optionalDouble_result_isCachedAsDouble() {
    assertCached(() -> kinds.rate("tea"), OptionalDouble.of(0.5), OptionalDouble.empty(), 0.5);
  }

  @Test
  void stageOfOptional_result_isCachedByContent() {
    kinds.next(CompletableFuture.completedFuture(Optional.empty()));
    assertThat(kinds.later("tea").toCompletableFuture().join(), is(Optional.empty()));
    assertThat(cached(), is(nullValue()));
    kinds.next(CompletableFuture.completedFuture(Optional.of("hot")));
    for (int i = 0; i < 2; i++) {
      assertThat(kinds.later("tea").toCompletableFuture().join(), is(Optional.of("hot")));
    }
    assertThat(cached(), is("hot"));
    assertThat(kinds.calls(), is(2));
  }

  @Test
  void optional_put_isCachedByContent() {
    kinds.set("tea", Optional.of("hot"));
    assertThat(kinds.find("tea"), is(Optional.of("hot")));
    assertThat(cached(), is("hot"));
    kinds.set("tea", Optional.empty());
    assertThat(cached(), is(nullValue()));
  }

  @Test
  void result_undeclaredStageOrOptional_isNotCached() {
    for (Object result : new Object[] {Optional.of("hot"), CompletableFuture.completedStage(1)}) {
      kinds.next(result);
      assertThat(kinds.anything("tea"), is(sameInstance(result)));
      assertThat(cached(), is(nullValue()));
    }
    kinds.next("hot");
    kinds.anything("tea");
    assertThat(cached(), is("hot"));
  }

  @Test
  void change_undeclaredStage_waitsForIt() {
    kinds.set("tea", Optional.of("hot"));
    CompletableFuture<Object> stage = new CompletableFuture<>();
    kinds.next(stage);
    CompletionStage<?> forgotten = (CompletionStage<?>) kinds.forget("tea");
    assertThat(cached(), is("hot"));
    stage.complete(null);
    assertThat(forgotten.toCompletableFuture().isDone(), is(true));
    assertThat(cached(), is(nullValue()));
  }

  /** A return type that does not show that the object is a stage. */
  public interface Ticket {
    boolean complete(Object value);

    boolean completeExceptionally(Throwable failure);
  }

  public static class TicketStage extends CompletableFuture<Object> implements Ticket {}

  /** Removes entries, and returns an object that is a stage. */
  public interface Counter<T> {
    @CacheRemove(cacheName = "kinds")
    Ticket byInterface(String item);

    @CacheRemove(cacheName = "kinds")
    T byParameterOfType(String item);

    @CacheRemove(cacheName = "kinds")
    @SuppressWarnings("TypeParameterUnusedInFormals") // as some libraries have it
    <R> R byParameterOfMethod(String item);

    @CacheRemove(cacheName = "kinds")
    @SuppressWarnings("TypeParameterUnusedInFormals") // as some libraries have it
    <R extends CompletionStage<?>> R byBound(String item);

    @CacheResult(cacheName = "kinds")
    @SuppressWarnings("TypeParameterUnusedInFormals") // as some libraries have it
    <R extends CompletionStage<?>> R resultByBound(String item);
  }

  public static class RealCounter implements Counter<Ticket> {
    @Override
    public Ticket byInterface(String item) {
      return new TicketStage();
    }

    @Override
    public Ticket byParameterOfType(String item) {
      return new TicketStage();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test asks for tickets
    public <R> R byParameterOfMethod(String item) {
      return (R) new TicketStage();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test asks for tickets
    public <R extends CompletionStage<?>> R byBound(String item) {
      return (R) new TicketStage();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test asks for tickets
    public <R extends CompletionStage<?>> R resultByBound(String item) {
      return (R) new TicketStage();
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void result_stageOfItsOwnTypeByBound_isNotCached() {
    Counter<Ticket> counter = open(Counter.class, RealCounter.class);
    TicketStage first = counter.resultByBound("tea");
    TicketStage second = counter.resultByBound("tea");
    first.complete("done");
    assertThat(second.isDone(), is(false));
    assertThat(cached(), is(nullValue()));
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void change_stageOfItsOwnType_returnsItAndWaitsForIt() {
    Counter<Ticket> counter = open(Counter.class, RealCounter.class);
    List<Supplier<Ticket>> calls =
        List.of(
            () -> counter.byInterface("tea"),
            () -> counter.byParameterOfType("tea"),
            () -> counter.<Ticket>byParameterOfMethod("tea"),
            () -> counter.<TicketStage>byBound("tea"));
    for (Supplier<Ticket> call : calls) {
      kinds.set("tea", Optional.of("hot"));
      Ticket failed = call.get();
      failed.completeExceptionally(new TroubleException());
      assertThat(cached(), is("hot"));
      Ticket ticket = call.get();
      assertThat(cached(), is("hot"));
      ticket.complete("done");
      assertThat(cached(), is(nullValue()));
    }
  }

  public interface Source<K, V> {
    @CacheResult(cacheName = "kinds")
    V get(K key);
  }

  /** Declares its result by a type argument only, which is a stage. */
  public static class Base<V> implements Source<String, V> {
    private int calls;

    @Override
    @SuppressWarnings("unchecked") // the subclass declares the type
    public V get(String key) {
      return (V)
          (++calls == 1
              ? CompletableFuture.failedFuture(new TroubleException())
              : CompletableFuture.completedFuture(Optional.of(calls)));
    }
  }

  public static class Later extends Base<CompletableFuture<Optional<Integer>>> {}

  @Test
  void result_stageByTypeArgument_isCached() {
    Source<String, CompletableFuture<Optional<Integer>>> source = open(Source.class, Later.class);
    assertThat(source.get("tea").isCompletedExceptionally(), is(true));
    assertThat(source.get("tea").join(), is(Optional.of(2)));
    assertThat(source.get("tea").join(), is(Optional.of(2)));
    assertThat(cached(), is(2));
  }

  /** Declares the type argument for its implementations. */
  public interface Asking extends Function<String, CompletionStage<Optional<Integer>>> {
    @Override
    @CacheResult(cacheName = "kinds")
    CompletionStage<Optional<Integer>> apply(String key);
  }

  @Test
  void result_stageByALambdasInterface_isCached() {
    int[] calls = new int[1];
    Asking asking =
        CachingProxy.wrap(
            Asking.class,
            key -> CompletableFuture.completedFuture(Optional.of(++calls[0])),
            manager());
    Function<String, CompletionStage<Optional<Integer>>> function = asking;
    assertThat(asking.apply("tea").toCompletableFuture().join(), is(Optional.of(1)));
    assertThat(function.apply("tea").toCompletableFuture().join(), is(Optional.of(1)));
    assertThat(cached(), is(1));
  }
}
