package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requirements of the specification for every binding that the TCK does not test. */
abstract class AnnotationsContract {
  private static final List<String> NAMES =
      List.of(
          "prices",
          "several",
          "troubles",
          "letters",
          "found",
          "later",
          "checked",
          "inherited",
          "interfaces");

  final IllegalStateException trouble = new IllegalStateException("on purpose");

  /** The intercepted object; new for each test. */
  Catalogue catalogue;

  private final Binding binding;
  private final List<Runnable> atEnd = new ArrayList<>();

  AnnotationsContract(Binding binding) {
    this.binding = binding;
  }

  CacheManager manager() {
    return Caching.getCachingProvider().getCacheManager();
  }

  Cache<Object, Object> cache(String name) {
    return manager().getCache(name);
  }

  @BeforeEach
  void openCatalogue() {
    // A filter on serialized forms does not accept throwables by default.
    NAMES.forEach(
        name -> manager().createCache(name, new MutableConfiguration<>().setStoreByValue(false)));
    catalogue = binding.open(Catalogue.class, RealCatalogue.class, atEnd::add);
  }

  @AfterEach
  void closeCatalogue() {
    atEnd.forEach(Runnable::run);
    manager().getCacheNames().forEach(manager()::destroyCache);
  }

  int count(String cache) {
    return (int) StreamSupport.stream(cache(cache).spliterator(), false).count();
  }

  @Test
  void result_calledTwice_isCachedByArgument() {
    assertThat(catalogue.price("tea"), is(1));
    catalogue.answer(2);
    assertThat(catalogue.price("tea"), is(1));
    assertThat(catalogue.price("ink"), is(2));
    assertThat(catalogue.calls(), is(2));
    assertThat(count("prices"), is(2));
  }

  @Test
  void inheritedMethod_annotated_isCached() {
    assertThat(catalogue.inherited("tea"), is(1));
    assertThat(catalogue.inherited("tea"), is(1));
    assertThat(catalogue.calls(), is(1));
    assertThat(count("inherited"), is(1));
  }

  @Test
  void implementation_annotatedInterface_isCached() {
    assertThat(catalogue.ofInterface("tea"), is(1));
    assertThat(catalogue.ofInterface("tea"), is(1));
    assertThat(catalogue.calls(), is(1));
    assertThat(count("interfaces"), is(1));
  }

  @Test
  void method_withoutAnnotation_isJustCalled() {
    assertThat(catalogue.plain("a"), is("a"));
    assertThat(catalogue.plain("a"), is("a"));
    assertThat(catalogue.calls(), is(2));
  }

  @Test
  void arrayArguments_equalElements_haveEqualKeys() {
    catalogue.priceOfAll(new String[] {"a", "b"}, new int[][] {{1}, {2, 3}});
    catalogue.priceOfAll(new String[] {"a", "b"}, new int[][] {{1}, {2, 3}});
    assertThat(catalogue.calls(), is(1));
    catalogue.priceOfAll(new String[] {"a", "b"}, new int[][] {{1}, {2, 4}});
    assertThat(catalogue.calls(), is(2));
  }

  @Test
  void key_markedParameters_ignoresTheOthers() {
    catalogue.priceIn("tea", "one");
    catalogue.priceIn("tea", "two");
    assertThat(catalogue.calls(), is(1));
    assertThat("the cache is shared, and the keys are equal", catalogue.price("tea"), is(1));
    assertThat(catalogue.calls(), is(1));
  }

  @Test
  void skipGet_eachCall_runsAndCachesTheResult() {
    catalogue.price("tea");
    catalogue.answer(5);
    assertThat(catalogue.always("tea"), is(5));
    assertThat(catalogue.always("tea"), is(5));
    assertThat(catalogue.calls(), is(3));
    assertThat(catalogue.price("tea"), is(5));
    assertThat(catalogue.calls(), is(3));
  }

  @Test
  void skipGet_cachedException_isSkipped() {
    catalogue.failWith(trouble);
    assertThrows(IllegalStateException.class, () -> catalogue.always("tea"));
    assertThat(count("troubles"), is(1));
    catalogue.failWith(null);
    assertThat(catalogue.always("tea"), is(1));
  }

