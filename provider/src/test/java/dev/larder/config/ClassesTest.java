package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesTest {
  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void openFolder() {
    files = new Fixture(folder);
  }

  private static String loader(Class<?> type) {
    return "defaults { loader = \"%s\" }".formatted(Samples.name(type));
  }

  private Factory<?> loaderFactory(Class<?> type) {
    return books(files.conf(loader(type))).getCacheLoaderFactory();
  }

  @Test
  void factory_classOrFactoryOfIt_createsInstance() {
    assertThat(loaderFactory(Samples.Loader.class).create(), instanceOf(Samples.Loader.class));
    assertThat(
        loaderFactory(Samples.LoaderFactory.class).create(), instanceOf(Samples.Loader.class));
  }

  @Test
  void load_missingClass_failsWithPlaceAndLoader() {
    assertThat(
        files.errorIn("\ndefaults { loader = com.acme.Nowhere }"),
        startsWith(
            "books.conf:2: defaults.loader: no class com.acme.Nowhere is found by "
                + Fixture.LOADER));
    assertThat(
        files.errorIn("\ndefaults { key-type = String }"),
        startsWith("books.conf:2: defaults.key-type: no class String is found by "));
  }

  @Test
  void load_classOfOtherType_fails() {
    assertThat(
        files.errorIn("defaults { loader = java.lang.String }"),
        is(
            "books.conf:1: defaults.loader: java.lang.String implements neither"
                + " javax.cache.integration.CacheLoader nor a Factory of it"));
  }

  @Test
  void load_classThatCannotBeInstantiated_fails() {
    assertThat(
        files.errorIn(loader(Samples.WithParameter.class)),
        containsString("with a public constructor that takes no parameters"));
    assertThat(files.errorIn(loader(Hidden.class)), containsString("must be public, not abstract"));
    assertThat(
        files.errorIn("defaults { loader = javax.cache.integration.CacheLoader }"),
        containsString("must be public, not abstract"));
  }

  @Test
  void create_failingConstructor_failsWithCause() {
    CacheException error =
        assertThrows(CacheException.class, () -> loaderFactory(Samples.Failing.class).create());
    assertThat(
        error.getMessage(),
        is(
            "books.conf:1: the constructor of dev.larder.config.Samples$Failing failed:"
                + " java.lang.IllegalStateException: no database today"));
    assertThat(error.getCause(), instanceOf(IllegalStateException.class));
  }

  @Test
  void create_factoryOfOtherType_fails() {
    CacheException error =
        assertThrows(
            CacheException.class, () -> loaderFactory(Samples.FactoryOfOther.class).create());
    assertThat(
        error.getMessage(),
        allOf(startsWith("books.conf:1: "), containsString("which is no javax.cache.integration")));
  }

  @Test
  void load_otherContextLoader_usesLoaderOfManager() {
    Thread me = Thread.currentThread();
    ClassLoader before = me.getContextClassLoader();
    me.setContextClassLoader(null);
    try {
      assertThat(loaderFactory(Samples.Loader.class).create(), instanceOf(Samples.Loader.class));
    } finally {
      me.setContextClassLoader(before);
    }
    Path file = files.write("books.conf", loader(Samples.Loader.class));
    assertThrows(
        CacheException.class,
        () ->
            ManagerConfiguration.load(
                file.toUri(), ClassLoader.getPlatformClassLoader(), new Properties()));
  }

  @Test
  void factory_sameClass_isEqualAndSerializable() throws Exception {
    Factory<?> factory = loaderFactory(Samples.Loader.class);
    assertThat(loaderFactory(Samples.Loader.class), is((Object) factory));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(factory);
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(copy, is((Object) factory));
  }

  static class Hidden extends Samples.Loader {}
}
