package dev.larder.spec;

import java.io.IOException;
import java.io.InputStream;

/** Defines a class that its parent defines too, and so another class of the same name. */
final class OwnLoader extends ClassLoader {
  private final String own;

  OwnLoader(Class<?> own) {
    super(own.getClassLoader());
    this.own = own.getName();
  }

  /** Returns an instance of the class. */
  Object make() throws ReflectiveOperationException {
    var constructor = loadClass(own).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(own)) {
      return super.loadClass(name, resolve);
    }
    Class<?> known = findLoadedClass(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
