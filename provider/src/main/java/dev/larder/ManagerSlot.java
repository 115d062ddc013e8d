package dev.larder;

import dev.larder.jcache.LarderCacheManager;
import dev.larder.store.KeyHold;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of one manager in its provider. One thread creates the manager while others wait for
 * it, and holds no lock meanwhile, because a class that the configuration names may request other
 * managers. A thread that would wait for itself gets an error, see {@link KeyHold}. Thread-safe.
 */
final class ManagerSlot {
  private final URI uri;
  private final KeyHold making;
  private @Nullable LarderCacheManager manager; // guarded by this

  /** The method that closed the manager while it was being created, else null. Guarded by this. */
  private @Nullable String closedBy;

  /** Creates a slot for a manager that the calling thread is about to create. */
  ManagerSlot(URI uri) {
    this.uri = uri;
    this.making = KeyHold.ofManager(uri.toString());
  }

  URI uri() {
    return uri;
  }

  /** Creates the manager; removes the slot if that fails. */
  LarderCacheManager make(Map<URI, ManagerSlot> slots, Supplier<LarderCacheManager> maker) {
    LarderCacheManager made = null;
    try {
      made = maker.get();
      String by = keep(made);
      if (by != null) {
        made.closeBy(by);
        throw new IllegalStateException(
            "cache manager " + uri + " was closed by " + by + " while it was being made");
      }
      return made;
    } finally {
      if (made == null || made.isClosed()) {
        slots.remove(uri, this);
      }
      making.release();
    }
  }

  /** Releases a slot that is not used, because another thread was first. */
  void discard() {
    making.release();
  }

  private synchronized @Nullable String keep(LarderCacheManager made) {
    manager = made;
    return closedBy;
  }

  /** Waits for the manager to be created, and returns it; null if that failed. */
  @Nullable LarderCacheManager await() {
    making.await();
    return manager();
  }

  private synchronized @Nullable LarderCacheManager manager() {
    return manager;
  }

  boolean holds(LarderCacheManager known) {
    return manager() == known;
  }

  /** Closes the manager, now or as soon as it is created. */
  void closeBy(String whom) {
    LarderCacheManager known;
    synchronized (this) {
      known = manager;
      closedBy = known == null ? whom : closedBy;
    }
    if (known != null) {
      known.closeBy(whom);
    }
  }
}
