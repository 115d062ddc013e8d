package dev.larder.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;

/** A class loader with a class of its own, like that of a deployed application. */
final class ValueClassLoader extends ClassLoader {
  private static final String NAME = LoadedValue.class.getName();

  ValueClassLoader() {
    super(ValueClassLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.equals(NAME)) {
        return super.loadClass(name, resolve);
      }
      Class<?> own = findLoadedClass(name);
      return own == null ? define() : own;
    }
  }

  private Class<?> define() {
    try (InputStream bytes = LoadedValue.class.getResourceAsStream("LoadedValue.class")) {
      if (bytes == null) {
        throw new IllegalStateException("no bytes of " + NAME);
      }
      byte[] all = bytes.readAllBytes();
      return defineClass(NAME, all, 0, all.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a factory of values of this loader's class. */
  Values values() {
    try {
      Constructor<?> constructor = loadClass(NAME, true).getConstructor(long.class);
      return number -> make(constructor, number);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object make(Constructor<?> constructor, long number) {
    try {
      return constructor.newInstance(number);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
