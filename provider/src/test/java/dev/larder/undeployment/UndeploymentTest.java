package dev.larder.undeployment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCachingProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.cache.Caching;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Applications are deployed to a server and removed, with Larder in the application or above it,
 * and with or without a close: no class loader and no thread remains.
 */
@Timeout(120)
class UndeploymentTest {
  private static final int APPLICATIONS = 5;

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static List<URL> library() throws ClassNotFoundException {
    return List.of(
        placeOf(LarderCachingProvider.class),
        placeOf(Caching.class),
        placeOf(Class.forName("com.typesafe.config.Config")));
  }

  /** Returns a loader of these locations alone, without those of the test. */
  private static URLClassLoader loader(List<URL> urls, ClassLoader parent) {
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  private static WeakReference<ClassLoader> deploy(
      ClassLoader above, List<URL> urls, ExecutorService container, String end, String manager)
      throws Exception {
    ClassLoader application = loader(urls, above);
    container
        .submit(
            () -> {
              Thread thread = Thread.currentThread();
              thread.setContextClassLoader(application);
              try {
                return application
                    .loadClass(Application.class.getName())
                    .getMethod("run", String.class, String.class)
                    .invoke(null, end, manager);
              } finally {
                thread.setContextClassLoader(null);
              }
            })
        .get();
    return new WeakReference<>(application);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("larder-"))
        .filter(thread -> thread.getContextClassLoader() != UndeploymentTest.class.getClassLoader())
        .map(Thread::getName)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "above, leave, named",
    "above, close, named",
    "above, leave, default",
    "above, close, default",
    "inside, leave, named",
    "inside, close, named",
    "inside, leave, default",
    "inside, close, default"
  })
  void application_gone_leavesNoLoaderAndNoThread(String where, String end, String manager)
      throws Exception {
    ExecutorService container = Executors.newFixedThreadPool(2);
    List<URL> library = library();
    List<URL> application = new ArrayList<>(List.of(placeOf(Application.class)));
    ClassLoader above = ClassLoader.getPlatformClassLoader();
    if (where.equals("above")) {
      above = loader(library, above);
    } else {
      application.addAll(library);
    }
    try {
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      for (int i = 0; i < APPLICATIONS; i++) {
        loaders.add(deploy(above, application, container, end, manager));
      }
      for (int i = 0; i < 200 && !(isGone(loaders) && threads().isEmpty()); i++) {
        System.gc();
        // Threads and the collector need time, and neither signals its end.
        Thread.sleep(50);
      }
      assertThat(threads(), is(empty()));
      assertThat(loaders.stream().filter(loader -> loader.get() != null).count(), is(0L));
    } finally {
      container.shutdown();
      close(above);
    }
  }

  private static boolean isGone(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().allMatch(loader -> loader.get() == null);
  }

  private static void close(ClassLoader loader) throws IOException {
    if (loader instanceof URLClassLoader closeable) {
      closeable.close();
    }
  }
}
