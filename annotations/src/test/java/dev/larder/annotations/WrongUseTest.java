package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations without effect are rejected with class, method, parameter and rule. */
class WrongUseTest {
  static class TwoValues {
    @CachePut
    public void put(String key, @CacheValue String a, @CacheValue String b) {}
  }

  static class NoValue {
    @CachePut
    public void put(String key, String value) {}
  }

  static class NoKey {
    @CachePut
    public void put(@CacheValue String value) {}
  }

  static class KeyIsValue {
    @CachePut
    public void put(@CacheKey @CacheValue String both) {}
  }

  static class ValueOfAResult {
    @CacheResult
    public String get(String key, @CacheValue String value) {
      return value;
    }
  }

  static class KeyOfAll {
    @CacheRemoveAll
    public void clear(@CacheKey String key) {}
  }

  static class ResultOfNothing {
    @CacheResult
    public void get(String key) {}
  }

  static class TwoThings {
    @CacheResult
    @CacheRemove
    public String get(String key) {
      return key;
    }
  }

  static class Private {
    @CacheResult
    @SuppressWarnings("UnusedMethod") // its visibility is the error under test
    private String get(String key) {
      return key;
    }
  }

  static class Static {
    @CacheResult
    public static String get(String key) {
      return key;
    }
  }

  static class MarkWithoutAnnotation {
    public String get(@CacheKey String key) {
      return key;
    }
  }

  static class FinalMethod {
    @CacheResult
    public final String get(String key) {
      return key;
    }
  }

  static final class FinalClass {
    @CacheResult
    public String get(String key) {
      return key;
    }
  }

  static class ResultOfNoContent {
    @CacheResult
    public CompletionStage<Void> get(String key) {
      return null;
    }
  }

  static class ResultVoid {
    @CacheResult
    public Void get(String key) {
      return null;
    }
  }

  static class ResultOfAFuture {
    @CacheResult
    public Future<String> get(String key) {
      return null;
    }
  }

  static class ResultOfAStream {
    @CacheResult
    public Stream<String> get(String key) {
      return Stream.of(key);
    }
  }

  static class ResultOfAnIterator {
    @CacheResult
    public ListIterator<String> get(String key) {
      return List.of(key).listIterator();
    }
  }

  static class ResultOfAPublisher {
    @CacheResult
    public SubmissionPublisher<String> get(String key) {
      return null;
    }
  }

  static class ResultOfALaterStream {
    @CacheResult
    public CompletionStage<IntStream> get(String key) {
      return null;
    }
  }

  static class ValueOfAStream {
    @CachePut
    public void put(String key, @CacheValue Stream<String> value) {}
  }

  static class OwnFuture extends CompletableFuture<String> {}

  static class ResultOfAnOwnFuture {
    @CacheResult
    public OwnFuture get(String key) {
      return null;
    }
  }

  static class ChangeAfterAnOwnFuture {
    @CacheRemove
    public OwnFuture remove(String key) {
      return null;
    }
  }

  static class ValueToCome {
    @CachePut
    public void put(String key, @CacheValue CompletionStage<String> value) {}
  }

  static class ExceptionsWithoutACache {
    @CacheResult(cachedExceptions = IllegalStateException.class)
    public String get(String key) {
      return key;
    }
  }

  static class PutBeforeExceptions {
    @CachePut(afterInvocation = false, noCacheFor = IllegalStateException.class)
    public void put(String key, @CacheValue String value) {}
  }

  static class RemoveBeforeExceptions {
    @CacheRemove(afterInvocation = false, evictFor = IllegalStateException.class)
    public void remove(String key) {}
  }

