package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.is;

import dev.larder.annotations.binding.hidden.PackagePrivate;
import java.util.function.Function;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The places of annotations, including methods that are called through compiler-generated bridges.
 */
class PlacesTest extends BindingTest {
  /** Generic, so that more specific classes have bridges. */
  public interface Source<K, V> {
    V get(K key);
  }

  /** The same for one type. */
  public interface Numbers {
    Integer get(String key);
  }

  private static int calls;

  @BeforeEach
  void forget() {
    calls = 0;
  }

  private void assertCached(Source<? super String, ?> source) {
    source.get("a");
    source.get("a");
    assertThat(calls, is(1));
    source.get("b");
    assertThat(calls, is(2));
  }

  private static void assertOnlyCache(String name) {
    assertThat(manager().getCacheNames(), contains(name));
  }

  // On an interface

  /** Annotated at a method. */
  public interface OfMethod extends Numbers {
    @Override
    @CacheResult(cacheName = "of a method")
    Integer get(String key);

    /** Annotates a parameter. */
    @CacheResult(cacheName = "marked")
    Integer sum(@CacheKey String key, int more);
  }

  /** Has no annotation. */
  public static class Silent implements OfMethod {
    @Override
    public Integer get(String key) {
      return ++calls;
    }

    @Override
    public Integer sum(String key, int more) {
      return ++calls;
    }
  }

  @Test
  void annotation_interfaceMethod_applies() {
    OfMethod silent = open(OfMethod.class, Silent.class);
    assertCached(silent::get);
    silent.sum("a", 1);
    silent.sum("a", 2);
    assertThat(calls, is(3));
  }

  /** Annotated as a whole. */
  @CacheResult(cacheName = "of an interface")
  public interface OfInterface extends Numbers {
    @Override
    Integer get(String key);
  }

  /** Has no annotation. */
  public static class SilentToo implements OfInterface {
    @Override
    public Integer get(String key) {
      return ++calls;
    }
  }

  @Test
  void annotation_interface_applies() {
    assertCached(open(OfInterface.class, SilentToo.class)::get);
    assertOnlyCache("of an interface");
  }

  /** Annotates a default method. */
  public interface Default extends Numbers {
    @Override
    @CacheResult(cacheName = "of a default")
    default Integer get(String key) {
      return ++calls;
    }
  }

  public static class OfDefault implements Default {}

  @Test
  void annotation_defaultMethod_applies() {
    assertCached(open(Numbers.class, OfDefault.class)::get);
  }

  /** Annotates the overriding method too. */
  public interface Specific extends Default {
    @Override
    @CacheResult(cacheName = "of the specific one")
    Integer get(String key);
  }

  /** Names the less specific interface first. */
  public static class OfBoth implements Default, Specific {
    @Override
    public Integer get(String key) {
      return ++calls;
    }
  }

  @Test
  void annotation_twoInterfaces_moreSpecificApplies() {
    assertCached(open(Default.class, OfBoth.class)::get);
    assertOnlyCache("of the specific one");
  }

  // On a class

  @CacheResult
  @CacheDefaults(cacheName = "of a class")
  public static class OfClass implements Source<String, Integer> {
    @Override
    public Integer get(String key) {
      return ++calls;
    }
  }

  /** Overrides methods of Object, which an annotated interface declares too. */
  @CacheResult(cacheName = "of a class")
  public static class Equal implements EqualToo {
    private final int number = ++calls;

    @Override
    public Integer get(String key) {
      return ++calls;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Equal its && its.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public String toString() {
      return "number " + number;
    }
  }

  @CacheResult(cacheName = "of an interface")
  public interface EqualToo extends Numbers {
    @Override
    String toString();
  }

  @Test
  void classLevelResult_methodsOfEveryObject_areNotCached() {
    Numbers one = open(EqualToo.class, Equal.class);
    Numbers two = open(EqualToo.class, Equal.class);
    assertThat(one.hashCode() != two.hashCode(), is(true));
    assertThat(one.toString().equals(two.toString()), is(false));
    assertThat(one.equals(two), is(false));
    assertThat(manager().getCacheNames(), is(emptyIterable()));
    assertThat(one.get("a"), is(two.get("a")));
    assertOnlyCache("of a class");
  }

  /** Inherits the method with the annotation of the class. */
  public static class Heir extends OfClass {}

  @Test
  void annotation_class_applies() {
    assertCached(open(Source.class, OfClass.class)::get);
    assertOnlyCache("of a class");
  }

  @Test
  void annotation_superclass_appliesToInheritedMethod() {
    assertCached(open(Source.class, Heir.class)::get);
    assertOnlyCache("of a class");
  }

