package dev.larder.it;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** The listener of src/docs/servers.md. */
@WebListener
public class Caches implements ServletContextListener {
  private CacheManager manager;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    manager = Caching.getCachingProvider("dev.larder.LarderCachingProvider").getCacheManager();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    manager.close();
  }

  CacheManager manager() {
    return manager;
  }
}
