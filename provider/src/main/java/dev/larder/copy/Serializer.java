package dev.larder.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization with a given class loader and filter. Thread-safe. It references the class
 * loader strongly, because a copy must not fail while the cache is open.
 */
public final class Serializer {
  private static final ClassLoader OWN_LOADER = Serializer.class.getClassLoader();

  private final String name;
  private final ClassLoader loader;
  private final @Nullable SerialFilter filter;
  private final ImmutableTypes immutable;

  /**
   * Creates a serializer.
   *
   * @param name the serialized object, for messages: "a key of cache 'books'"
   * @param loader resolves the classes of a stream
   * @param filter decides on the classes of a stream, null for the JVM's own filter
   * @param immutable the classes that {@link #copy} does not copy, even if they are not
   *     serializable
   */
  public Serializer(
      String name, ClassLoader loader, @Nullable SerialFilter filter, ImmutableTypes immutable) {
    this.name = name;
    this.loader = loader;
    this.filter = filter;
    this.immutable = immutable;
  }

  ImmutableTypes immutable() {
    return immutable;
  }

  /**
   * Returns an equal object that shares no mutable state with the original. The bytes do not leave
   * this method. Therefore immutable objects pass by reference, and only the filter of the user or
   * of the JVM applies.
   *
   * @throws CacheException if the object cannot be serialized or deserialized
   */
  @SuppressWarnings("unchecked")
  public <T> T copy(T original) {
    List<Object> shared = new ArrayList<>();
    byte[] bytes = encode(original, shared, false);
    return (T) read(bytes, shared);
  }

  /**
   * Returns whether {@link #accepts} alone decides on the content of a stream. A filter of the JVM
   * and a filter factory may count objects or examine anything. Either can be set later, once.
   */
  boolean decidesByClass() {
    return filter == null
        ? ObjectInputFilter.Config.getSerialFilter() == null && FilterFactory.IS_OF_JDK
        : filter.decidesByClass() && FilterFactory.IS_OF_JDK;
  }

  /** Returns whether a stream accepts the class and resolves its name to the same class. */
  boolean accepts(Class<?> type) throws ClassNotFoundException {
    return find(type.getName(), loader) == type && (filter == null || filter.allows(type));
  }

  /**
   * Returns the serialized form of an object.
   *
   * @throws CacheException if the object cannot be serialized
   */
  public byte[] encode(Object object) {
    return encode(object, null, false);
  }

  /**
   * Returns the serialized form of a key. It does not depend on whether the key refers to one or to
   * two equal strings, boxes or other immutable values of the JDK. So equal keys of the same
   * classes have equal forms, unless their own form depends on more than {@code equals} does.
   *
   * @throws CacheException if the key cannot be serialized
   */
  public byte[] encodeKey(Object key) {
    return encode(key, null, true);
  }

