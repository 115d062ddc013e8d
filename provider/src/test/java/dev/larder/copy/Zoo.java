package dev.larder.copy;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Classes without serialization hooks. */
@SuppressWarnings("UnusedVariable") // fields are there to be copied
final class Zoo {
  private Zoo() {}

  enum Color {
    RED,
    GREEN {
      @Override
      boolean isCold() {
        return true;
      }
    };

    boolean isCold() {
      return false;
    }
  }

  static final class Values implements Serializable {
    boolean flag = true;
    byte b = 1;
    short s = 2;
    char c = '3';
    int i = 4;
    long l = 5;
    float f = 6;
    double d = 7;
    Integer boxed = 8;
    String text = "nine";
    Color color = Color.GREEN;
    BigDecimal amount = BigDecimal.TEN;
    LocalDate day = LocalDate.EPOCH;
    UUID id = new UUID(1, 2);
    Object nothing = null;
    static int shared = 10;
  }

  static class Any implements Serializable {
    Object a;
    Object b;

    Any(Object a, Object b) {
      this.a = a;
      this.b = b;
    }
  }

  static final class Finals implements Serializable {
    private final int number = Integer.parseInt("1");
    private final String text;
    private final List<String> list;
    private final int[] array = {1, 2};

    Finals(String text, List<String> list) {
      this.text = text;
      this.list = list;
    }
  }

  static class Grandparent implements Serializable {
    private String name = "grandparent";
    protected List<String> list = new ArrayList<>(List.of("g"));
  }

  static class Parent extends Grandparent {
    private String name = "parent";
    transient int lost = 5;
  }

  static final class Child extends Parent {
    private String name = "child";
    private Parent parent = new Parent();
  }

  /** Not serializable, so its constructor initializes it in each copy. */
  static class Unsaved {
    static int made;
    int number;
    private List<String> list = new ArrayList<>();

    protected Unsaved() {
      number = 42;
      made++;
    }
  }

  static class Saved extends Unsaved implements Serializable {
    int kept;

    Saved(int number) {
      this.number = number;
      this.kept = number;
    }
  }

  static final class Transients implements Serializable {
    transient int number = 1;
    transient Object unserializable = new Object();
    transient List<String> list = new ArrayList<>();
    final transient String text = String.valueOf('t');
    String kept = "kept";
    boolean initialized;

    {
      initialized = true;
    }
  }

  static final class Node implements Serializable {
    int value;
    Node next;
    List<Node> others = new ArrayList<>();

    Node(int value) {
      this.value = value;
    }
  }

  record Point(int x, int y) implements Serializable {}

  record Path(String name, List<Point> points, Object extra) implements Serializable {
    Path {
      points = new ArrayList<>(points);
    }
  }

  record Nothing() implements Serializable {}

  static final class Key implements Serializable {
    String name;
    List<Integer> parts = new ArrayList<>();

    Key(String name) {
      this.name = name;
      parts.add(name.length());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && name.equals(key.name) && parts.equals(key.parts);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, parts);
    }
  }

  interface Shape {}

  static final class Circle implements Shape, Serializable {
    double radius = 2;
  }

  static final class Wide implements Serializable {
    Serializable serializable = new ArrayList<>(List.of("s"));
    Shape shape = new Circle();
    Map<String, ? extends Shape> shapes = Map.of("c", new Circle());
    Number number = 5L;
    Iterable<?> iterable = new ArrayList<>(List.of(1));
    Comparable<?> comparable = "c";
  }

  static final class Price extends Number {
    private final long cents;

    Price(long cents) {
      this.cents = cents;
    }

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

  static final class Outer implements Serializable {
    int number = 1;
    Inner inner = new Inner();
    Object anonymous =
        new Any(1, new ArrayList<>()) {
          int more = number;
        };

    final class Inner implements Serializable {
      int twice() {
        return 2 * number;
      }
    }
  }
}
