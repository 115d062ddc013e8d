package dev.larder.spring.boot3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCachingProvider;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.cache.JCacheManagerCustomizer;

class LarderBoot3CustomizerAutoConfigurationTest {
  @Test
  void customizer_ofTheApplication_isCalled() {
    JCacheManagerCustomizer customizer =
        manager -> manager.createCache("authors", new MutableConfiguration<>());
    var beans = new StaticListableBeanFactory(Map.of("customizer", customizer));
    try (LarderCachingProvider provider = new LarderCachingProvider()) {
      CacheManager manager = provider.getCacheManager();
      new LarderBoot3CustomizerAutoConfiguration()
          .larderManagerCustomizer(beans.getBeanProvider(JCacheManagerCustomizer.class))
          .customize(manager);
      assertThat(manager.getCacheNames().iterator().next(), is("authors"));
    }
  }
}
