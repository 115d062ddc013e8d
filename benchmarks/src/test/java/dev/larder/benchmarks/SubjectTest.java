package dev.larder.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.benchmarks.subject.Expiry;
import dev.larder.benchmarks.subject.Extra;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.benchmarks.subject.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks, without measuring, that each subject is configured as specified, and supports the
 * operations of its rows.
 */
class SubjectTest {
  private static final int MAXIMUM = 100;
  private static final Map<Subject, String> PACKAGE =
      Map.of(
          Subject.MAP, "java.util.concurrent",
          Subject.LINKED_HASH_MAP, "java.util.Collections",
          Subject.CAFFEINE_NATIVE, "com.github.benmanes.caffeine.cache",
          Subject.LARDER, "dev.larder",
          Subject.CAFFEINE, "com.github.benmanes.caffeine.jcache",
          Subject.EHCACHE, "org.ehcache",
          Subject.CACHE2K, "org.cache2k",
          Subject.RI, "org.jsr107.ri");

  static Stream<Subject> runnable() {
    return PACKAGE.keySet().stream().sorted();
  }

  static Stream<Subject> caches() {
    return runnable().filter(subject -> subject.kind() != Subject.Kind.LIMIT);
  }

  static Stream<Arguments> cachesAndExtras() {
    return caches()
        .flatMap(subject -> Stream.of(Extra.values()).map(extra -> Arguments.of(subject, extra)));
  }

  private static Target open(Subject subject, Extra extra) {
    return subject.open(new Spec(MAXIMUM, Expiry.ETERNAL, Values.NUMBER, extra));
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void open_eachSubject_isItsClassAndFindsEntries(Subject subject) {
    Target target = subject.open(Spec.bounded(MAXIMUM));
    assertThat(target.cache().getClass().getName(), containsString(PACKAGE.get(subject)));
    target.put(1, 10);
    assertThat(target.get(1), is(10));
    assertThat(target.get(2), nullValue());
    assertThat(target.putIfAbsent(1, 11), is(false));
    assertThat(target.replace(1, 12), is(true));
    assertThat(target.getAndPut(1, 13), is(12));
    assertThat(target.increment(1), is(14));
    assertThat(target.count(), is(1L));
    assertThat(target.remove(1), is(true));
    assertThat(target.get(1), nullValue());
  }

  @ParameterizedTest
  @EnumSource(names = {"MEMOIZER", "PROXY", "CDI", "GUICE", "SPRING"})
  void open_annotatedMethod_findsEntriesInLarder(Subject subject) {
    Target target = subject.open(Spec.bounded(MAXIMUM));
    assertThat(target.cache().getClass().getName(), containsString("dev.larder"));
    target.put(1, 10);
    assertThat(target.get(1), is(10));
    assertThat(target.count(), is(1L));
    assertThat(target.get(2), nullValue());
  }

  @ParameterizedTest
  @EnumSource(names = {"LARDER", "EHCACHE", "LINKED_HASH_MAP"})
  void put_fullCache_keepsTheBound(Subject subject) {
    Target target = subject.open(Spec.bounded(MAXIMUM));
    for (int i = 0; i < 10 * MAXIMUM; i++) {
      target.put(i, i);
    }
    assertThat(target.count(), lessThanOrEqualTo((long) MAXIMUM));
  }

  @Test
  void larder_atItsBound_evicts() {
    Target target = Subject.LARDER.open(Spec.bounded(MAXIMUM));
    for (int i = 0; i < 10 * MAXIMUM; i++) {
      target.put(i, i);
    }
    assertThat(target.size(), is((long) MAXIMUM));
    assertThat(target.count(), is((long) MAXIMUM));
  }

  @ParameterizedTest
  @EnumSource(names = {"CAFFEINE", "CACHE2K", "CAFFEINE_NATIVE"})
  void put_fullCache_keepsTheBoundEventually(Subject subject) throws InterruptedException {
    Target target = subject.open(Spec.bounded(MAXIMUM));
    for (int i = 0; i < 10 * MAXIMUM; i++) {
      target.put(i, i);
    }
    for (int i = 0; i < 100 && target.size() > MAXIMUM; i++) {
      // Poll: these evict in threads of their own, which do not notify.
      Thread.sleep(20);
      assertThat(target.remove(-1), is(false));
    }
    assertThat(target.size(), lessThanOrEqualTo((long) MAXIMUM));
  }

  @ParameterizedTest
  @MethodSource("cachesAndExtras")
  void open_extraFeature_works(Subject subject, Extra extra) {
    Target target = open(subject, extra);
    target.put(1, 10);
    target.put(1, 11);
    assertThat(target.get(1), is(11));
    assertThat(target.get(2), extra == Extra.LOADER ? is(2) : nullValue());
    // Plain sets and maps, because some providers do not accept or return others.
    Map<Integer, Object> found = new HashMap<>(target.getAll(new HashSet<>(List.of(1, 3))));
    assertThat(found.get(1), is(11));
    assertThat(found.get(3), extra == Extra.LOADER ? is(3) : nullValue());
  }

  @ParameterizedTest
  @MethodSource("caches")
  void open_expiry_keepsEntriesForAnHour(Subject subject) {
    for (Expiry expiry : Expiry.values()) {
      Target target = subject.open(new Spec(MAXIMUM, expiry, Values.NUMBER, Extra.NONE));
      target.put(1, 10);
      target.put(1, 11);
      assertThat(target.get(1), is(11));
    }
  }

  @ParameterizedTest
  @MethodSource("caches")
  void get_byReferenceOrByValue_sameObjectOrCopy(Subject subject) {
    Values.Basket basket = (Values.Basket) Values.MUTABLE.of(7);
    for (Extra extra : List.of(Extra.NONE, Extra.BY_VALUE)) {
      Target target = subject.open(new Spec(MAXIMUM, Expiry.ETERNAL, Values.MUTABLE, extra));
      target.put(1, basket);
      Values.Basket found = (Values.Basket) target.get(1);
      assertThat(found, notNullValue());
      assertThat(found, extra == Extra.NONE ? sameInstance(basket) : not(sameInstance(basket)));
      assertThat(found.items(), equalTo(basket.items()));
    }
  }

  @Test
  void of_unknownSubject_namesTheKnownOnes() {
    assertThat(Subject.of("LARDER, caffeine"), is(Set.of(Subject.LARDER, Subject.CAFFEINE)));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Subject.of("LARDER,MEMCACHED"));
    assertThat(e.getMessage(), containsString("'MEMCACHED'"));
    assertThat(e.getMessage(), containsString("EHCACHE"));
  }
}
