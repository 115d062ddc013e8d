package dev.larder.copy;

import static dev.larder.copy.SameShape.apartFrom;
import static dev.larder.copy.SameShape.sameShapeAs;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares copies with those of serialization, class by class. */
@SuppressWarnings("JavaUtilDate") // what others use is copied
class GraphCopierTest {
  private final Serializer serializer =
      new Serializer(
          "a value", GraphCopierTest.class.getClassLoader(), null, new ImmutableTypes(Set.of()));
  private final GraphCopier copier = new GraphCopier(serializer);

  @TestFactory
  Stream<DynamicTest> copy_supportedClass_equalsTheSerializedCopy() {
    return Samples.all().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(sample.getKey(), () -> requireDirect(sample.getValue())));
  }

  private void requireDirect(Object original) {
    for (int i = 0; i < 3; i++) { // with what plans remember, and without
      Object copy = copier.copyDirectly(original);
      assertThat(copy, is(notNullValue()));
      assertThat(copy, is(sameShapeAs(serializer.copy(original))));
      assertThat(copier.copyDirectly(copy), is(sameShapeAs(copy)));
    }
  }

  @TestFactory
  Stream<DynamicTest> copy_supportedClass_sharesNoMutableState() {
    return Samples.all().entrySet().stream()
        .filter(sample -> !sample.getKey().contains("not saved"))
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(),
                    () ->
                        assertThat(
                            copier.copyDirectly(sample.getValue()),
                            is(apartFrom(sample.getValue())))));
  }

  @TestFactory
  Stream<DynamicTest> copy_classWithHooks_isSerialized() {
    return samplesWithHooks().entrySet().stream()
        .flatMap(
            sample ->
                Stream.of(
                        sample.getValue(),
                        new Zoo.Any(sample.getValue(), 1),
                        new ArrayList<>(Arrays.asList("a", null, sample.getValue())),
                        new Object[] {sample.getValue()})
                    .map(
                        value ->
                            DynamicTest.dynamicTest(
                                sample.getKey() + " in " + value.getClass().getSimpleName(),
                                () -> requireSerialized(value))));
  }

  private void requireSerialized(Object original) {
    assertThat(copier.copyDirectly(original), is(nullValue()));
    Object expected = serializer.copy(original);
    assertThat(copier.copy(original), is(instanceOf(expected.getClass())));
    if (!(original instanceof Supplier) && expected.getClass().getName().startsWith("dev.")) {
      assertThat(
          copier.<Object>copy(original).getClass().getName(), is(expected.getClass().getName()));
    }
  }

  private static Map<String, Object> samplesWithHooks() {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("readObject", new Hooked.Reads());
    samples.put("inherited readObject", new Hooked.ReadsBelow());
    samples.put("writeObject", new Hooked.Writes());
    samples.put("readObjectNoData", new Hooked.ReadsNoData());
    samples.put("readResolve", new Hooked.Resolves());
    samples.put("inherited readResolve", new Hooked.ResolvesBelow());
    samples.put("inherited writeReplace", new Hooked.Replaces());
    samples.put("writeReplace of a record", new Hooked.Replaced(1));
    samples.put("externalizable", new Hooked.External(1));
    samples.put("serialPersistentFields", new Hooked.Persistent());
    samples.put("subclass of a list", new Hooked.Names());
    samples.put("lambda", (Supplier<String> & Serializable) () -> "lambda");
    samples.put("proxy", proxy());
    samples.put("class", String.class);
    samples.put("exception", new IllegalStateException("message"));
    samples.put("unmodifiable list", Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    samples.put("list view of an array", Arrays.asList("a", "b"));
    samples.put("queue", new PriorityQueue<>(List.of(2, 1)));
    samples.put("concurrent map", new ConcurrentHashMap<>(Map.of(1, 2)));
    samples.put("empty enum set", EnumSet.noneOf(Zoo.Color.class));
    samples.put("tree of mutable keys", new TreeSet<>(Set.of(new java.util.Date(5))));
    TreeMap<String, Integer> tree =
        new TreeMap<>((Comparator<String> & Serializable) (a, b) -> b.compareTo(a));
    tree.put("a", 1);
    samples.put("tree with an order of its own", tree);
    Zoo.Any self = new Zoo.Any(null, null);
    self.a = new HashMap<>(Map.of(self, 1));
    samples.put("key in a circle", self);
    return samples;
  }

  private static Object proxy() {
    return Proxy.newProxyInstance(
        GraphCopierTest.class.getClassLoader(),
        new Class<?>[] {Runnable.class},
        (Serializable & java.lang.reflect.InvocationHandler) (proxy, method, args) -> null);
  }
}
