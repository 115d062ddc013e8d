package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectInputValidation;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Classes of users with serialization hooks. */
@SuppressWarnings({
  "JavaUtilDate",
  "UndefinedEquals",
  "UnusedMethod", // hooks are called by the stream
  "UnusedVariable" // fields are there to be copied
})
final class OwnHookKinds {
  private OwnHookKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    methods(kinds);
    replacements(kinds);
    externals(kinds);
    proxies(kinds);
  }

  static final class Default implements Serializable {
    String text = "text";
    transient int length = 4;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      length = text.length();
    }
  }

  static final class Custom implements Serializable {
    transient String text = "text";
    transient int[] numbers = {1, 2};
    transient Object other = new Date(1);

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeUTF(text);
      out.writeInt(numbers.length);
      for (int number : numbers) {
        out.writeInt(number);
      }
      out.writeObject(other);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      text = in.readUTF();
      numbers = new int[in.readInt()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readInt();
      }
      other = in.readObject();
    }
  }

  static final class Rebuilt implements Serializable {
    String text = "a,b";
    private transient List<String> parts = List.of("a", "b");

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      parts = List.of(text.split(",", -1));
    }
  }

  static final class WritesOnly implements Serializable {
    String secret = "secret";

    private void writeObject(ObjectOutputStream out) throws IOException {
      String kept = secret;
      secret = "hidden";
      out.defaultWriteObject();
      secret = kept;
    }
  }

  static final class Declared implements Serializable {
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("text", String.class), new ObjectStreamField("count", int.class)
    };

    String text = "text";
    int count = 5;
    String dropped = "dropped";
  }

  static final class PutFields implements Serializable {
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("other", Object.class), new ObjectStreamField("number", long.class)
    };

    private int number = 7;
    private Object something = new Date(1);

    private void writeObject(ObjectOutputStream out) throws IOException {
      ObjectOutputStream.PutField fields = out.putFields();
      fields.put("number", (long) number);
      fields.put("other", something);
      out.writeFields();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      ObjectInputStream.GetField fields = in.readFields();
      number = (int) fields.get("number", 0L);
      something = fields.get("other", null);
    }
  }

  static class NoData implements Serializable {
    String text = "text";

    private void readObjectNoData() throws ObjectStreamException {
      text = "none";
    }
  }

  static final class MoreData extends NoData {
    int more = 5;
  }

  static final class Validated implements Serializable, ObjectInputValidation {
    int low = 1;
    int high = 2;
    transient boolean validated;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.registerValidation(this, 0);
      in.defaultReadObject();
    }

    @Override
    public void validateObject() throws InvalidObjectException {
      if (low > high) {
        throw new InvalidObjectException("low > high");
      }
      validated = true;
    }
  }

  static class HookedBase implements Serializable {
    private transient String cached = "cached";
    String text = "text";

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      cached = "read " + text;
    }
  }

  static final class PlainDerived extends HookedBase {
    List<String> list = new ArrayList<>(List.of("a"));
  }

  static final class Holder implements Serializable {
    Object any;
    HookedBase base = new PlainDerived();
    Default same;
    Default again;

    Holder(Object any) {
      this.any = any;
      same = new Default();
      again = same;
    }
  }

  static final class Unshared implements Serializable {
    transient Object one = new Date(1);
    transient Object two = new ArrayList<>(List.of("a"));

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeUnshared(one);
      out.writeUnshared(two);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      one = in.readUnshared();
      two = in.readUnshared();
    }
  }

  static final class UnsharedFields implements Serializable {
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("text", String.class, true),
      new ObjectStreamField("numbers", int[].class, true)
    };

    String text = "text";
    int[] numbers = {1, 2};
  }

  static final class NotWritten implements Serializable {
    String text = "text";

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(5); // and no fields
    }

    private void readObject(ObjectInputStream in) throws IOException {
      text = "number " + in.readInt();
    }
  }

  static final class Partly implements Serializable {
    int number = 5;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(new Date(1)); // that nobody reads
      out.writeUTF("more");
    }
  }

  static final class Strict implements Serializable {
    final int low;
    final int high;

    Strict(int low, int high) {
      this.low = low;
      this.high = high;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (low > high) {
        throw new InvalidObjectException("low > high");
      }
    }
  }

  static class NotItsOwn implements Serializable {
    String text = "text";

    private Object readResolve() {
      return "resolved";
    }
  }

  /** Does not inherit the private hook. */
  static final class Heir extends NotItsOwn {
    int number = 5;
  }

  /** Has methods with the names of hooks, but with other parameters or results. */
  static final class Lookalike implements Serializable {
    int number = 5;

    void writeObject(Object out) {
      number = -1;
    }

    Object readResolve(int argument) {
      return "resolved";
    }

    static Object writeReplace(Lookalike of) {
      return "replaced";
    }
  }

  private static void methods(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own hooks: default ones", () -> new Default());
    add(kinds, "own hooks: custom data", () -> new Custom());
    add(kinds, "own hooks: a transient field rebuilt", () -> new Rebuilt());
    add(kinds, "own hooks: writeObject alone", () -> new WritesOnly());
    add(kinds, "own hooks: serialPersistentFields", () -> new Declared());
    add(kinds, "own hooks: serialPersistentFields and put fields", () -> new PutFields());
    add(kinds, "own hooks: readObjectNoData", () -> new NoData());
    add(kinds, "own hooks: readObjectNoData of a superclass", () -> new MoreData());
    add(kinds, "own hooks: a validation", () -> new Validated());
    add(kinds, "own hooks: parts not shared", () -> new Unshared());
    add(kinds, "own hooks: fields not shared", () -> new UnsharedFields());
    add(kinds, "own hooks: no fields written", () -> new NotWritten());
    add(kinds, "own hooks: data that nobody reads", () -> new Partly());
    add(kinds, "own hooks: a check of final fields", () -> new Strict(1, 2));
    add(kinds, "own hooks: readResolve that is not inherited", () -> new Heir());
    add(kinds, "own hooks: methods that look alike", () -> new Lookalike());
    add(
        kinds,
        "own hooks: one that resolves to another class's, in a list",
        () -> new ArrayList<>(List.of(new NotItsOwn(), new Heir())));
    add(kinds, "own hooks: those of a superclass", () -> new PlainDerived());
    add(kinds, "own hooks: behind fields", () -> new Holder(new Custom()));
    add(
        kinds,
        "own hooks: in lists, maps and arrays",
        () ->
            new ArrayList<>(
                List.of(
                    new Custom(),
                    new HashMap<>(Map.of("a", new Rebuilt())),
                    new Default[] {new Default()})));
    add(
        kinds,
        "own hooks: in fixed collections",
        () -> List.of(new Custom(), Map.of("a", new Rebuilt())));
  }

  static final class Period implements Serializable {
    private final Date from;
    private final Date to;

    Period(Date from, Date to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Period period && from.equals(period.from) && to.equals(period.to);
    }

    @Override
    public int hashCode() {
      return Objects.hash(from, to);
    }

    private Object writeReplace() {
      return new Span(from.getTime(), to.getTime());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("no proxy");
    }

    private static final class Span implements Serializable {
      private final long from;
      private final long to;

      Span(long from, long to) {
        this.from = from;
        this.to = to;
      }

      private Object readResolve() {
        return new Period(new Date(from), new Date(to));
      }
    }
  }

  static final class ByRecord implements Serializable {
    private final transient int value;

    ByRecord(int value) {
      this.value = value;
    }

    private Object writeReplace() {
      return new Content(value);
    }

    private record Content(int value) implements Serializable {
      private Object readResolve() {
        return new ByRecord(value);
      }
    }
  }

  static final class Singleton implements Serializable {
    static final Singleton INSTANCE = new Singleton();

    private Singleton() {}

    private Object readResolve() {
      return INSTANCE;
    }
  }

  static final class Interned implements Serializable {
    private static final Map<String, Interned> ALL = new HashMap<>();
    final String name;

    private Interned(String name) {
      this.name = name;
    }

    static synchronized Interned of(String name) {
      return ALL.computeIfAbsent(name, Interned::new);
    }

    private Object readResolve() {
      return of(name);
    }
  }

  /** Is replaced by an object of another class, as entities of some mappers are. */
  static final class Disguised implements Serializable {
    private Object writeReplace() {
      return new ArrayList<>(List.of("what it stands for"));
    }
  }

  abstract static class Replaced implements Serializable {
    protected Object writeReplace() {
      return new Name(getClass().getSimpleName());
    }

    private record Name(String name) implements Serializable {
      private Object readResolve() {
        return name.equals("First") ? new First() : new Second();
      }
    }
  }

  static final class First extends Replaced {}

  static final class Second extends Replaced {
    int number = 2;
  }

  record Masked(String user, String password) implements Serializable {
    private Object writeReplace() {
      return password.equals("***") ? this : new Masked(user, "***");
    }
  }

  record Resolved(int number) implements Serializable {
    private Object readResolve() {
      return new Resolved(Math.abs(number));
    }
  }

  private static void replacements(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own hooks: a serialization proxy", () -> new Period(new Date(1), new Date(2)));
    add(
        kinds,
        "own hooks: a serialization proxy twice",
        () -> {
          Period period = new Period(new Date(1), new Date(2));
          return new ArrayList<>(List.of(period, period, new HashMap<>(Map.of(period, "a"))));
        });
    add(kinds, "own hooks: a record for a proxy", () -> new ByRecord(5));
    add(kinds, "own hooks: an array of those with proxies", () -> new ByRecord[] {new ByRecord(5)});
    add(kinds, "own hooks: a singleton", () -> Singleton.INSTANCE);
    add(
        kinds,
        "own hooks: a singleton in a list twice",
        () -> new ArrayList<>(List.of(Singleton.INSTANCE, Singleton.INSTANCE)));
    add(kinds, "own hooks: an interned object", () -> Interned.of("a"));
    add(
        kinds,
        "own hooks: one replaced by another class's, in a list",
        () -> new ArrayList<>(List.of(new Disguised(), new Disguised())));
    add(kinds, "own hooks: writeReplace inherited", () -> new Second());
    add(
        kinds,
        "own hooks: writeReplace inherited, in an array",
        () -> new Replaced[] {new First(), new Second()});
    add(kinds, "own hooks: a record that masks", () -> new Masked("a", "b"));
    add(
        kinds,
        "own hooks: a record that masks, in a field and a list",
        () -> {
          Masked masked = new Masked("a", "b");
          return new ArrayList<>(List.of(new Holder(masked), List.of(masked)));
        });
    add(
        kinds,
        "own hooks: an array of records that mask",
        () -> new Masked[] {new Masked("a", "b")});
    add(
        kinds,
        "own hooks: a map by records that resolve",
        () -> new HashMap<>(Map.of(new Resolved(-5), "a", new Resolved(7), "b")));
    add(kinds, "own hooks: a record that resolves", () -> new Resolved(-5));
  }

  /** Created by the stream, which needs its constructor and its name. */
  public static final class External implements Externalizable {
    private String text = "";
    private Object other;

    /** For the stream. */
    public External() {}

    External(String text, Object other) {
      this.text = text;
      this.other = other;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
      out.writeObject(other);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      text = in.readUTF();
      other = in.readObject();
    }
  }

  /** A list that writes itself. */
  public static final class ExternalList extends AbstractList<Object> implements Externalizable {
    private final List<Object> content = new ArrayList<>();

    /** For the stream. */
    public ExternalList() {}

    @Override
    public Object get(int index) {
      return content.get(index);
    }

    @Override
    public int size() {
      return content.size();
    }

    @Override
    public void add(int index, Object element) {
      content.add(index, element);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(content.size());
      for (Object element : content) {
        out.writeObject(element);
      }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        content.add(in.readObject());
      }
    }
  }

  private static void externals(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own hooks: externalizable", () -> new External("text", new Date(1)));
    add(
        kinds,
        "own hooks: externalizable in each other",
        () -> new External("outer", new External("inner", List.of(new Default()))));
    add(
        kinds,
        "own hooks: externalizable in itself",
        () -> {
          External external = new External("text", null);
          external.other = external;
          return external;
        });
    add(
        kinds,
        "own hooks: an externalizable list",
        () -> {
          ExternalList list = new ExternalList();
          list.add("a");
          list.add(new Date(1));
          return list;
        });
    add(
        kinds,
        "own hooks: an array of externalizable ones",
        () -> new External[] {new External("a", null), null});
  }

  interface Named {
    String name();
  }

  static final class Handler implements InvocationHandler, Serializable {
    private final Map<String, Object> answers = new HashMap<>();

    Handler(Object answer) {
      answers.put("name", answer);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "equals" ->
            Proxy.isProxyClass(arguments[0].getClass())
                && Proxy.getInvocationHandler(arguments[0]) instanceof Handler other
                && answers.equals(other.answers);
        case "hashCode" -> answers.hashCode();
        case "toString" -> answers.toString();
        default -> answers.get(method.getName());
      };
    }
  }

  private static Object named(Class<?>... interfaces) {
    return Proxy.newProxyInstance(
        OwnHookKinds.class.getClassLoader(), interfaces, new Handler("a name"));
  }

  private static void proxies(Map<String, Supplier<Object>> kinds) {
    add(kinds, "own hooks: a dynamic proxy", () -> named(Named.class));
    add(
        kinds,
        "own hooks: a dynamic proxy of two interfaces",
        () -> named(Named.class, Comparable.class));
    add(
        kinds,
        "own hooks: a dynamic proxy of the JDK's interface alone",
        () -> named(CharSequence.class, Runnable.class));
    add(
        kinds,
        "own hooks: a dynamic proxy in a list",
        () -> new ArrayList<>(List.of(named(Named.class), "a")));
    add(
        kinds,
        "own hooks: an array of dynamic proxies",
        () -> new Named[] {(Named) named(Named.class)});
  }
}
