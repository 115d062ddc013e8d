package dev.larder.copy;

import static dev.larder.copy.SameShape.apartFrom;
import static dev.larder.copy.SameShape.sameShapeAs;
import static org.hamcrest.MatcherAssert.assertThat;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of direct copies: depth, filters, class loaders, and user code. */
class GraphCopierLimitsTest {
  private static final ClassLoader LOADER = GraphCopierLimitsTest.class.getClassLoader();

  private final Serializer serializer =
      new Serializer("a value", LOADER, null, new ImmutableTypes(Set.of()));
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
        new Serializer(
            "a value",
            LOADER,
            SerialFilter.of(type, Set.of(allowed)),
            new ImmutableTypes(Set.of())));
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 99, 100, 101, 102, 110, 250, 100_000})
  void chain_anyLength_isCopiedDirectly(int length) {
    Zoo.Node copy = (Zoo.Node) copier.copyDirectly(chain(length));
    int found = 0;
    for (Zoo.Node node = copy; node != null; node = node.next) {
      assertThat(node.value, is(found++));
    }
    assertThat(found, is(length));
  }

  /** Nests containers, some of which must be complete before the container around them. */
  private static Object nested(int depth, int kind) {
    Object inner = new ArrayList<>(List.of(0));
    for (int i = 1; i < depth; i++) {
      inner =
          switch ((kind + i * (kind / 6)) % 6) {
            case 0 -> new ArrayList<>(Arrays.asList(i, inner));
            case 1 -> List.of(i, inner);
            case 2 -> new Zoo.Path("p" + i, List.of(), inner);
            case 3 -> new HashMap<>(Map.of(i, inner));
            case 4 -> new Object[] {i, inner};
            default -> new Zoo.Any(i, inner);
          };
    }
    return inner;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 18, 30})
  void nestedContainers_anyDepth_areCopiedDirectly(int kind) {
    for (int depth : new int[] {50, 99, 100, 101, 102, 103, 199, 200, 201, 202, 350, 700}) {
      Object original = nested(depth, kind);
      Object copy = copier.copyDirectly(original);
      assertThat("depth " + depth, copy, is(sameShapeAs(original)));
      assertThat("depth " + depth, copy, is(apartFrom(original)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void nestedContainers_depthOf30000_areCopiedDirectly(int kind) {
    Object copy = copier.copyDirectly(nested(30_000, kind));
    int depth = 1;
    while (!(copy instanceof ArrayList<?> list && list.size() == 1)) {
      copy = inner(copy);
      depth++;
    }
    assertThat(depth, is(30_000));
  }

  private static Object inner(Object container) {
    if (container instanceof List<?> list) {
      return list.get(1);
    } else if (container instanceof Zoo.Path path) {
      return path.extra();
    } else if (container instanceof Map<?, ?> map) {
      return map.values().iterator().next();
    } else if (container instanceof Zoo.Any any) {
      return any.b;
    }
    return ((Object[]) container)[1];
  }

  @Test
  void chain_withReferencesBack_keepsThem() {
    Zoo.Node first = chain(1_000);
    Zoo.Node last = first;
    List<Object> nodes = new ArrayList<>(List.of(first));
    while (last.next != null) {
      last = last.next;
      nodes.add(last);
    }
    last.next = first;
    List<?> copy = (List<?>) copier.copyDirectly(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      Zoo.Node next = ((Zoo.Node) copy.get(i)).next;
      assertThat(next, is(sameInstance(copy.get((i + 1) % nodes.size()))));
    }
  }

  @Test
  void cycle_throughRecordOrUnmodifiableList_isSerialized() {
    List<Object> list = new ArrayList<>();
    Zoo.Any any = new Zoo.Any(null, list);
    any.a = new Zoo.Path("p", List.of(), any);
    assertThat(copier.copyDirectly(any), is(notNullValue()));
    Object record = any.a;
    assertThat(copier.copyDirectly(record), is(nullValue()));
    assertThat(copier.copy(record), is(sameShapeAs(serializer.copy(record))));
    any.a = null;
    list.add(any);
    assertThat(copier.copyDirectly(list), is(notNullValue()));
    assertThat(copier.copyDirectly(List.of(any)), is(notNullValue()));
    any.a = List.of(any);
    assertThat(copier.copyDirectly(any), is(notNullValue()));
    assertThat(copier.copyDirectly(any.a), is(nullValue()));
  }

  @Test
  void class_outsideTheFilter_isRejectedBySerialization() {
    SerialFilter filter = SerialFilter.of(Zoo.Any.class, Set.of());
    Serializer strict = new Serializer("a value", LOADER, filter, new ImmutableTypes(Set.of()));
    GraphCopier copier = new GraphCopier(strict);
    Object fine = new Zoo.Any(new ArrayList<>(List.of("a", new HashMap<>())), new int[0]);
    assertThat(copier.copyDirectly(fine), is(sameShapeAs(fine)));
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
  void class_allowedByTheUser_isCopiedDirectly() {
    GraphCopier copier = filtered(Zoo.Any.class, Zoo.Circle.class.getName());
    Object value = new Zoo.Any(new Zoo.Circle(), 1);
    assertThat(copier.copyDirectly(value), is(sameShapeAs(value)));
    assertThat(copier.copyDirectly(new Zoo.Any(new Zoo.Point(1, 2), 1)), is(nullValue()));
  }

  @Test
  void filter_withLimitsOrExclusions_requiresSerialization() {
    Object value = new Zoo.Any(new HashMap<>(), 1);
    assertThat(filtered(Zoo.Any.class).copyDirectly(value), is(notNullValue()));
    assertThat(filtered(Zoo.Any.class, "maxrefs=2").copyDirectly(value), is(nullValue()));
    GraphCopier except = filtered(Zoo.Any.class, "!java.util.HashMap");
    assertThat(except.copyDirectly(value), is(nullValue()));
    assertThrows(CacheException.class, () -> except.copy(value));
  }

  @Test
  void class_notSerializable_isRejectedBySerialization() {
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
  void superclass_withoutConstructor_isRejectedBySerialization() {
    var thrown = assertThrows(CacheException.class, () -> copier.copy(new Open()));
    assertThat(thrown.getCause(), is(instanceOf(InvalidClassException.class)));
  }

  @Test
  void constructor_ofTransientSuperclass_runsOncePerCopy() {
    Zoo.Saved original = new Zoo.Saved(7);
    int before = Zoo.Unsaved.made;
    Zoo.Saved copy = (Zoo.Saved) copier.copyDirectly(original);
    assertThat(Zoo.Unsaved.made, is(before + 1));
    assertThat(copy.number, is(42));
    assertThat(copy.kept, is(7));
  }

  record Positive(AtomicInteger number) implements Serializable {
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
  void exception_ofUserCode_isThatOfSerialization() {
    Object record = new ArrayList<>(List.of(new Positive(new AtomicInteger(1))));
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
    assertThat(copier.copyDirectly(record), is(sameShapeAs(record)));
  }

  @Test
  void enum_ofTheLoader_isShared() {
    Zoo.Values copy = (Zoo.Values) copier.copyDirectly(new Zoo.Values());
    assertThat(copy.color, is(sameInstance(Zoo.Color.GREEN)));
    assertThat(copy.amount, is(not(nullValue())));
  }
}
