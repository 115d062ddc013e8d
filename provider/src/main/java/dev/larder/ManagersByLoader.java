package dev.larder;

import dev.larder.time.WeakIdentity;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The managers of a provider by class loader. A manager lives as long as the class loader of its
 * application, and does not keep the loader alive: the loader itself refers to the manager, and
 * this object refers to it only weakly. Managers that an application does not close are therefore
 * collected with it.
 *
 * <pre>
 *   class loader -> a proxy class that it defines -> value of {@link #anchored} -> managers -> caches
 *        ^                                                                         |
 *        +-------------------------------------------------------------------------+
 * </pre>
 *
 * <p>The managers of a loader that cannot be collected before Larder's own are strongly referenced
 * here. Thread-safe.
 */
final class ManagersByLoader {
  /** The managers of one loader by URI. Compared by identity, unlike a map. */
  private static final class Slots {
    private final Map<URI, ManagerSlot> byUri = new ConcurrentHashMap<>();
  }

  /** The managers that a class of a loader keeps alive for this provider. */
  private final ClassValue<Set<Slots>> anchored =
      new ClassValue<>() {
        @Override
        protected Set<Slots> computeValue(Class<?> type) {
          return ConcurrentHashMap.newKeySet();
        }
      };

  /** Guarded by this. */
  private final Map<WeakIdentity<ClassLoader>, WeakReference<Slots>> byLoader = new HashMap<>();

  private final Set<Slots> permanent = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

  /** Returns the managers of a loader by URI: a live map that lives as long as the loader. */
  Map<URI, ManagerSlot> of(ClassLoader loader) {
    Slots slots = add(loader);
    hold(loader == ContextClassLoader.INSTANCE ? ContextClassLoader.current() : loader, slots);
    return slots.byUri;
  }

  private synchronized Slots add(ClassLoader loader) {
    for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
      byLoader.remove(gone);
    }
    WeakReference<Slots> known = byLoader.get(new WeakIdentity<>(loader, null));
    Slots slots = known == null ? null : known.get();
    if (slots == null) {
      slots = new Slots();
      byLoader.put(new WeakIdentity<>(loader, collected), new WeakReference<>(slots));
    }
    return slots;
  }

  /**
   * Has the loader refer to its managers. Calls the loader, which is user code, so without a lock.
   */
  private void hold(@Nullable ClassLoader loader, Slots slots) {
    Class<?> anchor = loader == null || outlives(loader) ? null : anchor(loader);
    (anchor == null ? permanent : anchored.get(anchor)).add(slots);
  }

  /** Returns whether a loader cannot be collected before Larder's own. */
  private static boolean outlives(ClassLoader loader) {
    ClassLoader known = ManagersByLoader.class.getClassLoader();
    while (known != null && known != loader) {
      known = known.getParent();
    }
    return known == loader
        || loader == ClassLoader.getSystemClassLoader()
        || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Returns a class that the loader defines, always the same; null if it cannot define one. */
  private static @Nullable Class<?> anchor(ClassLoader loader) {
    try {
      InvocationHandler none = (proxy, method, arguments) -> null;
      return Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, none).getClass();
    } catch (RuntimeException | LinkageError e) {
      return null; // the loader does not find Runnable, refuses new classes, or is closed
    }
  }

  /** Returns the managers of a loader; null if it has none. */
  synchronized @Nullable Map<URI, ManagerSlot> known(ClassLoader loader) {
    WeakReference<Slots> known = byLoader.get(new WeakIdentity<>(loader, null));
    Slots slots = known == null ? null : known.get();
    return slots == null ? null : slots.byUri;
  }

  synchronized Collection<Map<URI, ManagerSlot>> all() {
    List<Map<URI, ManagerSlot>> all = new ArrayList<>();
    for (WeakReference<Slots> known : byLoader.values()) {
      Slots slots = known.get();
      if (slots != null) {
        all.add(slots.byUri);
      }
    }
    return all;
  }
}
