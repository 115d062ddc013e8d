package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** The configuration that a cache gives away, threads, and names that become free. */
class LifecycleTest extends SpecTest {
  private static List<Object> registrations(Cache<String, String> cache) {
    List<Object> all = new ArrayList<>();
    complete(cache).getCacheEntryListenerConfigurations().forEach(all::add);
    return all;
  }

  @SuppressWarnings("unchecked")
  private static CompleteConfiguration<String, String> complete(Cache<String, String> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  @Test
  void getConfiguration_changed_doesNotAffectTheCache() {
    MutableConfiguration<String, String> mine = strings();
    Cache<String, String> cache = cache(mine);
    mine.setReadThrough(true).setStoreByValue(false);
    assertThat(complete(cache).isReadThrough(), is(false));
    assertThat(complete(cache).isStoreByValue(), is(true));
    assertThat(complete(cache) instanceof MutableConfiguration, is(false));
    assertThat(cache.getConfiguration(Configuration.class).getKeyType(), is(String.class));
    var registrations = complete(cache).getCacheEntryListenerConfigurations().iterator();
    CompleteConfiguration<String, String> before = complete(cache);
    cache.registerCacheEntryListener(new EventLog().configuration(true));
    assertThat(registrations.hasNext(), is(false));
    assertThat(registrations(cache).size(), is(1));
    assertThat(before.getCacheEntryListenerConfigurations().iterator().hasNext(), is(false));
    var iterator = complete(cache).getCacheEntryListenerConfigurations().iterator();
    try {
      iterator.next();
      iterator.remove();
    } catch (UnsupportedOperationException e) {
      assertThat(registrations(cache).size(), is(1));
    }
    assertThat(registrations(cache).size(), is(1));
  }

  @Test
  void getConfiguration_mutableType_isACopyOrRefused() {
    Cache<String, String> cache = cache(strings());
    try {
      cache.getConfiguration(MutableConfiguration.class).setReadThrough(true);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      assertThat(e.getMessage(), is(not(nullValue())));
    }
    assertThat(complete(cache).isReadThrough(), is(false));
  }

  private static final class OwnConfiguration extends MutableConfiguration<String, String> {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void getConfiguration_foreignClass_throws() {
    Cache<String, String> cache = cache(strings());
    assertThrows(
        IllegalArgumentException.class, () -> cache.getConfiguration(OwnConfiguration.class));
  }

  @Test
  void close_provider_endsItsThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    MutableConfiguration<String, String> configuration =
        strings().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
    configuration.setCacheLoaderFactory(() -> new MapLoader<>(key -> "v"));
    Cache<String, String> cache = cache(configuration);
    EventLog log = new EventLog();
    cache.registerCacheEntryListener(log.configuration(false));
    cache.put("k", "v");
    var done = new CompletionListenerFuture();
    cache.loadAll(Set.of("a"), true, done);
    done.get();
    log.awaitLines(2);
    provider.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("larder")) {
        thread.join(10_000);
        assertThat(thread + " is alive", thread.isAlive(), is(false));
      }
    }
  }

  @Test
  void eternalCache_used_startsNoExpiryThread() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    cache.get("k");
    // Threads of providers that other tests have closed may still be ending.
    Eventually.isTrue("no thread is there", () -> expiryThreads() == 0);
  }

  private static long expiryThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("larder-expiry"))
        .count();
  }

  @Test
  void close_cacheAndManager_freeTheirNames() {
    Cache<String, String> cache = cache(strings());
    cache.close();
    Cache<String, String> again = cache(strings());
    assertThat(provider.manager().getCache("spec", String.class, String.class) == again, is(true));
    provider.manager().close();
    var fresh = provider.provider().getCacheManager(provider.manager().getURI(), null);
    assertThat(fresh == provider.manager(), is(false));
    assertThat(fresh.isClosed(), is(false));
  }
}
