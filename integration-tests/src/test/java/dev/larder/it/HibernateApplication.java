package dev.larder.it;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;

/** An application with its own Hibernate, which uses JCache as second-level cache. */
public final class HibernateApplication implements AutoCloseable, Callable<String> {
  private final SessionFactory sessions;

  @Entity(name = "Book")
  @Cacheable
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  public static class Book {
    @Id private Long id;
    private String title;
    private LocalDate printed;

    protected Book() {}

    Book(Long id, String title, LocalDate printed) {
      this.id = id;
      this.title = title;
      this.printed = printed;
    }
  }

  /** Connects to a database of this application only. */
  public HibernateApplication(String database) {
    sessions =
        new Configuration()
            .addAnnotatedClass(Book.class)
            .setProperty(AvailableSettings.JAKARTA_JDBC_URL, "jdbc:h2:mem:" + database)
            .setProperty(AvailableSettings.HBM2DDL_AUTO, "create-drop")
            .setProperty(AvailableSettings.CACHE_REGION_FACTORY, "jcache")
            .setProperty(AvailableSettings.USE_SECOND_LEVEL_CACHE, true)
            .setProperty(AvailableSettings.USE_QUERY_CACHE, true)
            .setProperty(AvailableSettings.GENERATE_STATISTICS, true)
            .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
            .buildSessionFactory();
    sessions.inTransaction(
        session -> session.persist(new Book(1L, "Larder of " + database, LocalDate.EPOCH)));
  }

  /** Reads the book twice, by its key and by a query, in separate sessions. */
  @Override
  public String call() {
    for (int i = 0; i < 2; i++) {
      sessions.inTransaction(session -> session.find(Book.class, 1L));
      sessions.inTransaction(
          session ->
              session
                  .createQuery("from Book where title like 'Larder%'", Book.class)
                  .setCacheable(true)
                  .list());
    }
    Statistics statistics = sessions.getStatistics();
    Book book = sessions.fromTransaction(session -> session.find(Book.class, 1L));
    return book.title
        + " of "
        + book.printed.getYear()
        + ": entity misses "
        + statistics.getSecondLevelCacheMissCount()
        + ", query hits "
        + statistics.getQueryCacheHitCount()
        + ", entities loaded "
        + statistics.getEntityLoadCount();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
