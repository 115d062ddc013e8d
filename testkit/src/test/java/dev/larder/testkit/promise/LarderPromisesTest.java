package dev.larder.testkit.promise;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Larder keeps all promises. */
class LarderPromisesTest {
  private static final long SEED = 1;

  @TestFactory
  Stream<DynamicTest> promisesAreKept() {
    return Promises.all().stream()
        .map(promise -> DynamicTest.dynamicTest(promise.sentence(), () -> assertKept(promise)));
  }

  private static void assertKept(Promise promise) {
    Verdict verdict = Watchdog.watch(promise, new Trial(Flawed.LARDER, Effort.FAST, SEED));
    assertThat(verdict.text() + "\n" + verdict.detail(), verdict.kind(), is(Verdict.Kind.KEPT));
  }
}
