package dev.larder.copy;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.ArrayList;

/** Classes with serialization hooks. */
final class Hooked {
  private Hooked() {}

  static class Reads implements Serializable {
    int number = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      number++;
    }
  }

  static final class ReadsBelow extends Reads {
    int more = 5;
  }

  static final class Writes implements Serializable {
    int number = 1;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(3);
    }
  }

  static final class ReadsNoData implements Serializable {
    int number = 1;

    private void readObjectNoData() {}
  }

  static class Resolves implements Serializable {
    static final Resolves ONLY = new Resolves();

    protected Object readResolve() {
      return ONLY;
    }
  }

  static final class ResolvesBelow extends Resolves {}

  /** Not serializable, but its method is inherited as a hook. */
  static class Unsaved {
    protected Object writeReplace() {
      return "replaced";
    }
  }

  static final class Replaces extends Unsaved implements Serializable {}

  static final class External implements Externalizable {
    int number;

    public External() {}

    External(int number) {
      this.number = number;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(number);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      number = in.readInt() + 1;
    }
  }

  @SuppressWarnings("UnusedVariable") // read by the stream
  static final class Persistent implements Serializable {
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("kept", int.class)
    };

    int kept = 1;
    int dropped = 2;
  }

  record Replaced(int x) implements Serializable {
    private Object writeReplace() {
      return "r" + x;
    }
  }

  static final class Names extends ArrayList<String> {
    int more = 1;
  }
}
