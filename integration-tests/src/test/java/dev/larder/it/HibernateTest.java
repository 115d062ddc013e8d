package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Hibernate's second-level cache in two applications, as in an application server. Each defines its
 * own classes of the same names, including Hibernate's, and they share one Larder.
 */
class HibernateTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Defines the classes of the application and of Hibernate itself; the parent has all others. */
  private static final class ApplicationClassLoader extends URLClassLoader {
    ApplicationClassLoader() {
      super(classPath(), HibernateTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return isOwn(name) ? findClass(name) : super.loadClass(name, resolve);
      }
    }

    private static boolean isOwn(String name) {
      return name.startsWith("org.hibernate.") || name.startsWith("dev.larder.it.Hibernate");
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(ApplicationClassLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String file) {
      try {
        return Path.of(file).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void twoApplications_oneLarder_haveSeparateCaches() throws Exception {
    try (ApplicationClassLoader one = new ApplicationClassLoader();
        ApplicationClassLoader other = new ApplicationClassLoader();
        AutoCloseable first = start(one, "first");
        AutoCloseable second = start(other, "second")) {
      assertThat(first.getClass(), is(not(sameInstance((Object) second.getClass()))));
      for (int i = 0; i < 3; i++) {
        assertThat(call(one, first), is(expected("first", 2 * i + 1)));
        assertThat(call(other, second), is(expected("second", 2 * i + 1)));
      }
      assertThat(
          Caching.getCachingProvider(before).getCacheManager(null, one).getCacheNames(),
          is(Caching.getCachingProvider(before).getCacheManager(null, other).getCacheNames()));
    }
  }

  @Test
  void application_redeployed_findsNoOldEntries() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (ApplicationClassLoader loader = new ApplicationClassLoader();
          AutoCloseable application = start(loader, "again")) {
        assertThat(call(loader, application), is(expected("again", 1)));
      }
    }
  }

  private static String expected(String name, int hits) {
    return "Larder of "
        + name
        + " of 1970: entity misses 0, query hits "
        + hits
        + ", entities loaded 1";
  }

  private static AutoCloseable start(ClassLoader loader, String name) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    return (AutoCloseable)
        loader
            .loadClass("dev.larder.it.HibernateApplication")
            .getConstructor(String.class)
            .newInstance(name);
  }

  private static Object call(ClassLoader loader, Object application) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    return ((Callable<?>) application).call();
  }
}
