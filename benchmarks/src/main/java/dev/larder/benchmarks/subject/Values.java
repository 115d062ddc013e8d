package dev.larder.benchmarks.subject;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The type of values. Keys are integers in all rows. */
public enum Values {
  /** Integers. */
  NUMBER(Integer.class) {
    @Override
    public Object of(int i) {
      return i;
    }
  },
  /** Strings of some twenty characters. */
  STRING(String.class) {
    @Override
    public Object of(int i) {
      return "the value numbered " + i;
    }
  },
  /** Records of immutable values. */
  RECORD(Item.class) {
    @Override
    public Object of(int i) {
      return new Item(i, "item " + i, Instant.ofEpochSecond(i));
    }
  },
  /** Mutable objects, each of which has to be copied by value. */
  MUTABLE(Basket.class) {
    @Override
    public Object of(int i) {
      return new Basket(i);
    }
  };

  private final Class<?> type;

  Values(Class<?> type) {
    this.type = type;
  }

  /** Returns the class of the values. */
  public Class<?> type() {
    return type;
  }

  /** Returns a new value. */
  public abstract Object of(int i);

  /** An immutable value. */
  public record Item(int id, String name, Instant made) implements Serializable {}

  /** An ordinary bean with a list. */
  public static final class Basket implements Serializable {
    private static final long serialVersionUID = 1;
    private final int id;
    private final ArrayList<String> items;

    Basket(int id) {
      this.id = id;
      this.items = new ArrayList<>(List.of("apples", "bread", "number " + id));
    }

    /** Returns the basket's number. */
    public int id() {
      return id;
    }

    /** Returns the items themselves. */
    public List<String> items() {
      return items;
    }
  }
}
