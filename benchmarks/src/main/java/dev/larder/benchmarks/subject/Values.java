package dev.larder.benchmarks.subject;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What values are. Keys are integers in all rows. */
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
  /** Records of values that cannot change. */
  RECORD(Item.class) {
    @Override
    public Object of(int i) {
      return new Item(i, "item " + i, Instant.ofEpochSecond(i));
    }
  },
  /** Objects that can change, so that by value each has to be copied. */
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

  /** The class of the values. */
  public Class<?> type() {
    return type;
  }

  /** A new value. */
  public abstract Object of(int i);

  /** All of it is immutable. */
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

    /** The basket's number. */
    public int id() {
      return id;
    }

    /** The items themselves. */
    public List<String> items() {
      return items;
    }
  }
}
