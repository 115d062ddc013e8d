package dev.larder;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default class loader: asks the context class loader of the calling thread, then Larder's own.
 * So an application finds its classes by the default manager, wherever Larder is installed. There
 * is one instance, because a class loader is part of a manager's identity. Thread-safe.
 */
final class ContextClassLoader extends ClassLoader {
  static final ContextClassLoader INSTANCE = new ContextClassLoader();

  static {
    registerAsParallelCapable();
  }

  private ContextClassLoader() {
    super(LarderCachingProvider.class.getClassLoader());
  }

  /** The class loader that is asked first; null if there is none but this one. */
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
        // Larder's own class loader is asked next.
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
