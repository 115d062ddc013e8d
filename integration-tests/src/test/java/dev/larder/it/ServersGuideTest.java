package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.LarderCachingProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.apache.catalina.Context;
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
    Context context = tomcat.addContext("/shop", folder.toString());
    context.addApplicationListener(Caches.class.getName());
    tomcat.start();
    try {
      ClassLoader loader = context.getLoader().getClassLoader();
      CachingProvider provider =
          Caching.getCachingProvider("dev.larder.LarderCachingProvider", loader);
      CacheManager manager = provider.getCacheManager();
      assertThat(manager.getClassLoader(), is(sameInstance(loader)));
      context.stop();
      assertThat(manager.isClosed(), is(true));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void providers_removed_areForgottenByTheApi() {
    CachingProvider before = Caching.getCachingProvider();
    for (var i = Caching.getCachingProviders().iterator(); i.hasNext(); ) {
      if (i.next() instanceof LarderCachingProvider own) { // only the application's own
        own.close();
        i.remove();
      }
    }
    assertThat(Caching.getCachingProvider(), is(not(sameInstance(before))));
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
    for (String example : examples) {
      assertThat(sources.toString().replaceAll("\\s+", ""), containsString(example));
    }
  }
}
