package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import dev.larder.LarderCachingProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/** The jars as bundles of an OSGi framework. */
class OsgiTest {
  @TempDir private Path folder;

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Bundle install(Framework framework, Class<?> type) throws Exception {
    return framework.getBundleContext().installBundle(jarOf(type).toUri().toString());
  }

  @Test
  void provider_inFelix_isFoundByCaching() throws Exception {
    assumeTrue(Files.isRegularFile(jarOf(LarderCachingProvider.class)), "the jar is packaged");
    Framework framework =
        new FrameworkFactory()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.resolve("felix").toString()));
    framework.start();
    try {
      Bundle api = install(framework, Caching.class);
      install(framework, Config.class).start();
      Bundle larder = install(framework, LarderCachingProvider.class);
      larder.start();
      assertThat("active", larder.getState(), is(Bundle.ACTIVE));
      assertThat(
          larder.getHeaders().get("Provide-Capability"),
          containsString("javax.cache.spi.CachingProvider"));
      ClassLoader loader = larder.adapt(BundleWiring.class).getClassLoader();
      Class<?> caching = api.loadClass(Caching.class.getName());
      try (AutoCloseable provider =
          (AutoCloseable)
              caching.getMethod("getCachingProvider", ClassLoader.class).invoke(null, loader)) {
        assertThat(provider.getClass().getClassLoader(), sameInstance(loader));
        use(api, provider);
      }
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  /** Uses a cache by reflection, because the classes of the bundles are not those of this test. */
  private static void use(Bundle api, Object provider) throws Exception {
    Object manager =
        api.loadClass("javax.cache.spi.CachingProvider")
            .getMethod("getCacheManager")
            .invoke(provider);
    Object configuration =
        api.loadClass(MutableConfiguration.class.getName()).getConstructor().newInstance();
    Object cache =
        api.loadClass("javax.cache.CacheManager")
            .getMethod(
                "createCache",
                String.class,
                api.loadClass("javax.cache.configuration.Configuration"))
            .invoke(manager, "books", configuration);
    Class<?> type = api.loadClass("javax.cache.Cache");
    type.getMethod("put", Object.class, Object.class).invoke(cache, "k", "v");
    assertThat(type.getMethod("get", Object.class).invoke(cache, "k"), is("v"));
  }
}
