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
  private final KeyHold creation;
  private @Nullable LarderCacheManager manager; // guarded by this

  /** The method that closed the manager while it was being created, else null. Guarded by this. */
  private @Nullable String closedBy;

  /** Creates a slot for a manager that the calling thread is about to create. */
  ManagerSlot(URI uri) {
    this.uri = uri;
    this.creation = KeyHold.ofManager(uri.toString());
  }

  URI uri() {
    return uri;
  }

  /** Creates the manager; removes the slot if that fails. */
  LarderCacheManager create(Map<URI, ManagerSlot> slots, Supplier<LarderCacheManager> constructor) {
    LarderCacheManager created = null;
    try {
      created = constructor.get();
      String by = store(created);
      if (by != null) {
        created.closeBy(by);
        throw new IllegalStateException(
            "cache manager " + uri + " was closed by " + by + " while it was being made");
      }
      return created;
    } finally {
      if (created == null || created.isClosed()) {
        slots.remove(uri, this);
      }
      creation.release();
    }
  }

  /** Releases a slot that is not used, because another thread was first. */
  void discard() {
    creation.release();
  }

  private synchronized @Nullable String store(LarderCacheManager created) {
    manager = created;
    return closedBy;
  }

  /** Waits for the manager to be created, and returns it; null if that failed. */
  @Nullable LarderCacheManager await() {
    creation.await();
    return manager();
  }

  private synchronized @Nullable LarderCacheManager manager() {
    return manager;
  }

  boolean holds(LarderCacheManager known) {
    return manager() == known;
  }

  /** Closes the manager, now or as soon as it is created. */
  void closeBy(String method) {
    LarderCacheManager known;
    synchronized (this) {
      known = manager;
      closedBy = known == null ? method : closedBy;
    }
    if (known != null) {
      known.closeBy(method);
    }
  }
}
