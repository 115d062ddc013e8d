package dev.larder.reliability;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Keys and values of about a megabyte, identified by a small number. Their toString returns a
 * megabyte too.
 */
enum Huge {
  STRING(String.class, Huge::text),
  BYTES(Bytes.class, Bytes::new),
  BEAN(Bean.class, Bean::new),
  /** With a readObject method, so that it is copied by serialization. */
  SERIALIZED(Hooked.class, Hooked::new);

  static final int SIZE = 1 << 20;

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // no constructor captures anything
  private final IntFunction<Object> constructor;

  Huge(Class<?> type, IntFunction<Object> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /** Returns a new object on each call. */
  Object make(int number) {
    return constructor.apply(number);
  }

  @SuppressWarnings("unchecked") // for keys and values of any type at all
  Class<Object> type() {
    return (Class<Object>) type;
  }

  static int number(Object huge) {
    return huge instanceof Numbered numbered ? numbered.number() : huge.toString().charAt(0) - '0';
  }

  private static String text(int number) {
    return String.valueOf((char) ('0' + number)).repeat(SIZE);
  }

  private abstract static class Numbered implements Serializable {
    private static final long serialVersionUID = 1L;

    abstract int number();

    @Override
    public final String toString() {
      return text(number());
    }
  }

  private static class Bytes extends Numbered {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Bytes(int number) {
      bytes = new byte[SIZE];
      Arrays.fill(bytes, (byte) number);
    }

    @Override
    int number() {
      return bytes[0];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes same && Arrays.equals(same.bytes, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  static final class Hooked extends Bytes {
    static final AtomicInteger READ = new AtomicInteger();
    private static final long serialVersionUID = 1L;

    Hooked(int number) {
      super(number);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }

  private static final class Bean extends Numbered {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final List<byte[]> pages = new ArrayList<>();

    Bean(int number) {
      this.number = number;
      for (int i = 0; i < 1_024; i++) {
        byte[] page = new byte[SIZE / 1_024];
        Arrays.fill(page, (byte) (number + i));
        pages.add(page);
      }
    }

    @Override
    int number() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bean bean
          && bean.number == number
          && Arrays.deepEquals(bean.pages.toArray(), pages.toArray());
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(pages.toArray());
    }
  }
}
