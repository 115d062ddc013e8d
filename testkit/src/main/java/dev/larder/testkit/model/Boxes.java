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
 * Boxes of the kinds that applications cache, a kind for each number: what a cache that stores by
 * value has to copy is not always a plain object.
 */
final class Boxes {
  private Boxes() {}

  /** A box with this number, always of the same kind for one number. */
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

  /** A generic record, as it stands in lists of other values. */
  private record Line<T>(int position, T content) implements Serializable {}

  /** Goes through serialization as another class, which is no box. */
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

  /** Writes its own form, and is read through a public constructor. */
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

  /** Has fields whose types say little about what is in them. */
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
      // The line is one object, which two fields share.
      return attributes.get("first") == lines.get(0) ? super.number() : Integer.MIN_VALUE;
    }
  }

  /** Is its own neighbour, by way of a list. */
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

  /** Has a field that serialization refuses, and writes it by itself. */
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
