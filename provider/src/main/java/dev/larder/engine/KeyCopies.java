package dev.larder.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Copies keys for the store, and finds the classes of keys that are not equal to their copies. The
 * store looks up such a key by its copy. Thread-safe.
 *
 * @param <K> the type of key
 */
final class KeyCopies<K> {
  private static final Logger LOG = System.getLogger(KeyCopies.class.getName());

  private final String cacheName;
  private final UnaryOperator<K> copier;

  /** The classes of keys that were found to be unequal to their copies. */
  private final Set<Class<?>> differing = ConcurrentHashMap.newKeySet();

  /** Whether {@link #differing} is not empty. Racy: a reader may see a change late. */
  private boolean anyDiffers;

  KeyCopies(String cacheName, UnaryOperator<K> copier) {
    this.cacheName = cacheName;
    this.copier = copier;
  }

  /** Returns a copy of a key for the store. Runs user code. */
  K copy(K key) {
    K copy = copier.apply(key);
    if (copy != key && !(anyDiffers && differing.contains(key.getClass())) && !isSame(key, copy)) {
      differing.add(key.getClass());
      anyDiffers = true;
      LOG.log(Level.WARNING, () -> warning(key.getClass()));
    }
    return copy;
  }

  /** Returns whether keys of this class have to be looked up by their copies. */
  boolean differ(K key) {
    return anyDiffers && differing.contains(key.getClass());
  }

  private static boolean isSame(Object key, Object copy) {
    return key.equals(copy) && key.hashCode() == copy.hashCode();
  }

  private String warning(Class<?> type) {
    String start = "cache '" + cacheName + "': ";
    if (type.isArray() || isIdentity(type)) {
      return start
          + "keys of "
          + type.getTypeName()
          + " are equal to nothing but themselves, so their entries are never found again; accepted"
          + " as keys are objects with equals and hashCode, or store by reference";
    }
    return start
        + "a key of "
        + type.getTypeName()
        + " is not equal to its own copy: equals or hashCode depends on a transient field, on the"
        + " class loader or on identity. Its entries are found by the copy";
  }

  private static boolean isIdentity(Class<?> type) {
    try {
      return type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
