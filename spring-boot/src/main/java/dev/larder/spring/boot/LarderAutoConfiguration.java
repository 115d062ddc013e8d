package dev.larder.spring.boot;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.spring.boot3.ManagerCustomizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ResourceLoader;

/**
 * Creates the cache manager of an application. Spring's cache abstraction takes it, as Spring Boot
 * configures it, and so does Hibernate. It is closed with the application, and is not shared with
 * any other application context.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration"
    })
@ConditionalOnClass({CachingProvider.class, LarderCachingProvider.class})
@ConditionalOnProperty(
    name = "spring.cache.jcache.provider",
    havingValue = "dev.larder.LarderCachingProvider",
    matchIfMissing = true)
@ConditionalOnMissingBean(CacheManager.class)
@EnableConfigurationProperties(LarderProperties.class)
public class LarderAutoConfiguration implements BeanClassLoaderAware {
  private ClassLoader loader = LarderAutoConfiguration.class.getClassLoader();

  /** Creates the configuration. Called by Spring. */
  public LarderAutoConfiguration() {}

  @Override
  public void setBeanClassLoader(ClassLoader classLoader) {
    loader = classLoader;
  }

  /**
   * Creates the cache manager, and the caches that the properties name. Then the application's
   * customizers of the cache manager are called.
   *
   * @throws CacheException if the file or a property is not accepted; the message names it
   */
  @Bean(destroyMethod = "close")
  public CacheManager larderCacheManager(
      LarderProperties properties,
      ResourceLoader resources,
      ConfigurableEnvironment environment,
      ObjectProvider<CachingProvider> providers,
      ObjectProvider<ManagerCustomizer> customizers) {
    PropertyNames.check(environment);
    Binder binder = Binder.get(environment);
    String location =
        properties.location() == null || properties.location().isBlank()
            ? binder.bind("spring.cache.jcache.config", String.class).orElse("")
            : properties.location();
    // A provider of the application, such as one with a clock for tests; else a new one, because
    // managers of another context, such as that of a test, are not shared.
    CachingProvider provider =
        providers.stream()
            .filter(LarderCachingProvider.class::isInstance)
            .findFirst()
            .orElseGet(LarderCachingProvider::new);
    CacheManager manager =
        provider.getCacheManager(
            Location.uri(location, resources, provider.getDefaultURI()),
            loader,
            properties.toProperties());
    boolean isComplete = false;
    try {
      Set<String> names = new LinkedHashSet<>(properties.caches().keySet());
      names.addAll(
          binder.bind("spring.cache.cache-names", Bindable.listOf(String.class)).orElse(List.of()));
      for (String name : names) {
        if (manager.getCache(name) == null) {
          manager.createCache(name, new LarderConfiguration<>());
        }
      }
      customizers.orderedStream().forEach(customizer -> customizer.customize(manager));
      isComplete = true;
    } finally {
      if (!isComplete) {
        manager.close();
      }
    }
    return manager;
  }
}
