package dev.larder.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
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

  /**
   * The classes of keys that were found to be unequal to their copies, replaced by a larger set
   * with each one. Racy: a reader may see a change late.
   */
  private Set<Class<?>> differing = Set.of();

  KeyCopies(String cacheName, UnaryOperator<K> copier) {
    this.cacheName = cacheName;
    this.copier = copier;
  }

  /** Returns a copy of a key for the store. Runs user code. */
  K copy(K key) {
    K copy = copier.apply(key);
    if (copy != key && !differ(key) && !isSame(key, copy)) {
      noteDiffering(key.getClass());
    }
    return copy;
  }

  private void noteDiffering(Class<?> type) {
    synchronized (this) {
      Set<Class<?>> more = new HashSet<>(differing);
      if (!more.add(type)) {
        return;
      }
      differing = Set.copyOf(more);
    }
    LOG.log(Level.WARNING, () -> warning(type));
  }

  /** Returns whether keys of this class have to be looked up by their copies. */
  boolean differ(K key) {
    Set<Class<?>> known = differing;
    return !known.isEmpty() && known.contains(key.getClass());
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
