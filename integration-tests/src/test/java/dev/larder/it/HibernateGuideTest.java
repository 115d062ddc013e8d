package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderCachingProvider;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contains the examples of src/docs/hibernate.md, and runs them. */
class HibernateGuideTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir Path folder;

  /** The entity of the guide. */
  @Entity
  @Cacheable
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  public static class Author {
    @Id Long id;
    String name;
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static List<String> blocks(String language) throws Exception {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("../src/docs/hibernate.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static Properties properties() throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(blocks("properties").get(0)));
    properties.put("hibernate.generate_statistics", true);
    properties.put("hibernate.hbm2ddl.auto", "create-drop");
    return properties;
  }

  private static SessionFactory sessions(String database, Properties properties) {
    Configuration configuration = new Configuration().addAnnotatedClass(Author.class);
    configuration.addProperties(properties);
    configuration.setProperty("jakarta.persistence.jdbc.url", "jdbc:h2:mem:" + database);
    return configuration.buildSessionFactory();
  }

  private static void save(SessionFactory sessions) {
    sessions.inTransaction(
        session -> {
          Author author = new Author();
          author.id = 1L;
          author.name = "Austen";
          session.persist(author);
        });
  }

  private static long hits(SessionFactory sessions) {
    for (int i = 0; i < 3; i++) {
      sessions.inTransaction(
          session -> assertThat(session.find(Author.class, 1L).name, is("Austen")));
    }
    return sessions.getStatistics().getSecondLevelCacheHitCount();
  }

  @Test
  void guide_fileOnTheClassPath_configuresTheCaches() throws Exception {
    String hocon = blocks("hocon").get(0).replace("com.acme.*", "dev.larder.it.*");
    Files.writeString(folder.resolve("hibernate.conf"), hocon);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      CacheManager manager;
      try (SessionFactory sessions = sessions("guide", properties())) {
        save(sessions);
        assertThat(hits(sessions), is(3L));
        URI file = loader.getResource("hibernate.conf").toURI();
        manager =
            Caching.getCachingProvider(LarderCachingProvider.class.getName())
                .getCacheManager(file, null);
        assertThat(manager.getCacheNames(), hasItem(Author.class.getName()));
        assertThat(
            manager
                .getCache(Author.class.getName())
                .unwrap(LarderCacheMXBean.class)
                .getEffectiveConfiguration(),
            containsString("maximum-size=5000"));
      }
      assertThat("closed with the session factory", manager.isClosed(), is(true));
    }
  }

  @Test
  void guide_ownManager_isUsedAndClosedByHibernate() throws Exception {
    try (LarderCachingProvider provider = new LarderCachingProvider()) {
      CacheManager manager = provider.getCacheManager();
      Properties properties = properties();
      properties.putAll(
          Map.of(
              "hibernate.javax.cache.cache_manager",
              manager,
              "hibernate.javax.cache.missing_cache_strategy",
              "create"));
      try (SessionFactory sessions = sessions("own", properties)) {
        save(sessions);
        assertThat(hits(sessions), is(3L));
        assertThat(manager.getCacheNames(), hasItem(Author.class.getName()));
      }
      assertThat(manager.isClosed(), is(true));
    }
  }

  @Test
  void guide_entity_isThatOfThisTest() throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/dev/larder/it/HibernateGuideTest.java"))
            .replace("public static class", "public class")
            .replaceAll("\\s+", "");
    List<String> examples = blocks("java");
    assertThat(examples.size(), is(1));
    assertThat(here, containsString(examples.get(0).replaceAll("\\s+", "")));
  }
}
