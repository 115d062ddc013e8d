package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** The configuration of a cache, its threads, and names that become free. */
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
  void eternalCache_used_startsNoExpiryThread() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    cache.get("k");
    // Threads of providers that other tests have closed may not have ended yet.
    Eventually.isTrue("no expiry thread", () -> expiryThreads() == 0);
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
