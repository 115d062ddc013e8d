package dev.larder.annotations;

import java.io.IOException;
import java.io.InputStream;

/** Defines a class and its nested classes again, except for one of them. */
public final class Lacking extends ClassLoader {
  private final String beginning;
  private final String lacked;

  /** Creates a loader without one class, and with all others of the same nest. */
  public Lacking(Class<?> lacked) {
    super(Lacking.class.getClassLoader());
    this.beginning = lacked.getNestHost().getName();
    this.lacked = lacked.getName();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (name.equals(lacked)) {
        throw new ClassNotFoundException(name);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null || !name.startsWith(beginning)) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
