package dev.larder.copy;

import static dev.larder.copy.SameShape.sameShapeAs;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Where plans end: depth, filters, class loaders, and the code of users. */
class GraphCopierLimitsTest {
  private static final ClassLoader LOADER = GraphCopierLimitsTest.class.getClassLoader();

  private final Serializer serializer = new Serializer("a value", LOADER, null);
  private final GraphCopier copier = new GraphCopier(serializer);

  private static Zoo.Node chain(int length) {
    Zoo.Node first = new Zoo.Node(0);
    Zoo.Node last = first;
    for (int i = 1; i < length; i++) {
      last.next = new Zoo.Node(i);
      last = last.next;
    }
    return first;
  }

  private static GraphCopier filtered(Class<?> type, String... allowed) {
    return new GraphCopier(
        new Serializer("a value", LOADER, SerialFilter.of(type, Set.of(allowed))));
  }

  @Test
  void aShortChainIsPlannedAndALongerOneIsSerialized() {
    assertThat(copier.byPlan(chain(90)), is(sameShapeAs(chain(90))));
    assertThat(copier.byPlan(chain(110)), is(nullValue()));
    assertThat(copier.copy(chain(110)), is(sameShapeAs(chain(110))));
  }

  @Test
  void aChainOf100000IsRefusedAsTooDeepAndOverflowsNoStack() {
    Zoo.Node chain = chain(100_000);
    assertThat(copier.byPlan(chain), is(nullValue()));
    CacheException thrown = assertThrows(CacheException.class, () -> copier.copy(chain));
    assertThat(thrown.getMessage(), containsString("a value cannot be serialized"));
    assertThat(thrown.getMessage(), containsString("nested too deeply"));
  }

  @Test
  void aChainDeeperThanTheFilterAllowsIsRefused() {
    assertThrows(CacheException.class, () -> filtered(Zoo.Node.class).copy(chain(1_500)));
  }

  @Test
  void aCircleFromARecordOrAFixedCollectionIsLeftToSerialization() {
    List<Object> list = new ArrayList<>();
    Zoo.Any any = new Zoo.Any(null, list);
    any.a = new Zoo.Path("p", List.of(), any);
    assertThat(copier.byPlan(any), is(notNullValue()));
    Object record = any.a;
    assertThat(copier.byPlan(record), is(nullValue()));
    assertThat(copier.copy(record), is(sameShapeAs(serializer.copy(record))));
    any.a = null;
    list.add(any);
    assertThat(copier.byPlan(list), is(notNullValue()));
    assertThat(copier.byPlan(List.of(any)), is(notNullValue()));
    any.a = List.of(any);
    assertThat(copier.byPlan(any), is(notNullValue()));
    assertThat(copier.byPlan(any.a), is(nullValue()));
  }

  @Test
  void aClassOutsideOfTheFilterIsRefusedAsBySerialization() {
    SerialFilter filter = SerialFilter.of(Zoo.Any.class, Set.of());
    Serializer strict = new Serializer("a value", LOADER, filter);
    GraphCopier copier = new GraphCopier(strict);
    Object fine = new Zoo.Any(new ArrayList<>(List.of("a", new HashMap<>())), new int[0]);
    assertThat(copier.byPlan(fine), is(sameShapeAs(fine)));
    for (Object stranger :
        List.of(
            new Zoo.Circle(),
            Zoo.Color.RED,
            Zoo.Color.GREEN,
            new Zoo.Point(1, 2),
            new Zoo.Circle[1],
            new ArrayList<>(List.of(new Zoo.Circle())))) {
      Object value = new Zoo.Any(1, stranger);
      String expected = assertThrows(CacheException.class, () -> strict.copy(value)).getMessage();
      var thrown = assertThrows(CacheException.class, () -> copier.copy(value));
      assertThat(thrown.getMessage(), is(expected));
    }
  }

  @Test
  void aClassThatTheUserListsIsPlanned() {
    GraphCopier copier = filtered(Zoo.Any.class, Zoo.Circle.class.getName());
    Object value = new Zoo.Any(new Zoo.Circle(), 1);
    assertThat(copier.byPlan(value), is(sameShapeAs(value)));
    assertThat(copier.byPlan(new Zoo.Any(new Zoo.Point(1, 2), 1)), is(nullValue()));
  }

  @Test
  void listsWithLimitsOrExceptionsAreReadByStreamsAlone() {
    Object value = new Zoo.Any(new HashMap<>(), 1);
    assertThat(filtered(Zoo.Any.class).byPlan(value), is(notNullValue()));
    assertThat(filtered(Zoo.Any.class, "maxrefs=2").byPlan(value), is(nullValue()));
    GraphCopier except = filtered(Zoo.Any.class, "!java.util.HashMap");
    assertThat(except.byPlan(value), is(nullValue()));
    assertThrows(CacheException.class, () -> except.copy(value));
  }

  @Test
  void whatIsNotSerializableIsRefusedAsBySerialization() {
    for (Object value :
        List.of(
            new Object(),
            new Zoo.Any(1, new Object()),
            new ArrayList<>(List.of(Map.of(1, new Thread()))))) {
      String expected =
          assertThrows(CacheException.class, () -> serializer.copy(value)).getMessage();
      var thrown = assertThrows(CacheException.class, () -> copier.copy(value));
      assertThat(thrown.getMessage(), is(expected));
    }
  }

  static class Closed {
    private Closed(int ignored) {}
  }

  static final class Open extends Closed implements Serializable {
    Open() {
      super(1);
    }
  }

  @Test
  void aSuperclassWithoutItsConstructorIsRefusedAsBySerialization() {
    var thrown = assertThrows(CacheException.class, () -> copier.copy(new Open()));
    assertThat(thrown.getCause(), is(instanceOf(InvalidClassException.class)));
  }

  @Test
  void onlyTheConstructorOfTheSuperclassNotSavedRunsAndOnce() {
    Zoo.Saved original = new Zoo.Saved(7);
    int before = Zoo.Unsaved.made;
    Zoo.Saved copy = (Zoo.Saved) copier.byPlan(original);
    assertThat(Zoo.Unsaved.made, is(before + 1));
    assertThat(copy.number, is(42));
    assertThat(copy.kept, is(7));
  }

  record Positive(Integer number) implements Serializable {
    static boolean closed;

    Positive {
      if (closed) {
        throw new IllegalArgumentException("closed");
      }
    }
  }

  static final class Careless implements Serializable {
    String name = "n";
    static boolean closed;

    @Override
    public int hashCode() {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      return 1;
    }
  }

  @Test
  void exceptionsOfUsersCodeComeOutAsFromSerialization() {
    Object record = new ArrayList<>(List.of(new Positive(1)));
    Map<Object, Object> map = new HashMap<>();
    map.put(new Careless(), 1);
    Positive.closed = true;
    Careless.closed = true;
    try {
      var thrown = assertThrows(CacheException.class, () -> copier.copy(record));
      assertThat(thrown.getCause(), is(instanceOf(InvalidObjectException.class)));
      var other = assertThrows(IllegalStateException.class, () -> copier.copy(map));
      assertThat(other.getMessage(), is("closed"));
    } finally {
      Positive.closed = false;
      Careless.closed = false;
    }
    assertThat(copier.byPlan(record), is(sameShapeAs(record)));
  }

  @Test
  void anEnumThatTheLoaderKnowsIsItselfInTheCopy() {
    Zoo.Values copy = (Zoo.Values) copier.byPlan(new Zoo.Values());
    assertThat(copy.color, is(sameInstance(Zoo.Color.GREEN)));
    assertThat(copy.amount, is(not(nullValue())));
  }
}
