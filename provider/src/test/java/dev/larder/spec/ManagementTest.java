package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import dev.larder.LarderCachingProvider;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of MBeans, and their registration. */
class ManagementTest extends SpecTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final Set<ObjectName> before = new HashSet<>();

  @BeforeEach
  void rememberWhatIsThere() throws JMException {
    before.addAll(allBeans());
  }

  private static Set<ObjectName> allBeans() throws JMException {
    Set<ObjectName> all = new HashSet<>(SERVER.queryNames(new ObjectName("javax.cache:*"), null));
    all.addAll(SERVER.queryNames(new ObjectName("dev.larder:type=Cache,*"), null));
    return all;
  }

  private Set<ObjectName> beans() throws JMException {
    Set<ObjectName> mine = allBeans();
    mine.removeAll(before);
    return mine;
  }

  private static <K, V> MutableConfiguration<K, V> watched(MutableConfiguration<K, V> one) {
    return one.setManagementEnabled(true).setStatisticsEnabled(true);
  }

  @Test
  void beans_names_followTheSpecification() throws JMException {
    Cache<String, String> cache = cache(watched(strings()));
    ObjectName configuration = Figures.name("CacheConfiguration", cache);
    assertThat(SERVER.isRegistered(Figures.name("CacheStatistics", cache)), is(true));
    assertThat(SERVER.isRegistered(configuration), is(true));
    assertThat(SERVER.getAttribute(configuration, "KeyType"), is("java.lang.String"));
    assertThat(SERVER.getAttribute(configuration, "ValueType"), is("java.lang.String"));
    assertThat(SERVER.getAttribute(configuration, "StoreByValue"), is(true));
    assertThat(SERVER.getAttribute(configuration, "ReadThrough"), is(false));
    assertThat(SERVER.getAttribute(configuration, "WriteThrough"), is(false));
    assertThat(SERVER.getAttribute(configuration, "StatisticsEnabled"), is(true));
    assertThat(SERVER.getAttribute(configuration, "ManagementEnabled"), is(true));
  }

  @Test
  void beans_switchedAtRunTime_followTheConfiguration() throws JMException {
    Cache<String, String> cache = cache(strings());
    assertThat(beans(), is(empty()));
    for (int i = 0; i < 2; i++) {
      provider.manager().enableManagement(cache.getName(), true);
      provider.manager().enableStatistics(cache.getName(), true);
    }
    ObjectName configuration = Figures.name("CacheConfiguration", cache);
    assertThat(SERVER.getAttribute(configuration, "StatisticsEnabled"), is(true));
    assertThat(SERVER.isRegistered(Figures.name("CacheStatistics", cache)), is(true));
    for (int i = 0; i < 2; i++) {
      provider.manager().enableManagement(cache.getName(), false);
      provider.manager().enableStatistics(cache.getName(), false);
    }
    assertThat(beans(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b", "a:b", "a=b", "a*b", "a?b", "a\"b", "a\nb", "a b", "*", "x\\y", "é☃", ""})
  void beans_anyCacheName_areRegistered(String name) throws JMException {
    Cache<String, String> cache = provider.cache(name, watched(strings()));
    assertThat(beans(), hasSize(3));
    cache.close();
    assertThat(beans(), is(empty()));
  }

  @Test
  void beans_similarCacheNames_areDistinct() throws JMException {
    for (String name : new String[] {"a,b", "a:b", "a=b", "a.b"}) {
      provider.cache(name, watched(strings())).put("k", "v");
    }
    assertThat(beans(), hasSize(4 * 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:a,b=c:d*e?f",
        "larder:a%2Cb%3Dc%3Ad",
        "larder:x%22y%2Az%3F",
        "larder:line%0Abreak%5C",
        "name?type=Cache,Cache=c",
        "//host:80/path;v=1,2?q=*&r=%3F#part",
        "*",
        "?",
        "%22"
      })
  void beans_anyManagerUri_areRegistered(URI uri) throws JMException {
    CacheManager manager = provider.provider().getCacheManager(uri, null);
    Cache<String, String> cache = manager.createCache("c", watched(strings()));
    cache.put("k", "v");
    assertThat(beans(), hasSize(3));
    for (ObjectName bean : beans()) {
      assertThat(
          managerOf(bean), is(oneOf(uri.toString(), uri.toString().replaceAll("[,:=]", "."))));
      assertThat(bean.getKeyProperty("Cache"), is(oneOf("c", "\"c\"")));
      if (bean.getKeyProperty("type").equals("CacheStatistics")) {
        assertThat(SERVER.getAttribute(bean, "CachePuts"), is(1L));
      }
    }
    manager.close();
    assertThat(beans(), is(empty()));
  }

  private static String managerOf(ObjectName bean) {
    String shown = bean.getKeyProperty("CacheManager");
    return shown.startsWith("\"") ? ObjectName.unquote(shown) : shown;
  }

  @Test
  void beans_similarManagerUris_areDistinct() throws JMException {
    String[] uris = {"urn:a,b", "urn:a:b", "urn:a=b", "urn.a.b", "urn:a*b", "urn:a?b"};
    for (String uri : uris) {
      provider
          .provider()
          .getCacheManager(URI.create(uri), null)
          .createCache("c", watched(strings()));
    }
    assertThat(beans(), hasSize(uris.length * 3));
    for (int closed = 1; closed <= uris.length; closed++) {
      provider.provider().close(URI.create(uris[closed - 1]), null);
      assertThat(beans(), hasSize((uris.length - closed) * 3));
    }
  }

  @Test
  void beans_sameUriTwoProviders_areDistinct() throws Exception {
    URI uri = provider.manager().getURI();
    provider.cache("c", watched(strings()));
    try (var second = new LarderCachingProvider()) {
      second.getCacheManager(uri, null).createCache("c", watched(strings()));
      assertThat(beans(), hasSize(6));
    }
    assertThat(beans(), hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", "destroy", "manager", "provider"})
  void close_anyWay_unregistersTheBeans(String what) throws JMException {
    Cache<String, String> cache = cache(watched(strings()));
    assertThat(beans(), hasSize(3));
    switch (what) {
      case "cache" -> cache.close();
      case "destroy" -> provider.manager().destroyCache(cache.getName());
      case "manager" -> provider.manager().close();
      default -> provider.provider().close();
    }
    assertThat(beans(), is(empty()));
  }

  @Test
  void close_beanAlreadyUnregistered_succeeds() throws JMException {
    Cache<String, String> cache = cache(watched(strings()));
    SERVER.unregisterMBean(Figures.name("CacheStatistics", cache));
    cache.close();
    assertThat(beans(), is(empty()));
  }
}