  private byte[] encode(Object object, @Nullable List<Object> shared, boolean isKey) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (ObjectOutputStream out = new Writer(bytes, shared, isKey)) {
      out.writeObject(object);
    } catch (NotSerializableException e) {
      throw failure("cannot be serialized", e.getMessage(), "it is not serializable", e);
    } catch (IOException | StackOverflowError e) {
      throw failure("cannot be serialized", object.getClass().getName(), reason(e), e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the object of a serialized form. The form is not trusted.
   *
   * @throws CacheException if the object cannot be deserialized
   */
  public Object decode(byte[] bytes) {
    try {
      return read(bytes, null);
    } catch (CacheException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failure("cannot be deserialized", "an object", reason(e), e);
    }
  }

  /** Deserializes an object. Exceptions of user code pass unchanged. */
  private Object read(byte[] bytes, @Nullable List<Object> shared) {
    Reader reader = null;
    try (Reader in = new Reader(bytes, shared)) {
      reader = in;
      Object object = in.readObject();
      if (object == null) {
        throw new InvalidObjectException("it is the form of null");
      }
      return object;
    } catch (IOException | ClassNotFoundException | StackOverflowError e) {
      String culprit =
          reader == null ? null : reader.missing == null ? reader.last : reader.missing;
      String why = reader == null ? reason(e) : reader.reason(e);
      throw failure("cannot be deserialized", culprit == null ? "an object" : culprit, why, e);
    }
  }

  private static String reason(Throwable cause) {
    return cause instanceof StackOverflowError
        ? "nested too deeply"
        : String.valueOf(cause.getMessage());
  }

  private CacheException failure(String how, @Nullable String type, String why, Throwable cause) {
    String accepted =
        filter == null
            ? "Accepted by value is what Java serialization can copy"
            : "Accepted by value are the cache's declared types and what they are made of, the"
                + " JDK's value and collection classes, and the classes listed under"
                + " serialization.allow";
    String remedy =
        "give the cache a copier, list the class under immutable-types, or store by reference";
    return new CacheException(
        "%s %s: at %s (%s). %s; or %s".formatted(name, how, type, why, accepted, remedy), cause);
  }

  /**
   * Returns the class of a name as in {@link Class#getName}, without initializing it. {@code
   * Class.forName} is avoided because the JVM caches its results per initiating loader. A loader
   * that delegates by thread would then return a class of another thread's application, and keep
   * that application alive.
   */
  private static Class<?> find(String name, ClassLoader loader) throws ClassNotFoundException {
    if (name.startsWith("[[")) {
      return find(name.substring(1), loader).arrayType();
    } else if (name.startsWith("[L")) {
      return loader.loadClass(name.substring(2, name.length() - 1)).arrayType();
    }
    return name.startsWith("[") ? Class.forName(name) : loader.loadClass(name);
  }

  /**
   * Replaces, in a stream, an object that is not copied. The index is that in the list of such
   * objects, which only the reader of the same stream has.
   */
  record Reference(int index) implements Serializable {}

  /**
   * Examines the filter factory of the JVM. A class of its own defers that to the first use,
   * because an application cannot set a factory afterwards.
   */
  private static final class FilterFactory {
    static final boolean IS_OF_JDK = isOfJdk();

    private static boolean isOfJdk() {
      try {
        return ObjectInputFilter.Config.getSerialFilterFactory().getClass().getClassLoader()
            == null;
      } catch (IllegalStateException e) {
        return false; // misconfigured: the stream reports it
      }
    }
  }

  private final class Writer extends ObjectOutputStream {
    /** Collects the objects that pass by reference, null if the bytes leave this object. */
    private final @Nullable List<Object> shared;

    /** The first one of equal immutable values, null if it does not matter which one it is. */
    private final @Nullable Map<Object, Object> firsts;

    Writer(ByteArrayOutputStream bytes, @Nullable List<Object> shared, boolean isKey)
        throws IOException {
      super(bytes);
      this.shared = shared;
      this.firsts = isKey ? new HashMap<>() : null;
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
      if (shared != null && object != null && immutable.passesByReference(object.getClass())) {
        shared.add(object);
        return new Reference(shared.size() - 1);
      }
      if (firsts != null
          && object != null
          && object.getClass().getName().startsWith("java.")
          && immutable.contains(object.getClass())) {
        Object first = firsts.putIfAbsent(object, object);
        return first == null ? object : first;
      }
      return Form.of(object);
    }
  }

  private final class Reader extends ObjectInputStream {
    /** The objects that pass by reference, null if the form is not trusted. */
    private final @Nullable List<Object> shared;

    /** The name of the class that was resolved last. */
    @Nullable String last;

    /** The name of a class that was not found. */
    @Nullable String missing;

    private boolean rejectedByJvm;

    Reader(byte[] bytes, @Nullable List<Object> shared) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.shared = shared;
      if (shared != null) {
        enableResolveObject(true);
      }
      ObjectInputFilter decides = filter;
      if (decides == null && FilterFactory.IS_OF_JDK) {
        ObjectInputFilter ofJvm = getObjectInputFilter();
        decides = ofJvm == null ? null : info -> decision(ofJvm, info);
      }
      if (shared == null && (filter != null || FilterFactory.IS_OF_JDK)) {
        setObjectInputFilter(new ArrayLimit(decides, bytes.length));
      } else if (decides != null) {
        setObjectInputFilter(decides);
      }
    }

    private Status decision(ObjectInputFilter ofJvm, FilterInfo info) {
      Status status =
          OwnTypes.contains(info.serialClass()) ? Status.ALLOWED : ofJvm.checkInput(info);
      rejectedByJvm |= status == Status.REJECTED;
      return status;
    }

    String reason(Throwable cause) {
      if (missing != null) {
        return "the class is not found by the class loader of the cache manager, " + loader;
      }
      return rejectedByJvm
          ? "refused by the serialization filter of this JVM, see jdk.serialFilter"
          : Serializer.reason(cause);
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
      if (shared == null || !(object instanceof Reference reference)) {
        return object;
      }
      return shared.get(reference.index());
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      last = description.getName();
      try {
        return find(last, loader);
      } catch (ClassNotFoundException e) {
        return ownOrPrimitive(description);
      }
    }

    /** Resolves primitive types and Larder's own classes, which the class loader may lack. */
    private Class<?> ownOrPrimitive(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      Class<?> found = null;
      try {
        found = super.resolveClass(description);
      } catch (ClassNotFoundException e) {
        // The exception below names the class.
      }
      if (found == null || !(found.isPrimitive() || OwnTypes.contains(found))) {
        throw notFound(description.getName(), null);
      }
      return found;
    }

    private ClassNotFoundException notFound(String className, @Nullable Exception cause) {
      missing = missing == null ? className : missing;
      return new ClassNotFoundException(className, cause);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names)
        throws IOException, ClassNotFoundException {
      Class<?>[] interfaces = new Class<?>[names.length];
      for (int i = 0; i < names.length; i++) {
        last = names[i];
        try {
          interfaces[i] = find(names[i], loader);
        } catch (ClassNotFoundException e) {
          throw notFound(names[i], e);
        }
      }
      return proxyClass(interfaces);
    }

    /**
     * Returns the class of a proxy, defined by the loader of one of its interfaces. The manager's
     * loader may delegate to the loaders of many applications; a proxy class defined in it would
     * keep them alive.
     */
    @SuppressWarnings("deprecation") // as the stream does, with another loader
    private Class<?> proxyClass(Class<?>... interfaces) throws ClassNotFoundException {
      for (Class<?> each : interfaces) {
        ClassLoader own = each.getClassLoader();
        try {
          if (own != null) {
            return Proxy.getProxyClass(own, interfaces);
          }
        } catch (IllegalArgumentException e) {
          // This loader does not see all interfaces.
        }
      }
      try {
        boolean areOfJdk = Stream.of(interfaces).allMatch(each -> each.getClassLoader() == null);
        return Proxy.getProxyClass(areOfJdk ? OWN_LOADER : loader, interfaces);
      } catch (IllegalArgumentException e) {
        throw new ClassNotFoundException(e.getMessage(), e);
      }
    }
  }
}
