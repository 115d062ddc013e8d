package dev.larder.spring.boot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.valkey.ServerProcess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** The beans of the starter, in application contexts without a server. */
class LarderAutoConfigurationTest {
  @TempDir private Path folder;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  LarderAutoConfiguration.class,
                  LarderCustomizerAutoConfiguration.class,
                  LarderActuatorAutoConfiguration.class,
                  LarderMetricsAutoConfiguration.class,
                  LarderHealthAutoConfiguration.class,
                  LarderRefreshAutoConfiguration.class,
                  LarderHibernateAutoConfiguration.class,
                  CacheAutoConfiguration.class))
          .withUserConfiguration(Application.class);

  @Configuration
  @EnableCaching
  static class Application {
    @Bean
    Library library() {
      return new Library();
    }
  }

  static class Library {
    private final AtomicInteger calls = new AtomicInteger();

    public int calls() {
      return calls.get();
    }

    @Cacheable("books")
    public String book(String isbn) {
      return isbn + " " + calls.incrementAndGet();
    }

    @Cacheable("books")
    public Optional<String> optional(String isbn) {
      return Optional.of(isbn + " " + calls.incrementAndGet());
    }

    @Caching(cacheable = @Cacheable("books"), put = @CachePut("others"))
    public String andPut(String isbn) {
      return isbn + " " + calls.incrementAndGet();
    }

    @Cacheable(cacheNames = "books", unless = "#result.contains('0')")
    public String unless(String isbn) {
      return isbn + " " + calls.incrementAndGet();
    }
  }

  private static LarderConfiguration<?, ?> configuration(ApplicationContext context, String cache) {
    Cache<Object, Object> found = context.getBean(CacheManager.class).getCache(cache);
    return found.getConfiguration(LarderConfiguration.class);
  }

  @Test
  void properties_ofCaches_createThem() {
    runner
        .withPropertyValues(
            "larder.defaults.statistics=true",
            "larder.caches.books.maximum-size=50",
            "larder.caches.books.expiry.modified=10m",
            "larder.caches[com.acme.Author].maximumSize=7")
        .run(
            context -> {
              assertThat(context.getStartupFailure(), is(nullValue()));
              assertThat(configuration(context, "books").getMaximumSize(), is(50L));
              assertThat(configuration(context, "books").isStatisticsEnabled(), is(true));
              assertThat(configuration(context, "com.acme.Author").getMaximumSize(), is(7L));
              assertThat(
                  context.getBean(CacheManager.class).getCachingProvider(),
                  instanceOf(LarderCachingProvider.class));
              JCacheCacheManager spring = context.getBean(JCacheCacheManager.class);
              assertThat(
                  spring.getCacheManager(), sameInstance(context.getBean(CacheManager.class)));
              Library library = context.getBean(Library.class);
              assertThat(library.book("a"), is("a 1"));
              assertThat(library.book("a"), is("a 1"));
            });
  }

  @Test
  void file_atALocation_isOverriddenByProperties() throws Exception {
    Path file = folder.resolve("caches.conf");
    Files.writeString(file, "caches { books { maximum-size = 60, statistics = true } }");
    runner
        .withPropertyValues("larder.location=file:" + file, "larder.caches.books.maximum-size=61")
        .run(
            context -> {
              assertThat(configuration(context, "books").getMaximumSize(), is(61L));
              assertThat(configuration(context, "books").isStatisticsEnabled(), is(true));
            });
  }

  @Test
  void template_createsCachesOnDemand() {
    runner
        .withPropertyValues(
            "larder.templates[book*].create-missing=true", "larder.templates[book*].maximum-size=5")
        .run(
            context -> {
              assertThat(
                  "the endpoint creates none",
                  context.getBean(LarderEndpoint.class).cache("books"),
                  is(nullValue()));
              assertThat(context.getBean(Library.class).book("a"), is("a 1"));
              assertThat(configuration(context, "books").getMaximumSize(), is(5L));
            });
  }

  @Test
  void mistakes_failTheStart_andAreNamed() {
    runner
        .withPropertyValues("larder.caches.books.maximum-size=many")
        .run(
            context ->
                assertThat(
                    messages(context.getStartupFailure()),
                    containsString("larder.caches.books.maximum-size")));
    runner
        .withPropertyValues("larder.caches.books.maximum-sise=5")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()), containsString("maximum-sise")));
    runner
        .withPropertyValues("larder.location=classpath:nowhere.conf")
        .run(
            context ->
                assertThat(
                    messages(context.getStartupFailure()),
                    containsString("larder.location: there is no file classpath:nowhere.conf")));
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      messages.append(each).append('\n');
    }
    return messages.toString();
  }

  @Test
  void customizers_areCalledInOrder_withTheCachesOfTheProperties() {
    List<String> found = new ArrayList<>();
    runner
        .withPropertyValues("larder.caches.books.maximum-size=50")
        .withBean(
            "second",
            JCacheManagerCustomizer.class,
            () -> ordered(2, manager -> manager.getCacheNames().forEach(found::add)))
        .withBean(
            "first",
            JCacheManagerCustomizer.class,
            () ->
                ordered(1, manager -> manager.createCache("authors", new LarderConfiguration<>())))
        .run(
            context -> {
              assertThat(context.getStartupFailure(), is(nullValue()));
              assertThat(Set.copyOf(found), is(Set.of("authors", "books")));
              CacheManager manager = context.getBean(CacheManager.class);
              assertThat(manager.getCache("authors"), is(notNullValue()));
            });
  }

  private static JCacheManagerCustomizer ordered(int order, JCacheManagerCustomizer customizer) {
    class Ordered implements JCacheManagerCustomizer, org.springframework.core.Ordered {
      @Override
      public void customize(CacheManager manager) {
        customizer.customize(manager);
      }

      @Override
      public int getOrder() {
        return order;
      }
    }

    return new Ordered();
  }

  @Test
  void provider_ofTheApplication_isUsed() {
    LarderCachingProvider own = new LarderCachingProvider();
    runner
        .withBean(CachingProvider.class, () -> own)
        .run(
            context ->
                assertThat(
                    context.getBean(CacheManager.class).getCachingProvider(),
                    is(sameInstance(own))));
  }

  @Test
  void mistakes_areReportedBySpringBoot() {
    runner
        .withPropertyValues("larder.caches.books.policy=lfu")
        .run(
            context -> {
              FailureAnalysis report =
                  new LarderFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(report.getDescription(), containsString("larder.caches.books.policy"));
              assertThat(report.getDescription(), containsString("lru or adaptive"));
            });
    assertThat(
        new LarderFailureAnalyzer().analyze(new CacheException("of the application")),
        is(nullValue()));
  }

  @Test
  void customizer_fails_closesTheManagerAndFailsTheStart() {
    List<CacheManager> managers = new ArrayList<>();
    runner
        .withBean(
            JCacheManagerCustomizer.class,
            () ->
                manager -> {
                  managers.add(manager);
                  throw new IllegalStateException("no such region");
                })
        .run(
            context -> {
              assertThat(messages(context.getStartupFailure()), containsString("no such region"));
              assertThat(managers.get(0).isClosed(), is(true));
            });
  }

  @Test
  void context_closed_closesTheManager() {
    List<CacheManager> managers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      runner
          .withPropertyValues("larder.caches.books.maximum-size=50")
          .run(context -> managers.add(context.getBean(CacheManager.class)));
    }
    assertThat(managers.get(0), is(not(sameInstance(managers.get(1)))));
    managers.forEach(manager -> assertThat(manager.isClosed(), is(true)));
  }

  @Test
  void managerOfTheApplication_isLeftAlone() {
    runner
        .withBean("own", CacheManager.class, () -> new LarderCachingProvider().getCacheManager())
        .run(
            context -> {
              assertThat(context.containsBean("larderCacheManager"), is(false));
              assertThat(context.containsBean("larderEndpoint"), is(false));
              assertThat(context.containsBean("larderHibernatePostProcessor"), is(false));
            });
  }

  @Test
  void endpoint_showsFiguresAndOrigins() {
    runner
        .withPropertyValues(
            "larder.defaults.statistics=true", "larder.caches.books.maximum-size=50")
        .run(
            context -> {
              context.getBean(Library.class).book("a");
              context.getBean(Library.class).book("a");
              LarderEndpoint endpoint = context.getBean(LarderEndpoint.class);
              Map<String, Object> books = endpoint.cache("books");
              assertThat(books.get("hits"), is(1L));
              assertThat(books.get("misses"), is(1L));
              assertThat(books.get("entries"), is(1L));
              assertThat(
                  books.get("configuration").toString(),
                  containsString("maximum-size=50 (property larder.caches.books.maximum-size)"));
              Map<?, ?> places = (Map<?, ?>) endpoint.caches().get("properties");
              assertThat(
                  String.valueOf(places.get("larder.caches.books.maximum-size")),
                  containsString("test"));
            });
  }

  @Test
  void meters_ofAllCaches_areBound() {
    runner
        .withPropertyValues(
            "larder.defaults.statistics=true",
            "larder.caches.authors.maximum-size=50",
            "larder.templates[book*].create-missing=true")
        .run(
            context -> {
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(registry);
              assertThat(
                  registry.get("larder.maximum").tag("cache", "authors").gauge().value(), is(50.0));
              context.getBean(Library.class).book("a");
              context.getBean(Library.class).book("a");
              assertThat(registry.get("larder.caches").gauge().value(), is(2.0));
              assertThat(
                  registry
                      .get("cache.gets")
                      .tags("cache", "books", "result", "hit")
                      .functionCounter()
                      .count(),
                  is(1.0));
              assertThat(registry.get("cache.size").tag("cache", "books").gauge().value(), is(1.0));
            });
  }

  @Test
  void meters_switchedOff_areNotThere() {
    runner
        .withPropertyValues("larder.metrics.enabled=false")
        .run(context -> assertThat(context.containsBean("larderMeters"), is(false)));
  }

  @Test
  void health_serverLost_isDownUnlessTheCacheBypasses() {
    try (ServerProcess server = ServerProcess.start()) {
      String address = server.address() + "?timeout=2s";
      runner
          .withPropertyValues("larder.caches.books.store=" + address)
          .run(
              context -> {
                HealthIndicator health = context.getBean(HealthIndicator.class);
                assertThat(health.health(true).getStatus(), is(Status.UP));
                server.kill();
                await(() -> health.health(true).getStatus().equals(Status.DOWN));
                assertThat(
                    health.health(true).getDetails().toString(), containsString("not connected"));
              });
      server.restart();
      runner
          .withPropertyValues("larder.caches.books.store=" + address + "&on-failure=bypass")
          .run(
              context -> {
                HealthIndicator health = context.getBean(HealthIndicator.class);
                server.kill();
                await(() -> health.health(true).getDetails().containsValue("not connected"));
                assertThat(health.health(true).getStatus(), is(Status.UP));
              });
    }
  }

  private static final String[] REFRESHING = {
    "larder.caches.books.refresh-after=1ms", "larder.caches.books.refresh-by-caller=true"
  };

  @Test
  void cachedMethod_oldValue_isReloadedInTheBackground() {
    runner
        .withPropertyValues(REFRESHING)
        .run(
            context -> {
              Library library = context.getBean(Library.class);
              assertThat(library.book("a"), is("a 1"));
              String old = library.book("a");
              assertThat("a hit returns at once what is there", old, is("a 1"));
              await(() -> !library.book("a").equals("a 1"));
              assertThat(library.calls() > 1, is(true));
            });
  }

  @Test
  void cachedMethod_optionalResult_isReloadedUnwrapped() {
    runner
        .withPropertyValues(REFRESHING)
        .run(
            context -> {
              Library library = context.getBean(Library.class);
              assertThat(library.optional("a"), is(Optional.of("a 1")));
              await(() -> !library.optional("a").equals(Optional.of("a 1")));
            });
  }

  @Test
  void cachedMethod_withUnless_isNotReloaded() throws InterruptedException {
    runner
        .withPropertyValues(REFRESHING)
        .run(
            context -> {
              Library library = context.getBean(Library.class);
              assertThat(library.unless("a"), is("a 1"));
              for (int i = 0; i < 20; i++) {
                Thread.sleep(2); // so that the value is older than a millisecond
                assertThat(library.unless("a"), is("a 1"));
              }
              assertThat(library.calls(), is(1));
            });
  }

  @Test
  void cachedMethod_withAPut_isCalledOnceForAHit() {
    runner
        .withPropertyValues(REFRESHING)
        .withPropertyValues("larder.caches.others.maximum-size=9")
        .run(
            context -> {
              Library library = context.getBean(Library.class);
              for (int i = 1; i <= 5; i++) {
                library.andPut("a");
                Thread.sleep(5); // so that the value is old, and a reload would have run
                assertThat(
                    "Spring calls it for the put, and nothing else does", library.calls(), is(i));
              }
            });
  }

  @Test
  void refresh_switchedOff_leavesSpringsInterceptor() {
    runner
        .withPropertyValues("larder.refresh.enabled=false")
        .run(
            context ->
                assertThat(
                    context.getBean("cacheInterceptor").getClass().getSimpleName(),
                    is("CacheInterceptor")));
  }

  private interface Check {
    boolean holds();
  }

  private static void await(Check check) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!check.holds()) {
      assertThat("in time", System.nanoTime() - end < 0, is(true));
      Thread.sleep(2); // Poll: a reload does not notify.
    }
  }

  @Test
  void contexts_ofOneJvm_shareNothing() {
    runner
        .withPropertyValues("larder.caches.books.maximum-size=50")
        .run(
            first -> {
              first.getBean(CacheManager.class).getCache("books").put("k", "v");
              runner
                  .withPropertyValues("larder.caches.books.maximum-size=7")
                  .run(
                      second -> {
                        assertThat(configuration(second, "books").getMaximumSize(), is(7L));
                        assertThat(
                            second.getBean(CacheManager.class).getCache("books").containsKey("k"),
                            is(false));
                      });
              assertThat(
                  "the other one is closed",
                  first.getBean(CacheManager.class).getCache("books").get("k"),
                  is("v"));
            });
  }

  @Test
  void settingsOfSpring_areHonoured() throws Exception {
    Path file = folder.resolve("own.conf");
    Files.writeString(file, "caches { books { maximum-size = 60 } }");
    runner
        .withPropertyValues(
            "spring.cache.jcache.config=file:" + file, "spring.cache.cache-names=books,authors")
        .run(
            context -> {
              assertThat(configuration(context, "books").getMaximumSize(), is(60L));
              assertThat(context.getBean(CacheManager.class).getCache("authors"), notNullValue());
            });
    runner
        .withPropertyValues("spring.cache.jcache.provider=com.acme.Other")
        .run(
            context ->
                assertThat(
                    "Spring Boot looks for it",
                    messages(context.getStartupFailure()),
                    containsString("com.acme.Other")));
  }

  @Test
  void location_onTheClassPath_isTheSameInEachDeployment() throws Exception {
    Files.writeString(folder.resolve("caches.conf"), "caches { books { maximum-size = 60 } }");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()},
            LarderAutoConfigurationTest.class.getClassLoader())) {
      runner
          .withClassLoader(loader)
          .withPropertyValues("larder.location=classpath:caches.conf")
          .run(
              context -> {
                assertThat(configuration(context, "books").getMaximumSize(), is(60L));
                assertThat(
                    context.getBean(CacheManager.class).getURI().toString(),
                    is("classpath:caches.conf"));
              });
    }
  }

  @Test
  void expiry_eternal_overridesTheDefault() {
    runner
        .withPropertyValues(
            "larder.defaults.expiry.modified=1m",
            "larder.caches.books.expiry=eternal",
            "larder.caches.books.immutable-types=",
            "larder.caches.authors.maximum-size=5")
        .run(
            context -> {
              LarderEndpoint endpoint = context.getBean(LarderEndpoint.class);
              assertThat(
                  endpoint.cache("books").get("configuration").toString(),
                  containsString("expiry=eternal (property"));
              assertThat(
                  endpoint.cache("authors").get("configuration").toString(),
                  containsString("expiry=modified 1m"));
            });
  }

  @Test
  void names_thatWouldLoseCharacters_areRefused() {
    for (String property :
        List.of(
            "larder.templates.book*.maximum-size=5",
            "larder.caches.users/active.maximum-size=5",
            "larder.templates.session.create-missing=true",
            "larder.caches.books.expiry=10m",
            "larder.location=http://127.0.0.1:1/caches.conf",
            "larder.location=caches.conf")) {
      runner
          .withPropertyValues(property)
          .run(
              context -> {
                String messages = messages(context.getStartupFailure());
                assertThat(
                    property + messages,
                    messages.contains("brackets")
                        || messages.contains("larder.caches.books.expiry.modified=10m")
                        || messages.contains("write classpath:caches.conf"),
                    is(true));
              });
    }
  }

  @Test
  void meters_ofDestroyedCaches_goAndComeAgain() {
    runner
        .withPropertyValues("larder.caches.books.maximum-size=50")
        .run(
            context -> {
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(registry);
              CacheManager manager = context.getBean(CacheManager.class);
              manager.enableStatistics("books", true);
              manager.getCache("books").get("absent");
              assertThat(
                  registry.get("cache.gets").tags("result", "miss").functionCounter().count(),
                  is(1.0));
              manager.destroyCache("books");
              manager.createCache(
                  "books",
                  new LarderConfiguration<>().setMaximumSize(LarderConfiguration.UNBOUNDED));
              manager.getCache("books").put("k", "v");
              registry.get("larder.caches").gauge().value();
              assertThat(registry.get("cache.size").gauge().value(), is(1.0));
              assertThat(registry.get("larder.maximum").gauge().value(), is(Double.NaN));
              manager.destroyCache("books");
              assertThat(registry.get("larder.caches").gauge().value(), is(0.0));
              assertThat(registry.find("cache.size").gauge(), is(nullValue()));
            });
  }

  @Test
  void hibernate_factoryWithASettingOfItsOwn_isLeftAlone() {
    runner
        .withPropertyValues("larder.caches.books.maximum-size=50")
        .run(
            context -> {
              BeanPostProcessor processor =
                  (BeanPostProcessor) context.getBean("larderHibernatePostProcessor");
              LocalContainerEntityManagerFactoryBean plain =
                  new LocalContainerEntityManagerFactoryBean();
              processor.postProcessBeforeInitialization(plain, "plain");
              CacheManager given =
                  (CacheManager)
                      plain.getJpaPropertyMap().get("hibernate.javax.cache.cache_manager");
              given.close();
              assertThat(
                  "only borrowed", context.getBean(CacheManager.class).isClosed(), is(false));
              assertThat(given.getCache("books"), notNullValue());
              LocalContainerEntityManagerFactoryBean own =
                  new LocalContainerEntityManagerFactoryBean();
              own.getJpaPropertyMap().put("hibernate.javax.cache.uri", "urn:own");
              processor.postProcessBeforeInitialization(own, "own");
              assertThat(own.getJpaPropertyMap().size(), is(1));
            });
  }

  @Test
  void health_switchedOff_isNotThere() {
    runner
        .withPropertyValues("management.health.larder.enabled=false")
        .run(context -> assertThat(context.containsBean("larderHealthIndicator"), is(false)));
  }
}
