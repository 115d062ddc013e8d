package dev.larder.copy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Immutable objects are returned, mutable ones are copied. */
class ValueCopierTest {
  private final List<Object> copied = new ArrayList<>();

  private final ValueCopier<Object> copier =
      new ValueCopier<>(
          "a value",
          Object.class,
          new ImmutableTypes(Set.of(Listed.class.getName()))::contains,
          original -> {
            copied.add(original);
            return List.of(original);
          });

  static final class Listed implements Serializable {}

  @Test
  void apply_immutableObject_returnsTheObject() {
    for (int i = 0; i < 3; i++) {
      for (Object value : List.of("a", 1, 2L, new Listed(), Zoo.Color.GREEN, new Zoo.Point(1, 2))) {
        assertThat(copier.apply(value), is(sameInstance(value)));
      }
    }
    assertThat(copied.isEmpty(), is(true));
  }

  @Test
  void apply_mutableObject_returnsACopy() {
    for (int i = 0; i < 3; i++) {
      for (Object value : List.of(new ArrayList<>(), "a", new int[1], 'c')) {
        boolean immutable = value instanceof String || value instanceof Character;
        Object result = copier.apply(value);
        assertThat(result, is(immutable ? value : List.of(value)));
      }
    }
    assertThat(copied.size(), is(6));
  }

  @Test
  void out_afterAMutableObject_returnsACopy() {
    Object stored = new ArrayList<>();
    copier.apply("a");
    assertThat(copier.out("a"), is("a"));
    copier.apply(stored);
    assertThat(copier.out(stored), is(List.of(stored)));
    assertThat(copier.out("a"), is("a"));
    assertThat(copied.size(), is(2));
  }

  @Test
  void out_afterMetMutableObject_returnsACopy() {
    Object stored = new ArrayList<>();
    copier.met("a");
    assertThat(copier.out(stored), is(sameInstance(stored)));
    copier.met(stored);
    assertThat(copier.out(stored), is(List.of(stored)));
  }

  @Test
  void apply_otherTypeThanDeclared_throwsAndNamesIt() {
    ValueCopier<Integer> numbers =
        new ValueCopier<>("the number", Integer.class, type -> true, UnaryOperator.identity());
    assertThat(numbers.apply(1), is(1));
    @SuppressWarnings({"unchecked", "rawtypes"})
    UnaryOperator<Object> raw = (UnaryOperator) numbers;
    ClassCastException refused = assertThrows(ClassCastException.class, () -> raw.apply("one"));
    assertThat(
        refused.getMessage(), is("the number must be a java.lang.Integer: java.lang.String"));
  }

  @Test
  void copy_listedClassInAField_isCopied() {
    Serializer serializer =
        new Serializer(
            "a value", ValueCopierTest.class.getClassLoader(), null, new ImmutableTypes(Set.of()));
    Zoo.Any original = new Zoo.Any(new Listed(), null);
    assertThat(new GraphCopier(serializer).copy(original).a, is(not(sameInstance(original.a))));
  }
}
