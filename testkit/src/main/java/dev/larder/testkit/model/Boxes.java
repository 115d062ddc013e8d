package dev.larder.testkit.model;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Creates boxes of several classes, as applications cache them, because copying by value depends on
 * the class. The number decides on the class.
 */
final class Boxes {
  private Boxes() {}

  /** Returns a box with this number; equal numbers give the same class. */
  static Box of(int number) {
    return switch (Math.floorMod(number, 6)) {
      case 0 -> new Box(number);
      case 1 -> new WithProxy(number);
      case 2 -> new WithOwnForm(number);
      case 3 -> new Generic<>(number, new ArrayList<>(List.of(new Line<>(1, "a"))));
      case 4 -> new Cyclic(number);
      default -> new WithoutSerializableParts(number);
    };
  }

  /** A generic record, used as an element of lists in other values. */
  private record Line<T>(int position, T content) implements Serializable {}

  /** Is serialized by way of a proxy of another class. */
  private static final class WithProxy extends Box {
    private static final long serialVersionUID = 1L;

    WithProxy(int number) {
      super(number);
    }

    private Object writeReplace() {
      return new Proxy(number());
    }

    private record Proxy(int number) implements Serializable {
      private Object readResolve() {
        return new WithProxy(number);
      }
    }
  }

  /** Writes its own serialized form, and is read through a public constructor. */
  public static final class WithOwnForm extends Box implements Externalizable {
    private static final long serialVersionUID = 1L;

    public WithOwnForm() {
      super(0);
    }

    private WithOwnForm(int number) {
      super(number);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws java.io.IOException {
      out.writeInt(number());
    }

    @Override
    public void readExternal(ObjectInput in) throws java.io.IOException {
      set(in.readInt());
    }
  }

  /** Has fields whose declared types reveal little about their content. */
  private static final class Generic<T extends List<? extends Line<?>>> extends Box {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // all lists that are put here can be serialized
    private final T lines;

    private final TreeMap<String, Object> attributes = new TreeMap<>();

    Generic(int number, T lines) {
      super(number);
      this.lines = lines;
      attributes.put("first", lines.get(0));
    }

    @Override
    public int number() {
      // Two fields share one Line object, which copying must preserve.
      return attributes.get("first") == lines.get(0) ? super.number() : Integer.MIN_VALUE;
    }
  }

  /** Refers to itself through a list. */
  private static final class Cyclic extends Box {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Box> neighbours = new ArrayList<>();

    Cyclic(int number) {
      super(number);
      neighbours.add(this);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // that it is the same object is the point
    public int number() {
      return neighbours.get(0) == this ? super.number() : Integer.MIN_VALUE;
    }
  }

  /** Has a field that is not serializable, and writes it itself. */
  private static final class WithoutSerializableParts extends Box {
    private static final long serialVersionUID = 1L;

    private transient Optional<Integer> kept;

    WithoutSerializableParts(int number) {
      super(number);
      kept = Optional.of(number);
    }

    @Override
    public int number() {
      return kept.isPresent() ? super.number() : Integer.MIN_VALUE;
    }

    private void readObject(java.io.ObjectInputStream in)
        throws java.io.IOException, ClassNotFoundException {
      in.defaultReadObject();
      kept = Optional.of(super.number());
    }
  }
}