  static class RemoveAllBeforeExceptions {
    @CacheRemoveAll(afterInvocation = false, noEvictFor = IllegalStateException.class)
    public void clear() {}
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(TwoValues.class, "put", "parameter 3 (b)", "a second @CacheValue"),
        Arguments.of(NoValue.class, "put", "", "@CachePut without a value"),
        Arguments.of(NoKey.class, "put", "", "@CachePut without a key"),
        Arguments.of(KeyIsValue.class, "put", "parameter 1 (both)", "@CacheKey and @CacheValue"),
        Arguments.of(ValueOfAResult.class, "get", "parameter 2 (value)", "goes with @CachePut"),
        Arguments.of(KeyOfAll.class, "clear", "parameter 1 (key)", "needs no key"),
        Arguments.of(ResultOfNothing.class, "get", "", "no result to cache"),
        Arguments.of(ResultVoid.class, "get", "", "no result to cache"),
        Arguments.of(ResultOfNoContent.class, "get", "", "no result to cache"),
        Arguments.of(ResultOfAFuture.class, "get", Future.class.getName(), "CompletableFuture"),
        Arguments.of(ResultOfAnOwnFuture.class, "get", "OwnFuture", "CompletableFuture"),
        Arguments.of(ChangeAfterAnOwnFuture.class, "remove", "OwnFuture", "CompletableFuture"),
        Arguments.of(ResultOfAStream.class, "get", "", "returns java.util.stream.Stream"),
        Arguments.of(ResultOfAnIterator.class, "get", "", "returns java.util.ListIterator"),
        Arguments.of(ResultOfAPublisher.class, "get", "", "can be read once"),
        Arguments.of(ResultOfALaterStream.class, "get", "", "returns java.util.stream.IntStream"),
        Arguments.of(ValueOfAStream.class, "put", "parameter 2 (value)", "used up by its first"),
        Arguments.of(ValueToCome.class, "put", "parameter 2 (value)", "what can be cached"),
        Arguments.of(ExceptionsWithoutACache.class, "get", "", "no exceptionCacheName"),
        Arguments.of(PutBeforeExceptions.class, "put", "", "afterInvocation = false"),
        Arguments.of(RemoveBeforeExceptions.class, "remove", "", "afterInvocation = false"),
        Arguments.of(RemoveAllBeforeExceptions.class, "clear", "", "afterInvocation = false"),
        Arguments.of(TwoThings.class, "get", "", "@CacheResult and @CacheRemove"),
        Arguments.of(Private.class, "get", "", "private or static"),
        Arguments.of(Static.class, "get", "", "private or static"),
        Arguments.of(MarkWithoutAnnotation.class, "get", "parameter 1 (key)", "@CacheKey means"));
  }

  private final CacheInterceptor interceptor =
      new CacheInterceptor(
          () -> {
            throw new AssertionError("no cache is needed");
          },
          Instances.byConstructor());

  @ParameterizedTest
  @MethodSource("wrong")
  void annotations_breakingARule_areRejectedWhenRead(
      Class<?> type, String method, String where, String rule) {
    InvalidCachingException refused =
        assertThrows(InvalidCachingException.class, () -> interceptor.intercepts(type));
    assertThat(
        refused.getMessage(),
        allOf(
            containsString(type.getName() + "." + method + "("),
            containsString(where),
            containsString(rule)));
  }

  static class ChangeBeforeAnOwnFuture {
    @CacheRemove(afterInvocation = false)
    public OwnFuture remove(String key) {
      return null;
    }
  }

  @Test
  void changeBeforeTheMethod_anyFuture_isAccepted() {
    assertThat(interceptor.intercepts(ChangeBeforeAnOwnFuture.class), is(true));
  }

  @Test
  void finalMethod_interceptedBySubclass_isRejected() {
    for (Class<?> type : new Class<?>[] {FinalMethod.class, FinalClass.class}) {
      assertThat(interceptor.intercepts(type), is(true));
      InvalidCachingException refused =
          assertThrows(InvalidCachingException.class, () -> interceptor.interceptsBySubclass(type));
      assertThat(
          refused.getMessage(),
          allOf(containsString(type.getName() + ".get("), containsString("final")));
    }
  }
}
