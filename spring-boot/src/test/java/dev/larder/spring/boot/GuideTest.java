package dev.larder.spring.boot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
import dev.larder.testing.SteppedClock;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The examples of the guide for Spring Boot. */
class GuideTest {
  record Book(String title) implements Serializable {}

  interface Catalog {
    Book find(String isbn);
  }

  static class Library {
    private final Catalog catalog = Book::new;

    @Cacheable("books")
    public Book book(String isbn) {
      return catalog.find(isbn);
    }
  }

  @Configuration
  @EnableCaching
  static class Application {
    @Bean
    Library library() {
      return new Library();
    }
  }

  private static final Path GUIDE = Path.of("../src/docs/spring-boot.md");

  private static List<String> examples(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static ApplicationContextRunner runner(String example) {
    return new ApplicationContextRunner()
        .withInitializer(context -> add(context.getEnvironment(), example))
        .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class));
  }

  private static void add(ConfigurableEnvironment environment, String yaml) {
    try {
      new YamlPropertySourceLoader()
          .load("guide", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
          .forEach(environment.getPropertySources()::addFirst);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void method_isThatOfThisTest_andIsCached() throws IOException {
    String here = Files.readString(Path.of("src/test/java/dev/larder/spring/boot/GuideTest.java"));
    List<String> methods = examples("java");
    assertThat(methods, hasSize(2));
    for (String method : methods) {
      assertThat(here.replaceAll("\\s+", ""), containsString(method.replaceAll("\\s+", "")));
    }
    runner(examples("yaml").get(0))
        .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
        .withUserConfiguration(Application.class)
        .run(
            context -> {
              assertThat(context.getBean(Library.class).book("1"), is(new Book("1")));
              assertThat(
                  context.getBean(CacheManager.class).getCache("books").containsKey("1"), is(true));
            });
  }

  /** A configuration of tests. */
  @Configuration
  static class SteppedConfiguration {
    @Bean
    SteppedClock clock() {
      return new SteppedClock();
    }

    @Bean
    CachingProvider provider(SteppedClock clock) {
      return clock.provider();
    }
  }

  @Test
  void clockForTests_steps_theCachesOfTheProperties() throws IOException {
    runner(examples("yaml").get(0))
        .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
        .withUserConfiguration(Application.class, SteppedConfiguration.class)
        .run(
            context -> {
              context.getBean(Library.class).book("1");
              var books = context.getBean(CacheManager.class).getCache("books");
              context.getBean(SteppedClock.class).advance(Duration.ofMinutes(9));
              assertThat(books.containsKey("1"), is(true));
              context.getBean(SteppedClock.class).advance(Duration.ofMinutes(1));
              assertThat(books.containsKey("1"), is(false));
            });
  }

  @Test
  void examples_all_areUnderstood() throws IOException {
    List<String> examples = examples("yaml");
    assertThat(examples, hasSize(4));
    for (String example : examples) {
      runner(example)
          .run(context -> assertThat(example, context.getStartupFailure(), is(nullValue())));
    }
    runner(examples.get(0))
        .run(
            context -> {
              CacheManager manager = context.getBean(CacheManager.class);
              assertThat(
                  manager
                      .getCache("com.acme.Author")
                      .getConfiguration(LarderConfiguration.class)
                      .getMaximumSize(),
                  is(200L));
              assertThat(manager.getCache("session.a"), is(notNullValue()));
            });
  }
}
