package dev.larder.annotations.key;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys are equal if their arguments are, and stay so. */
class KeysTest {
  /** Returns distinct arguments, which equal those of other calls. */
  static List<Object[]> samples() {
    return List.of(
        new Object[] {},
        new Object[] {null},
        new Object[] {"a"},
        new Object[] {"b"},
        new Object[] {"a", "b"},
        new Object[] {"b", "a"},
        new Object[] {"a", null},
        new Object[] {new int[] {1, 2}},
        new Object[] {new int[] {1, 2, 3}},
        new Object[] {new long[] {1, 2}},
        new Object[] {new Object[] {"a", new int[][] {{1}, {2}}}},
        new Object[] {new Object[] {"a", new int[][] {{1}, {3}}}},
        new Object[] {List.of("a", "b")});
  }

  static IntStream indexes() {
    return IntStream.range(0, samples().size());
  }

  private static GeneratedCacheKey key(int index) {
    return Keys.of(samples().get(index));
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void equals_sameArguments_onlyThenEqual(int index) {
    GeneratedCacheKey key = key(index);
    indexes().forEach(other -> assertThat(key.equals(key(other)), is(index == other)));
    assertThat(key.hashCode(), is(key(index).hashCode()));
    assertThat(key.hashCode(), is(key.hashCode()));
    Object another = "a";
    assertThat(key.equals(another), is(false));
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void equals_deserializedKey_isEqual(int index) throws Exception {
    assertThat(readBack(key(index)), is(key(index)));
    assertThat(readBack(key(index)).hashCode(), is(key(index).hashCode()));
  }

  private static Object readBack(Object key) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(key);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void key_arrayChangedLater_staysTheSame() {
    int[] inner = {1};
    Object[] outer = {inner};
    Object[] arguments = {outer, "a"};
    GeneratedCacheKey one = Keys.of((Object) outer);
    GeneratedCacheKey two = Keys.of(arguments);
    inner[0] = 2;
    outer[0] = "other";
    arguments[1] = "b";
    assertThat(one, is(Keys.of((Object) new Object[] {new int[] {1}})));
    assertThat(two, is(Keys.of(new Object[] {new int[] {1}}, "a")));
    assertThat(two, is(not(Keys.of(arguments))));
  }

  /** A random function gives 100 of a million keys the hash code of another key. */
  @ParameterizedTest
  @MethodSource("pairs")
  void hashCode_pairsOfSmallNumbers_fewCollide(BinaryOperator<Object> pairing) {
    Set<Integer> codes = new HashSet<>();
    for (int first = 0; first < 1_000; first++) {
      for (int second = 0; second < 1_000; second++) {
        codes.add(pairing.apply(first, second).hashCode());
      }
    }
    assertThat(codes.size(), is(greaterThan(999_000)));
  }

  static List<BinaryOperator<Object>> pairs() {
    return List.of(
        (first, second) -> Keys.of(first, second),
        (first, second) -> Keys.of((int) first / 32, (int) first % 32, second),
        (first, second) -> Keys.of(String.valueOf(first), second),
        (first, second) -> Keys.of((Object) new int[] {(int) first, (int) second}),
        (first, second) -> Keys.of((Object) new long[] {(int) first, (int) second}),
        (first, second) -> Keys.of((Object) new Object[] {first, second}));
  }

  @Test
  void of_null_isOneArgument() {
    GeneratedCacheKey key = Keys.of(new Object[] {null});
    assertThat(Keys.of((Object) null), is(key));
    assertThat(Keys.of((Object[]) null), is(key));
  }

  @Test
  void of_arrayAlone_isTheListOfArguments() {
    String[] array = {"a", "b"};
    assertThat(Keys.of((Object[]) array), is(Keys.of("a", "b")));
    assertThat(Keys.of((Object) array), is(not(Keys.of("a", "b"))));
    assertThat(Keys.of((Object) array), is(Keys.of(new Object[] {array})));
  }

  @Test
  void toString_anyKey_showsTheArguments() {
    assertThat(Keys.of("a"), hasToString("[a]"));
    assertThat(Keys.of("a", new int[] {1, 2}), hasToString("[a, [1, 2]]"));
  }

  @Test
  void arguments_keyOfThisClass_returnsThem() {
    assertThat(Keys.arguments(Keys.of()), is(List.of()));
    assertThat(Keys.arguments(Keys.of("a")), is(List.of("a")));
    assertThat(Keys.arguments(Keys.of((Object) null)), is(Collections.singletonList(null)));
    assertThat(Keys.arguments(Keys.of("a", null, 2)), is(Arrays.asList("a", null, 2)));
    int[] array = {1, 2};
    int[] told = (int[]) Keys.arguments(Keys.of(array, "b")).get(0);
    told[0] = 5;
    assertThat(Keys.of(array, "b"), is(Keys.of(new int[] {1, 2}, "b")));
    assertThrows(IllegalArgumentException.class, () -> Keys.arguments("a string"));
  }
}
