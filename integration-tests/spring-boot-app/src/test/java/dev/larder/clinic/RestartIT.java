package dev.larder.clinic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The application started again in one JVM with a new class loader for its own classes, as Spring
 * Boot's development tools do.
 */
class RestartIT {
  @Test
  void application_restartedWithANewLoader_finds_itsOwnClasses() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (OwnClassesFirst loader = new OwnClassesFirst()) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
          run(loader);
        } finally {
          Thread.currentThread().setContextClassLoader(before);
        }
      }
    }
  }

  private static void run(ClassLoader loader) throws Exception {
    Class<?> application = loader.loadClass("org.springframework.boot.SpringApplication");
    Class<?> main = loader.loadClass(ClinicApplication.class.getName());
    Method start = application.getMethod("run", Class.class, String[].class);
    String[] arguments = {"--server.port=0", "--server.address=127.0.0.1"};
    try (AutoCloseable context = (AutoCloseable) start.invoke(null, main, arguments)) {
      Class<?> type = loader.loadClass(VetDirectory.class.getName());
      Object vets = context.getClass().getMethod("getBean", Class.class).invoke(context, type);
      Object first = type.getMethod("all").invoke(vets);
      Object again = type.getMethod("all").invoke(vets);
      assertThat("a hit, with a copy", again, is(first));
      Object vet = ((List<?>) again).get(0);
      assertThat(vet.getClass().getClassLoader() == loader, is(true));
    }
  }

  /** Loads the classes of the application itself, and all others by its parent. */
  private static final class OwnClassesFirst extends URLClassLoader {
    OwnClassesFirst() throws Exception {
      super(
          new URL[] {Path.of(System.getProperty("application.classes")).toUri().toURL()},
          RestartIT.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        boolean isOwn = name.startsWith("dev.larder.clinic.") && !name.endsWith("IT");
        if (!isOwn || findLoadedClass(name) != null) {
          return super.loadClass(name, resolve);
        }
        return findClass(name);
      }
    }
  }
}
