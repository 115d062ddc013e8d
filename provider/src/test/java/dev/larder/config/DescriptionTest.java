package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import java.nio.file.Path;
import java.util.Set;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionTest {
  @TempDir Path folder;

  private String description(String setting) {
    return new Fixture(folder)
        .conf("defaults { " + setting + " }")
        .resolve("books", null)
        .description();
  }

  @Test
  void description_nothingSet_showsDefaults() {
    assertThat(
        Fixture.onlyProperties().resolve("books", null).description(),
        is(
            "maximum-size=10000 (default), policy=lru (default), expiry=eternal (default),"
                + " store-by-value=true (default), statistics=false (default),"
                + " management=false (default),"
                + " listener-queue-size=10000 (default),"
                + " store=heap (default)"));
  }

  @Test
  void description_manySources_showsOrigins() {
    new Fixture(folder).write("common.conf", "\n\ndefaults { expiry { created = 10 minutes } }");
    String description =
        new Fixture(folder)
            .conf(
                """
                include "common.conf"
                caches {
                  books { maximum-size = 1000 }
                }
                """,
                "larder.caches.books.management",
                "true")
            .resolve(
                "books",
                new MutableConfiguration<String, Long>()
                    .setTypes(String.class, Long.class)
                    .setStatisticsEnabled(true))
            .description();
    assertThat(
        description,
        is(
            "key-type=java.lang.String (programmatic), value-type=java.lang.Long (programmatic),"
                + " maximum-size=1000 (books.conf:3), policy=lru (default),"
                + " expiry=created 10m (common.conf:3), store-by-value=true (default),"
                + " statistics=true (programmatic),"
                + " management=true (property larder.caches.books.management),"
                + " listener-queue-size=10000 (default), store=heap (default)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maximum-size = unbounded | maximum-size=unbounded",
        "expiry { accessed = 90 minutes } | expiry=accessed 90m",
        "expiry { modified = 1 day } | expiry=modified 24h",
        "expiry { touched = 1500 ms } | expiry=touched 1500ms",
        "expiry { created = 0s } | expiry=created 0s",
        "expiry { policy = dev.larder.config.Samples$Policy } |"
            + " expiry=dev.larder.config.Samples$Policy",
        "immutable-types = [b.B, a.A] | immutable-types=[a.A, b.B]",
        "store = dev.larder.config.Samples$Stores | store=dev.larder.config.Samples$Stores",
        "listeners = [{ class = dev.larder.config.Samples$Listener }] |"
            + " listeners=[dev.larder.config.Samples$Listener]",
      })
  void description_anyType_usesSyntaxOfFile(String setting, String shown) {
    String quoted = setting.replaceAll("dev\\.larder[^ }\\]]*", "\"$0\"");
    assertThat(description(quoted), containsString(shown + " (books.conf:1)"));
  }

  @Test
  void description_programmaticFactory_callsNoUserCode() {
    var said =
        LarderConfiguration.builder(Object.class, Object.class)
            .loader(new Samples.Loader())
            .build();
    said.setCacheWriterFactory(FactoryBuilder.factoryOf(Samples.Writer.class.getName()));
    said.setKeyCopierFactory(
        () -> {
          throw new AssertionError("called");
        });
    String description = Fixture.onlyProperties().resolve("books", said).description();
    assertThat(description, containsString("loader=dev.larder.config.Samples$Loader (program"));
    assertThat(
        description, containsString("writer=javax.cache.configuration.FactoryBuilder$Class"));
    assertThat(description, containsString("key-copier=dev.larder.config.DescriptionTest$$Lambda"));
  }

  @Test
  void without_refusedSetting_keepsItsPlaceInTheDescription() {
    Fixture files = new Fixture(folder);
    var before = files.conf("defaults { policy = adaptive }").resolve("books", null);
    var changed =
        files
            .conf("defaults { key-type = java.lang.String, maximum-size = 5, management = on }")
            .resolve("books", null);
    assertThat(
        changed.without(Set.of("key-type", "policy"), before).shortDescription(),
        is(
            "maximum-size=5 (books.conf:1), policy=adaptive (books.conf:1),"
                + " management=true (books.conf:1)"));
  }
}
