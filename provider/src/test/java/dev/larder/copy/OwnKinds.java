package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Classes of users without serialization hooks. */
@SuppressWarnings({
  "ArrayRecordComponent",
  "ClassCanBeStatic",
  "DoubleBraceInitialization",
  "HidingField",
  "ImmutableEnumChecker",
  "JavaUtilDate",
  "UnnecessaryStringBuilder",
  "UnusedVariable" // what others use is copied, and fields are there for it
})
final class OwnKinds {
  private OwnKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    entities(kinds);
    generics(kinds);
    hierarchies(kinds);
    records(kinds);
    enums(kinds);
    nesting(kinds);
    keys(kinds);
    depth(kinds);
    references(kinds);
    arrays(kinds);
    functions(kinds);
    collections(kinds);
    exceptions(kinds);
  }

  // Entities, the most common values.

  static class Address implements Serializable {
    private static final long serialVersionUID = 1;
    String street;
    String city;
    Locale country = Locale.GERMANY;

    Address(String street, String city) {
      this.street = street;
      this.city = city;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Address a && street.equals(a.street) && city.equals(a.city);
    }

    @Override
    public int hashCode() {
      return Objects.hash(street, city);
    }
  }

  static final class Customer implements Serializable {
    Long id = 5L;
    UUID token = new UUID(1, 2);
    String name = "name";
    Address home = new Address("street", "city");
    Address work = home;
    List<Order> orders = new ArrayList<>();
    Map<String, List<Order>> byStatus = new HashMap<>();
    Set<String> tags = new LinkedHashSet<>(List.of("b", "a"));
    Instant created = Instant.EPOCH;
    Date changed = new Date(1);
    BigDecimal balance = new BigDecimal("1.50");
    Currency currency = Currency.getInstance("EUR");
    Status status = Status.ACTIVE;
    byte[] picture = {1, 2, 3};
    transient String display = "not kept";
    volatile int version = 3;
  }

  static final class Order implements Serializable {
    Customer customer;
    Item[] items;
    int number;

    Order(Customer customer, int number, Item... items) {
      this.customer = customer;
      this.number = number;
      this.items = items;
    }
  }

  static final class Item implements Serializable {
    final String article;
    final int count;

    Item(String article, int count) {
      this.article = article;
      this.count = count;
    }
  }

  enum Status {
    ACTIVE,
    CLOSED
  }

  static Customer customer() {
    Customer customer = new Customer();
    Order first = new Order(customer, 1, new Item("a", 1), new Item("b", 2));
    Order second = new Order(customer, 2);
    customer.orders.addAll(List.of(first, second));
    customer.byStatus.put("open", new ArrayList<>(List.of(first)));
    customer.byStatus.put("all", customer.orders);
    return customer;
  }

  static final class Empty implements Serializable {}

  static final class Nulls implements Serializable {
    Object object;
    String text;
    int[] array;
    List<String> list;
    Integer number;
  }

  static final class Primitives implements Serializable {
    final boolean flag = Boolean.parseBoolean("true");
    final byte b = 1;
    final short s = 2;
    final char c = '3';
    final int i = 4;
    final long l = 5;
    final float f = Float.NaN;
    final double d = -0.0;
    boolean flag2 = true;
    byte b2 = -1;
    short s2 = -2;
    char c2 = '\uffff';
    int i2 = Integer.MIN_VALUE;
    long l2 = Long.MIN_VALUE;
    float f2 = 6;
    double d2 = 7;
  }

  static final class Boxes implements Serializable {
    Boolean flag = true;
    Byte b = 1;
    Short s = 2;
    Character c = '3';
    Integer i = 4_000;
    Integer same = i;
    Long l = 5L;
    Float f = 6f;
    Double d = 7.0;
    Number number = 8L;
    Object object = 9;
  }

  static final class Interfaces implements Serializable {
    Collection<Object> collection = new ArrayDeque<>(List.of(1));
    Queue<Object> queue = new ArrayDeque<>(List.of(1));
    SortedMap<String, Object> map = new TreeMap<>(Map.of("a", new Date(1)));
    Iterable<Object> iterable = List.of(new Date(1));
    CharSequence text = new StringBuilder("text");
    Comparable<?> comparable = LocalDate.EPOCH;
    Serializable serializable = new Item("a", 1);
    Object object = new Item("b", 2);
    Cloneable cloneable = new int[] {1};
    Map.Entry<String, Object> entry = entry();

    private static Map.Entry<String, Object> entry() {
      return new java.util.AbstractMap.SimpleEntry<>("a", new Date(1));
    }
  }

  static final class Concrete implements Serializable {
    ArrayList<String> list = new ArrayList<>(List.of("a"));
    HashMap<String, Item> map = new HashMap<>(Map.of("a", new Item("a", 1)));
    TreeMap<String, Item> tree = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    EnumMap<Status, Item> byStatus = new EnumMap<>(Status.class);
    EnumSet<Status> statuses = EnumSet.of(Status.CLOSED);
    ConcurrentHashMap<String, Item> concurrent = new ConcurrentHashMap<>();
    AtomicLong counter = new AtomicLong(5);
    AtomicReference<Item> reference = new AtomicReference<>(new Item("a", 1));
    StringBuilder text = new StringBuilder("text");
    ReentrantLock lock = new ReentrantLock();
    Class<?> type = Item.class;
  }

  private static void entities(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: an entity with an address", () -> new Address("street", "city"));
    add(kinds, "own: an entity with lists and maps", OwnKinds::customer);
    add(
        kinds,
        "own: a list of entities",
        () -> new ArrayList<>(List.of(customer(), customer(), new Item("a", 1))));
    add(
        kinds,
        "own: a map of entities",
        () -> new HashMap<>(Map.of("a", customer(), new Address("a", "b"), new Item("a", 1))));
    add(kinds, "own: a class without fields", () -> new Empty());
    add(kinds, "own: fields that are null", () -> new Nulls());
    add(kinds, "own: primitive fields", () -> new Primitives());
    add(kinds, "own: boxed fields", () -> new Boxes());
    add(kinds, "own: fields of interfaces", () -> new Interfaces());
    add(kinds, "own: fields of the JDK's classes", () -> new Concrete());
  }

  // Generics.

  static class Holder<T> implements Serializable {
    T value;

    Holder(T value) {
      this.value = value;
    }
  }

  static final class Pair<A extends Serializable, B extends Comparable<B>> implements Serializable {
    A first;
    B second;

    Pair(A first, B second) {
      this.first = first;
      this.second = second;
    }
  }

  static final class Page<T> implements Serializable {
    List<T> content;
    int number;
    Map<String, ? super T> extra = new HashMap<>();

    Page(List<T> content) {
      this.content = content;
    }
  }

  static final class Grid<T> implements Serializable {
    T[][] cells;

    Grid(T[][] cells) {
      this.cells = cells;
    }
  }

  static final class Chain<T extends Chain<T>> implements Serializable {
    T next;
  }

  abstract static class Repository<K, V> implements Serializable {
    Map<K, List<V>> content = new LinkedHashMap<>();
  }

  static final class Items extends Repository<Address, Item> {
    Items() {
      content.put(new Address("a", "b"), new ArrayList<>(List.of(new Item("c", 1))));
    }
  }

  static final class Slots<T extends Serializable> implements Serializable {
    T[] slots;
    List<? extends T>[] lists;

    Slots(T[] slots, List<? extends T>[] lists) {
      this.slots = slots;
      this.lists = lists;
    }
  }

  private static void generics(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: a generic class of text", () -> new Holder<>("text"));
    add(kinds, "own: a generic class of an entity", () -> new Holder<>(customer()));
    add(kinds, "own: a generic class of itself", () -> new Holder<>(new Holder<>(new Date(1))));
    add(kinds, "own: generic bounds", () -> new Pair<>(new Item("a", 1), "b"));
    add(kinds, "own: a page of entities", () -> new Page<>(List.of(new Item("a", 1))));
    add(
        kinds,
        "own: a page of records under an unmodifiable view",
        () -> new Page<>(Collections.unmodifiableList(new ArrayList<>(List.of(new Point(1, 2))))));
    add(
        kinds,
        "own: a generic array of arrays",
        () -> new Grid<>(new Item[][] {{new Item("a", 1)}, {}, null}));
    add(
        kinds,
        "own: a class generic in itself",
        () -> {
          Chain chain = new Chain();
          chain.next = new Chain();
          return chain;
        });
    add(kinds, "own: a subclass that fixes the type", () -> new Items());
    add(
        kinds,
        "own: generic arrays, one of lists",
        () -> new Slots<>(new Item[] {new Item("a", 1)}, new List[] {List.of(new Item("b", 2))}));
  }

  // Hierarchies.

  abstract static class Animal implements Serializable {
    String name = "animal";
    private int secret = 1;
  }

  static class Dog extends Animal {
    String name = "dog";
    private int secret = 2;
    List<String> toys = new ArrayList<>(List.of("ball"));
  }

  static final class Puppy extends Dog {
    private int secret = 3;
    Animal parent = new Dog();
  }

  static final class Owner implements Serializable {
    Animal pet = new Puppy();
    Animal[] pets = {new Dog(), new Puppy()};
    List<Animal> all = new ArrayList<>(List.of(pet, pets[0]));
  }

  /** Not serializable, so its constructor runs for each copy. */
  static class Base {
    int made = 42;
    List<String> list = new ArrayList<>(List.of("made"));

    protected Base() {}
  }

  static class Derived extends Base implements Serializable {
    int kept;

    Derived(int kept) {
      this.kept = kept;
      this.made = kept;
      list.add("more");
    }
  }

  static final class Further extends Derived {
    String text = "text";

    Further() {
      super(7);
    }
  }

  sealed interface Shape permits Circle, Square, Group {}

  static final class Circle implements Shape, Serializable {
    double radius = 1.5;
  }

  record Square(double side) implements Shape, Serializable {}

  record Group(List<Shape> shapes, Map<String, Shape> named) implements Shape, Serializable {}

  static final class Drawing implements Serializable {
    Shape main = new Group(List.of(new Circle(), new Square(1)), Map.of("a", new Square(2)));
    Shape[] others = {new Circle(), null};
  }

  static final class Transients implements Serializable {
    transient int number = 1;
    transient Object thread = Thread.currentThread();
    final transient List<String> list = new ArrayList<>(List.of("a"));
    transient boolean flag = true;
    String kept = "kept";
  }

  static final class MyList extends ArrayList<String> {
    String name = "mine";
  }

  static final class MyMap<V> extends HashMap<String, V> {
    int more = 5;
  }

  static final class Lru extends LinkedHashMap<String, Object> {
    final int max;

    Lru(int max) {
      super(16, 0.75f, true);
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
      return size() > max;
    }
  }

  static final class MyDate extends Date {
    String zone = "UTC";

    MyDate(long time) {
      super(time);
    }
  }

  static final class MyNumber extends Number {
    final long cents = 5;

    @Override
    public int intValue() {
      return (int) cents;
    }

    @Override
    public long longValue() {
      return cents;
    }

    @Override
    public float floatValue() {
      return cents;
    }

    @Override
    public double doubleValue() {
      return cents;
    }
  }

  static final class MyAtomic extends AtomicLong {
    String unit = "s";
  }

  private static void hierarchies(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: fields of the same name in superclasses", () -> new Puppy());
    add(kinds, "own: subclasses behind fields of the base type", () -> new Owner());
    add(kinds, "own: a base that is not serializable", () -> new Derived(7));
    add(kinds, "own: a base two levels up that is not serializable", () -> new Further());
    add(kinds, "own: sealed types", () -> new Drawing());
    add(kinds, "own: an array of a sealed interface", () -> new Drawing().others);
    add(kinds, "own: transient fields", () -> new Transients());
    add(
        kinds,
        "own: a subclass of ArrayList",
        () -> {
          MyList list = new MyList();
          list.add("a");
          list.name = "changed";
          return list;
        });
    add(
        kinds,
        "own: a subclass of HashMap",
        () -> {
          MyMap<Object> map = new MyMap<>();
          map.put("a", new Date(1));
          map.more = 6;
          return map;
        });
    add(
        kinds,
        "own: a subclass of LinkedHashMap",
        () -> {
          Lru lru = new Lru(2);
          lru.put("a", 1);
          lru.put("b", new Date(2));
          lru.get("a");
          return lru;
        });
    add(kinds, "own: a subclass of Date", () -> new MyDate(5));
    add(kinds, "own: a subclass of Number", () -> new MyNumber());
    add(
        kinds,
        "own: a subclass of AtomicLong",
        () -> {
          MyAtomic atomic = new MyAtomic();
          atomic.set(5);
          atomic.unit = "ms";
          return atomic;
        });
  }

  // Records.

  record Point(int x, int y) implements Serializable {}

  record Nothing() implements Serializable {}

  record Line(Point from, Point to, String... labels) implements Serializable {}

  record Box<T>(T content, List<? extends T> more) implements Serializable {}

  record Wide(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, Object j)
      implements Serializable {}

  record Copying(List<String> names, int[] numbers) implements Serializable {
    Copying {
      names = List.copyOf(names);
      numbers = numbers.clone();
    }

    @Override
    public int[] numbers() {
      return numbers.clone();
    }
  }

  record Range(int low, int high) implements Serializable, Comparable<Range> {
    Range {
      if (low > high) {
        throw new IllegalArgumentException("low > high");
      }
    }

    Range(int only) {
      this(only, only);
    }

    @Override
    public int compareTo(Range other) {
      return Comparator.comparingInt(Range::low).thenComparing(Range::high).compare(this, other);
    }
  }

  record Tree(String name, List<Tree> children) implements Serializable {}

  record WithMutable(StringBuilder text, Date date, Holder<Point> holder) implements Serializable {}

  private static void records(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: a record", () -> new Point(1, 2));
    add(kinds, "own: a record without components", () -> new Nothing());
    add(
        kinds,
        "own: a record of records",
        () -> new Line(new Point(1, 2), new Point(3, 4), "a", "b"));
    add(
        kinds,
        "own: a record of the same record twice",
        () -> {
          Point point = new Point(1, 2);
          return new Line(point, point);
        });
    add(kinds, "own: a generic record", () -> new Box<>(new Date(1), List.of(new Date(2))));
    add(
        kinds,
        "own: a record of all types",
        () -> new Wide(true, (byte) 1, (short) 2, '3', 4, 5, 6, 7, "8", new Date(9)));
    add(kinds, "own: a record of nulls", () -> new Box<>(null, null));
    add(
        kinds,
        "own: a record that copies",
        () -> new Copying(new ArrayList<>(List.of("a")), new int[] {1}));
    add(kinds, "own: a record that checks", () -> new Range(5));
    add(
        kinds,
        "own: a record of its own kind",
        () -> new Tree("a", new ArrayList<>(List.of(new Tree("b", List.of())))));
    add(
        kinds,
        "own: a record of what can change",
        () -> new WithMutable(new StringBuilder("a"), new Date(1), new Holder<>(new Point(1, 2))));
    add(
        kinds,
        "own: a map by record",
        () -> new HashMap<>(Map.of(new Range(1, 2), new Point(1, 2), new Range(3), "b")));
    add(
        kinds,
        "own: a record in a circle",
        () -> {
          List<Tree> children = new ArrayList<>();
          Tree tree = new Tree("a", children);
          children.add(new Tree("b", children));
          return tree;
        });
    record Local(String text, Nothing nothing) implements Serializable {}
    add(kinds, "own: a local record", () -> new Local("text", new Nothing()));
    add(
        kinds,
        "own: a sorted map by record",
        () -> new TreeMap<>(Map.of(new Range(3), "c", new Range(1, 2), new Date(1))));
  }

  // Enums.

  enum Operation implements Function<Integer, Integer> {
    TWICE {
      @Override
      public Integer apply(Integer number) {
        return 2 * number;
      }
    },
    NEGATED {
      @Override
      public Integer apply(Integer number) {
        return -number;
      }
    };

    int uses;
  }

  interface Code {}

  enum Numeric implements Code {
    ONE(1),
    TWO(2);

    final int code;

    Numeric(int code) {
      this.code = code;
    }
  }

  static final class Coded implements Serializable {
    Code code = Numeric.TWO;
    Operation operation = Operation.TWICE;
    Enum<?> any = TimeUnit.DAYS;
    Comparable<?> comparable = Operation.NEGATED;
  }

  private static void enums(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: an enum", () -> Status.CLOSED);
    add(kinds, "own: an enum with bodies", () -> Operation.NEGATED);
    add(kinds, "own: an enum behind its interface", () -> new Coded());
    add(
        kinds,
        "own: a map by an enum with bodies",
        () -> new EnumMap<>(Map.of(Operation.TWICE, new Date(1))));
    add(kinds, "own: a set of an enum with bodies", () -> EnumSet.of(Operation.TWICE));
    add(kinds, "own: an array of an enum with bodies", () -> Operation.values());
    add(kinds, "own: an array of an enum's interface", () -> new Code[] {Numeric.ONE, null});
  }

  // Nested, inner, local and anonymous classes.

  static final class Outer implements Serializable {
    int number = 1;
    Inner inner = new Inner();
    List<Inner> inners = new ArrayList<>(List.of(inner, new Inner()));

    class Inner implements Serializable {
      int own = 2;

      class Innermost implements Serializable {
        int sum = number + own;
      }
    }

    Object anonymous() {
      return new Holder<>("text") {
        int more = number;
      };
    }

    Object local(String captured) {
      class Local implements Serializable {
        int more = 3;

        @Override
        public String toString() {
          return captured + number;
        }
      }
      return new Local();
    }
  }

  private static void nesting(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: an outer with inner objects", () -> new Outer());
    add(kinds, "own: an inner object", () -> new Outer().inner);
    add(kinds, "own: an inner object of an inner one", () -> new Outer().inner.new Innermost());
    add(kinds, "own: an anonymous class", () -> new Outer().anonymous());
    add(kinds, "own: a local class that captures", () -> new Outer().local("captured"));
    add(
        kinds,
        "own: an anonymous map",
        () ->
            new HashMap<String, Object>() {
              {
                put("a", new Date(1));
              }
            });
    add(
        kinds,
        "own: an anonymous comparator in a tree",
        () -> {
          Map<String, Object> map = new TreeMap<>(new ByEnd());
          map.put("ab", 1);
          map.put("ba", 2);
          return map;
        });
  }

  static final class ByEnd implements Comparator<String>, Serializable {
    @Override
    public int compare(String a, String b) {
      return Character.compare(a.charAt(a.length() - 1), b.charAt(b.length() - 1));
    }
  }

  // Keys.

  /** The number is transient, so copies of different objects are equal. */
  static final class Forgetful implements Serializable {
    final String name;
    final transient int number;

    Forgetful(String name, int number) {
      this.name = name;
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Forgetful f && name.equals(f.name) && number == f.number;
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + number;
    }
  }

  static final class Changeable implements Serializable, Comparable<Changeable> {
    int number;
    List<Integer> more = new ArrayList<>();

    Changeable(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Changeable c && number == c.number && more.equals(c.more);
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public int compareTo(Changeable other) {
      return Integer.compare(number, other.number);
    }
  }

  static final class Cached implements Serializable {
    final String text;
    private int hash;

    Cached(String text) {
      this.text = text;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Cached cached && text.equals(cached.text);
    }

    @Override
    public int hashCode() {
      if (hash == 0) {
        hash = text.hashCode();
      }
      return hash;
    }
  }

  private static void keys(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: a key whose hash code is kept in a field", () -> new Cached("text"));
    add(
        kinds,
        "own: a map by keys that keep their hash codes",
        () -> new HashMap<>(Map.of(new Cached("a"), 1, new Cached("b"), new Cached("c"))));
    add(
        kinds,
        "own: a map by keys that are equal once copied",
        () -> {
          Map<Forgetful, Object> map = new LinkedHashMap<>();
          map.put(new Forgetful("a", 1), "first");
          map.put(new Forgetful("a", 2), new Date(2));
          map.put(new Forgetful("b", 3), "third");
          return map;
        });
    add(
        kinds,
        "own: a set of what is equal once copied",
        () -> new LinkedHashSet<>(List.of(new Forgetful("a", 1), new Forgetful("a", 2))));
    add(
        kinds,
        "own: a map by a key that has changed",
        () -> {
          Changeable key = new Changeable(1);
          Map<Changeable, Object> map = new HashMap<>();
          map.put(key, "a");
          map.put(new Changeable(2), "b");
          key.number = 2;
          return map;
        });
    add(
        kinds,
        "own: a tree by keys that can change",
        () -> new TreeMap<>(Map.of(new Changeable(2), "b", new Changeable(1), new Date(1))));
    add(
        kinds,
        "own: a tree by a key that has changed",
        () -> {
          Changeable key = new Changeable(1);
          Map<Changeable, Object> map = new TreeMap<>();
          map.put(key, "a");
          map.put(new Changeable(2), "b");
          key.number = 3;
          return map;
        });
    add(
        kinds,
        "own: a queue of what can change",
        () -> new PriorityQueue<>(List.of(new Changeable(2), new Changeable(1))));
    add(
        kinds,
        "own: a fixed map by keys that can change",
        () -> Map.of(new Changeable(2), new Changeable(2), new Changeable(1), "a"));
    add(
        kinds,
        "own: a fixed set of what can change",
        () -> Set.of(new Changeable(2), new Changeable(1), "a"));
    add(
        kinds,
        "own: a key that is a value too",
        () -> {
          Changeable key = new Changeable(1);
          Map<Changeable, Object> map = new LinkedHashMap<>();
          map.put(key, new Changeable(2));
          map.put(new Changeable(3), key);
          return map;
        });
    add(
        kinds,
        "own: a key met before as a value",
        () -> {
          Changeable key = new Changeable(1);
          Map<Changeable, Object> map = new LinkedHashMap<>();
          map.put(new Changeable(3), new Holder<>(key));
          map.put(key, "a");
          return map;
        });
  }

  // Depth.

  private static Object deep(UnaryOperator<Object> around) {
    Object inner = new Date(1);
    for (int i = 0; i < 400; i++) {
      inner = around.apply(inner);
    }
    return inner;
  }

  private static void depth(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: generics nested 400 deep", () -> deep(Holder::new));
    add(kinds, "own: records nested 400 deep", () -> deep(inner -> new Box<>(inner, List.of())));
    add(kinds, "own: arrays nested 400 deep", () -> deep(inner -> new Object[] {inner, 1}));
    add(kinds, "own: fixed lists nested 400 deep", () -> deep(inner -> List.of(1, inner, 2)));
    add(kinds, "own: fixed maps nested 400 deep", () -> deep(inner -> Map.of("a", inner)));
    add(kinds, "own: maps nested 400 deep", () -> deep(inner -> new HashMap<>(Map.of(1, inner))));
    add(kinds, "own: trees nested 400 deep", () -> deep(inner -> new TreeMap<>(Map.of(1, inner))));
    add(
        kinds,
        "own: exceptions nested 100 deep",
        () -> {
          Exception exception = new Silent();
          for (int i = 0; i < 100; i++) {
            exception = new Failure("level " + i, i, exception);
          }
          return exception;
        });
    add(
        kinds,
        "own: all sorts nested 400 deep, with references to the first",
        () -> {
          Twice first = new Twice("first", null);
          Object last =
              deep(
                  inner ->
                      new Twice(
                          first,
                          new Object[] {
                            new Box<>(inner, List.of(first)), new ArrayList<>(List.of(inner, first))
                          }));
          first.b = new Twice(last, first);
          return first;
        });
    add(
        kinds,
        "own: a ring of 500",
        () -> {
          Node first = chain(500);
          Node last = first;
          while (last.next != null) {
            last.next.previous = last;
            last = last.next;
          }
          last.next = first;
          return first;
        });
  }

  // References.

  static final class Node implements Serializable {
    int value;
    Node next;
    Node previous;
    List<Node> others = new ArrayList<>();

    Node(int value) {
      this.value = value;
    }
  }

  static final class Twice implements Serializable {
    Object a;
    Object b;

    Twice(Object a, Object b) {
      this.a = a;
      this.b = b;
    }
  }

  static final class Folder implements Serializable {
    final String name;
    final Folder parent;
    final Map<String, Folder> children = new TreeMap<>();

    Folder(String name, Folder parent) {
      this.name = name;
      this.parent = parent;
      if (parent != null) {
        parent.children.put(name, this);
      }
    }
  }

  private static void references(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "own: a circle of one",
        () -> {
          Node node = new Node(1);
          node.next = node;
          return node;
        });
    add(
        kinds,
        "own: a ring",
        () -> {
          Node first = new Node(1);
          Node second = new Node(2);
          first.next = second;
          second.previous = first;
          second.next = first;
          first.previous = second;
          first.others.addAll(List.of(first, second));
          return first;
        });
    add(kinds, "own: a chain 90 long", () -> chain(90));
    add(kinds, "own: a chain 500 long", () -> chain(500));
    add(
        kinds,
        "own: a tree with parents",
        () -> {
          Folder root = new Folder("root", null);
          new Folder("a", new Folder("b", root));
          new Folder("c", root);
          return root;
        });
    add(
        kinds,
        "own: a leaf of a tree with parents",
        () -> new Folder("leaf", new Folder("branch", new Folder("root", null))));
    add(
        kinds,
        "own: the same text twice",
        () -> {
          String text = new String(new char[] {'a', 'b'});
          return new Twice(text, text);
        });
    add(
        kinds,
        "own: equal texts",
        () -> new Twice(new StringBuilder("ab").toString(), new StringBuilder("ab").toString()));
    add(
        kinds,
        "own: the same date twice",
        () -> {
          Date date = new Date(1);
          return new Twice(date, date);
        });
    add(
        kinds,
        "own: the same value twice",
        () -> {
          BigDecimal number = new BigDecimal("1.50");
          return new Twice(number, number);
        });
    add(
        kinds,
        "own: an array and its list",
        () -> {
          Object[] array = {"a", new Date(1)};
          return new Twice(array, Arrays.asList(array));
        });
    add(
        kinds,
        "own: a key in its map and beside it",
        () -> {
          Address key = new Address("a", "b");
          return new Twice(key, new HashMap<>(Map.of(key, "value")));
        });
    add(
        kinds,
        "own: a map by what refers to the map",
        () -> {
          Map<Object, Object> map = new HashMap<>();
          map.put(new Holder<>(map), "value");
          return map;
        });
    add(
        kinds,
        "own: many that refer to each other",
        () -> {
          List<Twice> all = new ArrayList<>();
          for (int i = 0; i < 2_000; i++) {
            all.add(new Twice(i, i == 0 ? null : all.get(i / 2)));
          }
          return all;
        });
  }

  private static Node chain(int length) {
    Node first = null;
    for (int i = 0; i < length; i++) {
      Node node = new Node(i);
      node.next = first;
      first = node;
    }
    return first;
  }

  // Arrays.

  private static void arrays(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: an array of a class", () -> new Item[] {new Item("a", 1), null});
    add(kinds, "own: an array of arrays", () -> new Item[][] {{new Item("a", 1)}, {}});
    add(kinds, "own: an array of records", () -> new Point[] {new Point(1, 2), new Point(3, 4)});
    add(kinds, "own: an array of a base", () -> new Animal[] {new Dog(), new Puppy()});
    add(kinds, "own: an array of generics", () -> new Holder<?>[] {new Holder<>("a")});
    add(
        kinds,
        "own: the same in an array twice",
        () -> {
          Item item = new Item("a", 1);
          return new Item[] {item, item};
        });
    add(
        kinds,
        "own: an array of subclass's type as one of the base's",
        () -> {
          Animal[] animals = new Puppy[] {new Puppy()};
          return new Holder<>(animals);
        });
  }

  // Lambdas.

  interface Rule extends Function<String, Boolean>, Serializable {}

  static final class Rules implements Serializable {
    Rule rule;
    Callable<Object> callable;
    Comparator<String> order = Comparator.comparing((Rule2) String::length);

    Rules(Rule rule, Object captured) {
      this.rule = rule;
      this.callable = (Callable<Object> & Serializable) () -> captured;
    }
  }

  interface Rule2 extends Function<String, Integer>, Serializable {}

  private static void functions(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own: a lambda", () -> (Rule) text -> text.isEmpty());
    add(kinds, "own: a method reference", () -> (Rule) String::isEmpty);
    add(
        kinds,
        "own: a lambda that captures",
        () -> {
          List<String> captured = new ArrayList<>(List.of("a"));
          return (Rule) captured::contains;
        });
    add(kinds, "own: lambdas in fields", () -> new Rules(String::isBlank, new Date(1)));
    add(
        kinds,
        "own: a lambda in a list twice",
        () -> {
          Rule rule = text -> text.length() > 1;
          return new ArrayList<>(List.of(rule, rule));
        });
  }

  // Classes that hold collections.

  static final class Registry implements Serializable {
    Map<Address, List<Item>> byAddress = new LinkedHashMap<>();
    List<Map<String, Set<Point>>> nested = new ArrayList<>();
    Set<Item[]> arrays = new LinkedHashSet<>();
    Map<Status, Map<Integer, List<Customer>>> deep = new EnumMap<>(Status.class);
    List<?> unknown = Collections.unmodifiableList(new ArrayList<>(List.of(new Circle())));
    Map<String, Object> json = new LinkedHashMap<>();
    Set<Status> statuses = Collections.unmodifiableSet(EnumSet.of(Status.ACTIVE));
  }

  static final class Immutable implements Serializable {
    final List<Item> items;
    final Map<String, Point> points;
    final Set<Address> addresses;

    Immutable() {
      items = List.of(new Item("a", 1), new Item("b", 2));
      points = Map.of("a", new Point(1, 2));
      addresses = Set.of(new Address("a", "b"), new Address("c", "d"));
    }
  }

  private static void collections(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "own: nested generic collections",
        () -> {
          Registry registry = new Registry();
          registry.byAddress.put(new Address("a", "b"), new ArrayList<>(List.of(new Item("c", 1))));
          registry.nested.add(new HashMap<>(Map.of("a", new HashSet<>(Set.of(new Point(1, 2))))));
          registry.arrays.add(new Item[] {new Item("d", 1)});
          registry.deep.put(
              Status.ACTIVE, new TreeMap<>(Map.of(1, new ArrayList<>(List.of(customer())))));
          registry.json.put("list", new ArrayList<>(Arrays.asList(1, "a", null, 2.5)));
          registry.json.put("map", new LinkedHashMap<>(Map.of("a", true)));
          return registry;
        });
    add(kinds, "own: fixed collections", () -> new Immutable());
    add(
        kinds,
        "own: a list of a base's subclasses",
        () -> new ArrayList<>(List.of(new Dog(), new Puppy(), new Derived(1))));
    add(
        kinds,
        "own: a set of what has no equals",
        () -> new LinkedHashSet<>(List.of(new Item("a", 1), new Item("a", 1))));
    add(
        kinds,
        "own: a hash map of one, by what has no equals",
        () -> new HashMap<>(Map.of(new Item("a", 1), "value")));
  }

  // Exceptions.

  static class Failure extends Exception {
    final int code;
    final transient Object context = Thread.currentThread();
    List<String> details = new ArrayList<>(List.of("detail"));

    Failure(String message, int code, Throwable cause) {
      super(message, cause);
      this.code = code;
    }
  }

  static final class Silent extends RuntimeException {
    Silent() {
      super("silent", null, false, false);
    }
  }

  private static void exceptions(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "own: an exception",
        () -> {
          Failure failure = new Failure("message", 5, new Silent());
          failure.addSuppressed(new Failure("suppressed", 6, null));
          return failure;
        });
    add(kinds, "own: an exception without stack trace", () -> new Silent());
    add(
        kinds,
        "own: an exception in a field",
        () -> new Holder<>(new Failure("message", 5, new IllegalStateException("cause"))));
  }
}