  // Without a name

  public static class Nameless implements Source<String, Integer> {
    @Override
    @CacheResult
    public Integer get(String key) {
      return ++calls;
    }
  }

  @Test
  void cacheName_missing_isTheMethodsName() {
    assertCached(open(Source.class, Nameless.class)::get);
    assertOnlyCache(Nameless.class.getName() + ".get(java.lang.String)");
  }

  // Behind bridges

  /** Not public, so its subclass has bridges, which have its annotations too. */
  static class Hidden {
    @CachePut(cacheName = "hidden")
    public void put(String key, @CacheValue Integer value) {
      calls++;
    }

    @CacheResult(cacheName = "hidden")
    public Integer get(String key) {
      return ++calls;
    }
  }

  public interface Shown extends Numbers {
    void put(String key, Integer value);
  }

  public static class Showing extends Hidden implements Shown {}

  @Test
  void annotation_publicMethodOfHiddenClass_applies() {
    Shown displayName = open(Shown.class, Showing.class);
    assertCached(displayName::get);
    displayName.put("a", 9);
    assertThat(displayName.get("a"), is(9));
    assertThat(calls, is(3));
  }

  /** Does not implement the interface, and has another method of the same name. */
  public static class Stranger {
    @CacheResult(cacheName = "of a stranger")
    public Integer get(String key) {
      return ++calls;
    }

    /** Has a parameter of another type. */
    public Integer get(Integer key) {
      return ++calls;
    }
  }

  /** Implements the interface with the inherited method, through a bridge. */
  public static class Match extends Stranger implements Source<String, Integer> {}

  @Test
  void annotation_bridgeInASubclass_applies() {
    assertCached(open(Source.class, Match.class)::get);
  }

  public interface Annotated<K, V> extends Source<K, V> {
    @Override
    @CacheResult(cacheName = "of a generic interface")
    V get(K key);
  }

  public static class Unannotated {
    public Integer get(String key) {
      return ++calls;
    }
  }

  /** Implements the interface with the inherited method, through a bridge. */
  public static class SilentMatch extends Unannotated implements Annotated<String, Integer> {}

  @Test
  void annotation_methodBehindABridge_applies() {
    Source<String, Integer> source = open(Annotated.class, SilentMatch.class);
    assertCached(source);
    assertOnlyCache("of a generic interface");
  }

  public static class Generic<K> implements Function<K, Integer> {
    @Override
    @CacheResult(cacheName = "of a generic class")
    public Integer apply(K key) {
      return ++calls;
    }
  }

  public static class Specified extends Generic<String> {
    @Override
    public Integer apply(String key) {
      return ++calls;
    }
  }

  /** Calls the method by its own parameter's type. */
  public interface OfString {
    Integer apply(String key);
  }

  /** Overrides an overriding method. */
  public static class MoreSpecified extends Specified implements OfString {
    @Override
    public Integer apply(String key) {
      return ++calls;
    }
  }

  @Test
  void annotation_genericMethodOverriddenTwice_applies() {
    assertCached(open(OfString.class, MoreSpecified.class)::apply);
    assertOnlyCache("of a generic class");
  }

  @Test
  void annotation_genericMethodByOwnInterface_applies() {
    Function<String, Integer> function = open(Function.class, MoreSpecified.class);
    assertCached(function::apply);
  }

  // In another package

  public interface Open extends Numbers {
    @CacheResult(cacheName = "open")
    Integer other(String key);
  }

  /** Does not override the method of its superclass, which is private to another package. */
  public static class Overt extends PackagePrivate implements Open {
    @Override
    public Integer get(String key) {
      return ++calls;
    }

    @Override
    public Integer other(String key) {
      return ++calls;
    }
  }

  @Test
  void packagePrivateMethod_ofAnotherPackage_isNotOverridden() {
    Open open = open(Open.class, Overt.class);
    open.get("a");
    open.get("a");
    assertThat(calls, is(2));
    open.other("a");
    open.other("a");
    assertThat(calls, is(3));
  }

  // Self-invocation

  public interface Twice {
    int once(String key);

    int twice(String key);
  }

  public static class Selfish implements Twice {
    @Override
    @CacheResult(cacheName = "of its own")
    public int once(String key) {
      return ++calls;
    }

    @Override
    public int twice(String key) {
      return once(key) + once(key);
    }
  }

  @Test
  void selfInvocation_onlyInGuice_isIntercepted() {
    open(Twice.class, Selfish.class).twice("a");
    assertThat(calls, is(binding == Binding.GUICE ? 1 : 2));
  }
}
