package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Boot's auto-configuration of caches, in the ways that applications use it. */
class SpringBootTest {
  @TempDir Path folder;

  private ClassLoader before;
  private URLClassLoader application;

  record Book(String title) implements Serializable {}

  @Configuration
  @EnableAutoConfiguration
  @EnableCaching
  static class Application {
    @Bean
    Library library() {
      return new Library();
    }
  }

  static class Library {
    private final AtomicInteger asked = new AtomicInteger();

    /** A method, because the bean is a proxy. */
    public int asked() {
      return asked.get();
    }

    @Cacheable("books")
    public Book book(String isbn) {
      asked.incrementAndGet();
      return new Book(isbn);
    }

    @Cacheable("entity.Author")
    public String author(String name) {
      asked.incrementAndGet();
      return name;
    }
  }

  /** The class path of the application includes files in the folder of the test. */
  @BeforeEach
  void openTheClassPath() throws IOException {
    before = Thread.currentThread().getContextClassLoader();
    application = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(application);
    Caching.getCachingProvider().close();
  }

  @AfterEach
  void closeTheClassPath() throws IOException {
    Caching.getCachingProvider().close();
    Thread.currentThread().setContextClassLoader(before);
    application.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static ConfigurableApplicationContext start(String... properties) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .properties("spring.main.banner-mode=off")
        .properties(properties)
        .run();
  }

  private static void checkBooks(ConfigurableApplicationContext context, long maximum) {
    Library library = context.getBean(Library.class);
    assertThat(library.book("978-0"), is(new Book("978-0")));
    assertThat(library.book("978-0"), is(new Book("978-0")));
    assertThat(library.asked(), is(1));
    Cache<Object, Object> books = context.getBean(CacheManager.class).getCache("books");
    assertThat(books.getConfiguration(LarderConfiguration.class).getMaximumSize(), is(maximum));
    assertThat(
        context.getBean(CacheManager.class).getCachingProvider(),
        instanceOf(LarderCachingProvider.class));
    assertThat(
        context.getBean(org.springframework.cache.CacheManager.class),
        instanceOf(JCacheCacheManager.class));
  }

  @Test
  void cacheNames_noFile_createCaches() {
    try (var context = start("spring.cache.cache-names=books")) {
      checkBooks(context, 10_000);
    }
  }

  @Test
  void defaultFile_noNames_createsCaches() throws IOException {
    write("larder.conf", "caches { books { maximum-size = 50 } }");
    try (var context = start()) {
      checkBooks(context, 50);
    }
  }

  @Test
  void cacheNames_defaultFile_completeItsCaches() throws IOException {
    write("larder.conf", "caches { books { maximum-size = 50 } }");
    try (var context = start("spring.cache.cache-names=books")) {
      checkBooks(context, 50);
    }
  }

  @Test
  void file_namedByAProperty_isUsed() throws IOException {
    write("caches.conf", "caches { books { maximum-size = 60 } }");
    try (var context = start("spring.cache.jcache.config=classpath:caches.conf")) {
      checkBooks(context, 60);
    }
  }

  @Test
  void provider_namedByAProperty_isUsed() throws IOException {
    write("caches.conf", "caches { books { maximum-size = 60 } }");
    try (var context =
        start(
            "spring.cache.type=jcache",
            "spring.cache.jcache.provider=dev.larder.LarderCachingProvider",
            "spring.cache.jcache.config=file:" + folder.resolve("caches.conf"))) {
      checkBooks(context, 60);
    }
  }

  @Test
  void cache_missing_isCreatedOnDemand() throws IOException {
    write(
        "larder.conf",
        "templates { \"entity.*\" { create-missing = true, maximum-size = 7 } }, caches { books {} }");
    try (var context = start()) {
      Library library = context.getBean(Library.class);
      assertThat(library.author("Ann"), is("Ann"));
      assertThat(library.author("Ann"), is("Ann"));
      assertThat(library.asked(), is(1));
      Cache<Object, Object> authors = context.getBean(CacheManager.class).getCache("entity.Author");
      assertThat(authors, is(notNullValue()));
      assertThat(authors.getConfiguration(LarderConfiguration.class).getMaximumSize(), is(7L));
    }
  }

  @Test
  void file_withError_failsTheStartAndNamesIt() throws IOException {
    write("larder.conf", "caches { books { maximum-sise = 50 } }");
    Throwable failure = assertThrows(RuntimeException.class, SpringBootTest::start);
    StringBuilder messages = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      messages.append(each.getMessage()).append('\n');
    }
    assertThat(
        messages.toString(),
        containsString("larder.conf:1: unknown key caches.books.maximum-sise, did you mean"));
  }

  @Test
  void application_restartedInTheSameJvm_works() throws IOException {
    write("larder.conf", "caches { books { maximum-size = 50 } }");
    for (int i = 0; i < 3; i++) {
      try (var context = start("spring.cache.cache-names=books")) {
        checkBooks(context, 50);
      }
      Caching.getCachingProvider().close();
    }
  }
}
