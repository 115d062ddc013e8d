package dev.larder.testkit.promise;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

/** Each probe detects a cache with its flaw. */
class ProbesTest {
  private static final long SEED = 1;

  @Test
  void invoke_inTwoSteps_losesUpdates() {
    Meeting meeting = Meeting.ofAll();
    assertBroken(
        "invoke loses no update",
        Flawed.provider(
            "invoke",
            3,
            (cache, arguments) -> {
              Integer present = (Integer) cache.get(arguments[0]);
              meeting.await(arguments[0]);
              int next = present == null ? 1 : present + 1;
              cache.put(arguments[0], next);
              return next;
            }));
  }

  @Test
  void putIfAbsent_inTwoSteps_hasTwoWinners() {
    Meeting meeting = Meeting.ofAll();
    CachingProvider provider =
        Flawed.provider(
            "putIfAbsent",
            2,
            (cache, arguments) -> {
              boolean absent = !cache.containsKey(arguments[0]);
              if (absent) {
                meeting.await(arguments[0]);
                cache.put(arguments[0], arguments[1]);
              }
              return absent;
            });
    assertBroken("putIfAbsent has one winner", provider);
  }

  @Test
  void getAndPut_inTwoSteps_returnsValuesTwice() {
    assertBroken(
        "getAndPut gives each value out exactly once", twoStepsOfGetAndPut(Meeting.ofAll()));
  }

  /** About half of the fifty meetings leave a history that is linearizable by chance. */
  @Test
  void getAndPut_inTwoSteps_isNotLinearizable() {
    assertBroken("all operations on a key are linearizable", twoStepsOfGetAndPut(Meeting.ofSome()));
  }

  private static CachingProvider twoStepsOfGetAndPut(Meeting meeting) {
    return Flawed.provider(
        "getAndPut",
        2,
        (cache, arguments) -> {
          Object old = cache.get(arguments[0]);
          meeting.await(arguments[0]);
          cache.put(arguments[0], arguments[1]);
          return old;
        });
  }

  @Test
  void removeAll_byClear_firesNoEvents() {
    assertBroken(
        "removeAll() sends REMOVED for each entry",
        Flawed.provider(
            "removeAll",
            0,
            (cache, arguments) -> {
              cache.clear();
              return null;
            }));
  }

  @Test
  void nullArgument_accepted_isDetected() {
    assertBroken(
        "null is refused in each position",
        Flawed.provider(
            "get", 1, (cache, arguments) -> arguments[0] == null ? null : cache.get(arguments[0])));
  }

  @Test
  void probe_throws_isAnError() {
    Verdict verdict =
        watch(
            Promise.beyond(
                "fails",
                trial -> {
                  throw new IllegalStateException("of the provider");
                }),
            Caching.getCachingProvider(Flawed.LARDER));
    assertThat(verdict.kind(), is(Verdict.Kind.ERROR));
    assertThat(verdict.text(), containsString("of the provider"));
  }

  @Test
  void probe_checksNothing_isNotApplicable() {
    Verdict verdict =
        watch(Promise.beyond("empty", trial -> {}), Caching.getCachingProvider(Flawed.LARDER));
    assertThat(verdict.kind(), is(Verdict.Kind.NOT_APPLICABLE));
  }

  @Test
  void probe_unknownBound_isNotApplicable() {
    CachingProvider unknown = twoStepsOfGetAndPut(Meeting.ofAll());
    Verdict verdict = watch(named("at most one entry per writing thread is above"), unknown);
    assertThat(verdict.kind(), is(Verdict.Kind.NOT_APPLICABLE));
  }

  private static void assertBroken(String sentence, CachingProvider provider) {
    Verdict verdict = Found.within(named(sentence), provider, Verdict.Kind.BROKEN);
    assertThat(verdict.detail(), verdict.kind(), is(Verdict.Kind.BROKEN));
  }

  private static Promise named(String start) {
    return Promises.all().stream()
        .filter(promise -> promise.sentence().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static Verdict watch(Promise promise, CachingProvider provider) {
    return Watchdog.watch(promise, new Trial(provider, Effort.FAST, SEED));
  }
}
