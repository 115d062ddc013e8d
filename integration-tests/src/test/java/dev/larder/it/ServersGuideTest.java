package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCachingProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contains the examples of src/docs/servers.md, and runs them in Tomcat. */
class ServersGuideTest {
  @TempDir Path folder;

  @Test
  void listener_contextStops_closesTheManager() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    StandardContext context = (StandardContext) tomcat.addContext("/shop", folder.toString());
    context.addApplicationListener(Caches.class.getName());
    tomcat.start();
    try {
      Caches listener = (Caches) context.getApplicationLifecycleListeners()[0];
      CacheManager manager = listener.manager();
      assertThat(manager.isClosed(), is(false));
      context.stop();
      assertThat(manager.isClosed(), is(true));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void providers_removed_areForgottenByTheApi() {
    Thread me = Thread.currentThread();
    ClassLoader before = me.getContextClassLoader();
    // The providers of an application, which has a class loader of its own.
    me.setContextClassLoader(new ClassLoader(getClass().getClassLoader()) {});
    try {
      CachingProvider provider = Caching.getCachingProvider();
      CacheManager manager = provider.getCacheManager();
      for (var i = Caching.getCachingProviders().iterator(); i.hasNext(); ) {
        if (i.next() instanceof LarderCachingProvider own) { // only the application's own
          own.close();
          i.remove();
        }
      }
      assertThat(manager.isClosed(), is(true));
      assertThat(Caching.getCachingProviders().iterator().hasNext(), is(false));
    } finally {
      me.setContextClassLoader(before);
    }
  }

  @Test
  void guide_eachExample_isInTheTests() throws Exception {
    StringBuilder sources = new StringBuilder();
    for (String file : List.of("Caches", "ServersGuideTest")) {
      sources.append(Files.readString(Path.of("src/test/java/dev/larder/it/" + file + ".java")));
    }
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../src/docs/servers.md")))
            .results()
            .map(block -> block.group(1).replaceAll("\\s+", ""))
            .toList();
    assertThat(examples.size(), is(2));
    String all =
        sources
            .toString()
            .replaceAll("\\s+", "")
            .replace("CacheManagermanager(){returnmanager;}", "");
    for (String example : examples) {
      assertThat(all, containsString(example));
    }
  }
}
