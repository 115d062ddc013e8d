package dev.larder.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheException;

/** Writes configuration files to a folder, and loads them as a cache manager does. */
record Fixture(Path folder) {
  static final ClassLoader LOADER = Fixture.class.getClassLoader();

  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads a text as the file {@code books.conf}. */
  ManagerConfiguration conf(String text, String... properties) {
    return load("books.conf", text, properties);
  }

  ManagerConfiguration load(String name, String text, String... properties) {
    return ManagerConfiguration.load(write(name, text).toUri(), LOADER, properties(properties));
  }

  /** Returns the error of a text as the file {@code books.conf}, without the folder. */
  String errorIn(String text, String... properties) {
    return error(write("books.conf", text).toUri(), properties);
  }

  String error(URI uri, String... properties) {
    CacheException error =
        assertThrows(
            CacheException.class,
            () -> ManagerConfiguration.load(uri, LOADER, properties(properties)));
    return error.getMessage().replace(folder + "/", "");
  }

  static ManagerConfiguration onlyProperties(String... properties) {
    return ManagerConfiguration.load(URI.create("my-manager"), LOADER, properties(properties));
  }

  static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  static LarderConfiguration<Object, Object> books(ManagerConfiguration configuration) {
    return configuration.resolve("books", null).configuration();
  }
}
