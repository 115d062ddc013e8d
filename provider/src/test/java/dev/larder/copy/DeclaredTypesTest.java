package dev.larder.copy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes that a byte store accepts and rejects for a declared type. */
class DeclaredTypesTest {
  static class Line implements Serializable {}

  static class Note implements Serializable {}

  static class Order implements Serializable {
    List<Line> lines = new ArrayList<>(List.of(new Line()));
    Map<String, List<? extends Note>> notes = new HashMap<>(Map.of("a", List.of(new Note())));
    Line[][] table = {{new Line()}};
  }

  record Cart(List<Line> lines) implements Serializable {}

  static class Bounded<T extends Line> implements Serializable {
    T body;
    List<T> more;

    Bounded(T body) {
      this.body = body;
      this.more = new ArrayList<>(List.of(body));
    }
  }

  static class Orders extends ArrayList<Order> {}

  abstract static class Base implements Serializable {
    Note note = new Note();
  }

  static class Book extends Base {}

  static class Manual extends Book {
    Line line = new Line();
  }

  static class Gadget extends Base {}

  sealed interface Shape extends Serializable permits Circle, Square {}

  record Circle(int radius) implements Shape {}

  record Square(Line side) implements Shape {}

  static final class Interval implements Serializable {
    private final transient long from;

    Interval(long from) {
      this.from = from;
    }

    private Object writeReplace() {
      return new Form(new Bound(from));
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("form required");
    }

    record Bound(long at) implements Serializable {}

    private static final class Form implements Serializable {
      final Bound from;

      Form(Bound from) {
        this.from = from;
      }

      private Object readResolve() {
        return new Interval(from.at());
      }
    }
  }

  record Booking(Interval when) implements Serializable {}

  record Page(Object content) implements Serializable {}

  record Link(URL target) implements Serializable {}

  private static Serializer serializer(Class<?> type) {
    return new Serializer(
        "a value of cache 'spec'",
        DeclaredTypesTest.class.getClassLoader(),
        SerialFilter.of(type, Set.of()),
        new ImmutableTypes(Set.of()));
  }

  private static Object read(Class<?> type, Object value) {
    Serializer serializer = serializer(type);
    return serializer.decode(serializer.encode(value));
  }

  static List<Object> declared() throws Exception {
    Orders orders = new Orders();
    orders.add(new Order());
    return List.of(
        new Order(),
        new Cart(List.of(new Line())),
        new Bounded<>(new Line()),
        orders,
        new Manual(),
        new Book(),
        new Interval(1),
        new Booking(new Interval(1)),
        new Link(new URL("http://localhost/")));
  }

  @ParameterizedTest
  @MethodSource("declared")
  void decode_partsOfDeclaredType_areRead(Object value) {
    assertThat(read(value.getClass(), value).getClass() == value.getClass(), is(true));
  }

  @Test
  void decode_subclassOfDeclaredType_isReadWithItsFields() {
    assertThat(read(Book.class, new Manual()).getClass() == Manual.class, is(true));
    assertThat(read(Base.class, new Gadget()).getClass() == Gadget.class, is(true));
    assertThat(read(Shape.class, new Square(new Line())).getClass() == Square.class, is(true));
    assertThat(read(Shape.class, new Circle(1)), is(new Circle(1)));
  }

  static List<Object> ofTheJdk() {
    return List.of(
        new ConcurrentHashMap<>(Map.of(1, 2)),
        new java.util.GregorianCalendar(),
        new java.io.File("a"),
        new QName("a"),
        new java.io.IOException("a", new IllegalStateException("b")),
        new SecretKeySpec(new byte[] {1}, "AES"),
        java.util.Arrays.asList(1, "a"),
        java.util.Collections.nCopies(3, "a"),
        new TreeMap<>(Map.of("a", 1)),
        URI.create("a:b"),
        Optional.of("a"),
        OptionalInt.of(1),
        Map.entry("a", Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("ofTheJdk")
  void decode_jdkValuesInADeclaredType_areRead(Object value) {
    read(Page.class, new Page(value));
  }

  @Test
  void decode_siblingOfASuperclass_isRejected() {
    var thrown = assertThrows(CacheException.class, () -> read(Book.class, new Gadget()));
    assertThat(thrown.getMessage(), containsString(Gadget.class.getName()));
    assertThrows(CacheException.class, () -> read(Page.class, new Page(new Note())));
  }

  @Test
  void decode_undeclaredUrl_isRejectedBeforeItIsHashed() throws Exception {
    Map<Object, Object> form = new HashMap<>(Map.of(new URL("http://localhost/"), 1));
    assertThrows(CacheException.class, () -> read(Page.class, new Page(form)));
    assertThrows(CacheException.class, () -> read(HashMap.class, form));
  }
}
