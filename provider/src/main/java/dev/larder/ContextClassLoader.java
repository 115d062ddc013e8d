package dev.larder;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default class loader: delegates to the context class loader of the calling thread, then to
 * Larder's own. The default manager therefore finds an application's classes wherever Larder is
 * installed. There is one instance, because a class loader is part of a manager's identity.
 * Thread-safe.
 */
final class ContextClassLoader extends ClassLoader {
  static final ContextClassLoader INSTANCE = new ContextClassLoader();

  static {
    registerAsParallelCapable();
  }

  private ContextClassLoader() {
    super(LarderCachingProvider.class.getClassLoader());
  }

  /** Returns the calling thread's context class loader; null if there is none or it is this one. */
  static @Nullable ClassLoader current() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == INSTANCE ? null : context;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    ClassLoader context = current();
    if (context != null) {
      try {
        return context.loadClass(name);
      } catch (ClassNotFoundException e) {
        // Fall back to Larder's own class loader.
      }
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    ClassLoader context = current();
    URL found = context == null ? null : context.getResource(name);
    return found == null ? super.getResource(name) : found;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Map<String, URL> found = new LinkedHashMap<>();
    ClassLoader context = current();
    if (context != null) {
      Collections.list(context.getResources(name)).forEach(url -> found.put(url.toString(), url));
    }
    Collections.list(super.getResources(name)).forEach(url -> found.put(url.toString(), url));
    return Collections.enumeration(found.values());
  }

  @Override
  public String toString() {
    return "the context class loader (" + current() + "), then Larder's own";
  }
}