  @Test
  void keyGenerator_named_makesTheKey() {
    catalogue.byFirstLetter("tea");
    catalogue.byFirstLetter("toast");
    assertThat(catalogue.calls(), is(1));
    catalogue.byFirstLetter("ink");
    assertThat(catalogue.calls(), is(2));
  }

  @Test
  void resolverFactory_named_findsTheCache() {
    catalogue.fromElsewhere("tea");
    catalogue.fromElsewhere("tea");
    assertThat(catalogue.calls(), is(1));
    assertThat(count(Elsewhere.NAME), is(1));
    assertThat(count("prices"), is(0));
  }

  @Test
  void put_sameKey_isReturnedAsResult() {
    catalogue.set("tea", 7);
    assertThat(catalogue.price("tea"), is(7));
    assertThat(catalogue.calls(), is(1));
  }

  @Test
  void put_methodFails_putsForNamedExceptions() {
    catalogue.failWith(new Worse());
    assertThrows(Worse.class, () -> catalogue.setUnless("tea", 7));
    assertThat(count("prices"), is(0));
    catalogue.failWith(new IllegalArgumentException("another"));
    assertThrows(IllegalArgumentException.class, () -> catalogue.setUnless("tea", 7));
    assertThat(count("prices"), is(0));
    catalogue.failWith(trouble);
    assertThrows(IllegalStateException.class, () -> catalogue.setUnless("tea", 7));
    assertThat(count("prices"), is(1));
  }

  @Test
  void remove_cachedResult_runsTheMethodAgain() {
    catalogue.price("tea");
    catalogue.price("ink");
    catalogue.forget("tea");
    assertThat(count("prices"), is(1));
    catalogue.forgetAll();
    assertThat(count("prices"), is(0));
  }

  @Test
  void remove_methodFails_removesForNamedExceptions() {
    catalogue.price("tea");
    catalogue.price("ink");
    catalogue.failWith(new Worse());
    assertThrows(Worse.class, () -> catalogue.forgetUnless("tea"));
    assertThrows(Worse.class, () -> catalogue.forgetAllUnless());
    assertThat(count("prices"), is(2));
    catalogue.failWith(trouble);
    assertThrows(IllegalStateException.class, () -> catalogue.forgetUnless("tea"));
    assertThat(count("prices"), is(1));
    assertThrows(IllegalStateException.class, () -> catalogue.forgetAllUnless());
    assertThat(count("prices"), is(0));
  }

  @Test
  void exception_withoutExceptionCache_isNotCached() {
    catalogue.failWith(trouble);
    assertThrows(IllegalStateException.class, () -> catalogue.price("tea"));
    assertThrows(IllegalStateException.class, () -> catalogue.price("tea"));
    assertThat(catalogue.calls(), is(2));
  }

  @Test
  void exception_named_isCachedAndThrownAgain() {
    catalogue.failWith(new TroubleException());
    assertThrows(TroubleException.class, () -> catalogue.checked("tea"));
    assertThrows(TroubleException.class, () -> catalogue.checked("tea"));
    assertThat(catalogue.calls(), is(1));
    assertThat(count("troubles"), is(1));
    assertThat(count("checked"), is(0));
  }

  @Test
  void exception_excludedOrNotNamed_isNotCached() {
    for (RuntimeException failure : List.of(new Worse(), new IllegalArgumentException("another"))) {
      catalogue.failWith(failure);
      assertThrows(failure.getClass(), () -> catalogue.checked("tea"));
      assertThrows(failure.getClass(), () -> catalogue.checked("tea"));
    }
    assertThat(catalogue.calls(), is(4));
    assertThat(count("troubles"), is(0));
  }

  @Test
  void result_cachedValueAndException_returnsTheValue() throws TroubleException {
    assertThat(catalogue.checked("tea"), is(1));
    catalogue.failWith(new TroubleException());
    assertThat(catalogue.checked("tea"), is(1));
  }
}
