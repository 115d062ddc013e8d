package dev.larder.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization through a given class loader and filter. Thread-safe. It keeps the class
 * loader alive as long as its cache is open, for a copy must not fail because the loader is gone.
 */
public final class Serializer {
  private final String what;
  private final ClassLoader loader;
  private final @Nullable SerialFilter filter;

  /**
   * Makes a serializer.
   *
   * @param what what is serialized, for messages: "a key of cache 'books'"
   * @param filter what may be read, null for what the JVM's own filter says
   */
  public Serializer(String what, ClassLoader loader, @Nullable SerialFilter filter) {
    this.what = what;
    this.loader = loader;
    this.filter = filter;
  }

  /** An equal object that shares nothing mutable with the original. */
  @SuppressWarnings("unchecked")
  public <T> T copy(T original) {
    return (T) read(encode(original));
  }

  /**
   * Whether {@link #admits} is all that there is to what may be read. The JVM's own filter, and a
   * factory of filters, may count or look at anything; they can also come later, once.
   */
  boolean judgesByClass() {
    return filter == null
        ? ObjectInputFilter.Config.getSerialFilter() == null && FilterFactory.IS_OF_JDK
        : filter.judgesByClass() && FilterFactory.IS_OF_JDK;
  }

  /** Whether objects of this class come back from a stream, and as objects of the same class. */
  boolean admits(Class<?> type) throws ClassNotFoundException {
    return Class.forName(type.getName(), false, loader) == type
        && (filter == null || filter.allows(type));
  }

  /** The serialized form. */
  public byte[] encode(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException | StackOverflowError e) {
      throw failure("cannot be serialized", object.getClass().getName(), e);
    }
    return bytes.toByteArray();
  }

  /** The object of a serialized form, which may come from anywhere, and be of anything. */
  public Object decode(byte[] bytes) {
    try {
      return read(bytes);
    } catch (CacheException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failure("cannot be deserialized", "an object", e);
    }
  }

  /** Exceptions of users' own code come out as they are. */
  private Object read(byte[] bytes) {
    Reader reader = null;
    try (Reader in = new Reader(bytes)) {
      reader = in;
      Object object = in.readObject();
      if (object == null) {
        throw new InvalidObjectException("it is the form of null");
      }
      return object;
    } catch (IOException | ClassNotFoundException | StackOverflowError e) {
      String culprit = reader == null || reader.last == null ? "an object" : reader.last;
      throw failure("cannot be deserialized", culprit, e);
    }
  }

  private CacheException failure(String how, String type, Throwable cause) {
    return new CacheException(
        what
            + " "
            + how
            + ": at "
            + type
            + " ("
            + (cause instanceof StackOverflowError ? "nested too deeply" : cause.getMessage())
            + "). Accepted by value are the cache's declared types and what they are made of, the"
            + " JDK's value and collection classes, and the classes listed under"
            + " serialization.allow; or give the cache a copier, list the class under"
            + " immutable-types, or store by reference",
        cause);
  }

  /**
   * Asked for when it would be used, since asking settles it for good: nobody can set a factory of
   * filters after.
   */
  private static final class FilterFactory {
    static final boolean IS_OF_JDK = isOfJdk();

    private static boolean isOfJdk() {
      try {
        return ObjectInputFilter.Config.getSerialFilterFactory().getClass().getClassLoader()
            == null;
      } catch (IllegalStateException e) {
        return false; // misconfigured, which the stream will report
      }
    }
  }

  private final class Reader extends ObjectInputStream {
    @Nullable String last;

    Reader(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
      if (filter != null) {
        setObjectInputFilter(new ArrayLimit(filter, bytes.length));
      } else if (FilterFactory.IS_OF_JDK) {
        setObjectInputFilter(new ArrayLimit(getObjectInputFilter(), bytes.length));
      }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      last = description.getName();
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }

    @Override
    @SuppressWarnings("deprecation") // what the stream itself does, through our loader
    protected Class<?> resolveProxyClass(String[] names)
        throws IOException, ClassNotFoundException {
      Class<?>[] interfaces = new Class<?>[names.length];
      for (int i = 0; i < names.length; i++) {
        last = names[i];
        interfaces[i] = Class.forName(names[i], false, loader);
      }
      try {
        return Proxy.getProxyClass(loader, interfaces);
      } catch (IllegalArgumentException e) {
        throw new ClassNotFoundException(e.getMessage(), e);
      }
    }
  }
}
