package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes and operations of the MBeans. */
class ManagementSurfaceTest extends SpecTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Cache<String, String> cache;
  private Set<ObjectName> beans;

  @BeforeEach
  void enableEverything() throws JMException {
    cache = cache(builder().maximumSize(10).statistics().management());
    cache.put("secret key", "secret value");
    beans = SERVER.queryNames(new ObjectName("*:Cache=" + cache.getName() + ",*"), null);
    beans.removeIf(
        bean -> !bean.getKeyProperty("CacheManager").contains(nameOf(cache.getCacheManager())));
    assertThat(beans, hasSize(3));
  }

  private static String nameOf(CacheManager manager) {
    return manager.getURI().toString();
  }

  private List<MBeanAttributeInfo> attributes() throws JMException {
    List<MBeanAttributeInfo> attributes = new ArrayList<>();
    for (ObjectName bean : beans) {
      attributes.addAll(List.of(SERVER.getMBeanInfo(bean).getAttributes()));
    }
    return attributes;
  }

  @Test
  void attributes_writable_areTheMaximumOnly() throws JMException {
    List<String> writable =
        attributes().stream()
            .filter(MBeanAttributeInfo::isWritable)
            .map(MBeanAttributeInfo::getName)
            .toList();
    assertThat(writable, contains("Maximum"));
  }

  @Test
  void setAttribute_readOnly_throws() throws JMException {
    int refused = 0;
    for (ObjectName bean : beans) {
      for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(bean).getAttributes()) {
        if (!attribute.isWritable()) {
          Object value = SERVER.getAttribute(bean, attribute.getName());
          Attribute same = new Attribute(attribute.getName(), value);
          assertThrows(JMException.class, () -> SERVER.setAttribute(bean, same));
          refused++;
        }
      }
    }
    assertThat(refused, is(attributes().size() - 1));
  }

  @Test
  void operations_available_onlyClearStatistics() throws JMException {
    List<String> operations = new ArrayList<>();
    for (ObjectName bean : beans) {
      for (MBeanOperationInfo operation : SERVER.getMBeanInfo(bean).getOperations()) {
        operations.add(operation.getReturnType() + " " + operation.getName());
        assertThat(operation.getSignature().length, is(0));
      }
    }
    assertThat(operations, containsInAnyOrder("void clear", "void clearStatistics"));
  }

  @Test
  void attributes_types_areSimple() throws JMException {
    List<String> types = attributes().stream().map(MBeanAttributeInfo::getType).toList();
    assertThat(
        types, everyItem(is(oneOf("long", "float", "double", "boolean", "java.lang.String"))));
    for (ObjectName bean : beans) {
      for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(bean).getAttributes()) {
        if (attribute.getType().equals("java.lang.String")) {
          assertThat(
              attribute.getName(), is(oneOf("KeyType", "ValueType", "EffectiveConfiguration")));
        }
      }
    }
  }

  @Test
  void attributesAndOperations_descriptions_areSentences() throws JMException {
    for (ObjectName bean : beans) {
      MBeanInfo info = SERVER.getMBeanInfo(bean);
      assertThat(info.getDescription(), endsWith("."));
      for (MBeanAttributeInfo attribute : info.getAttributes()) {
        assertThat(attribute.getName(), attribute.getDescription(), endsWith("."));
      }
      for (MBeanOperationInfo operation : info.getOperations()) {
        assertThat(operation.getName(), operation.getDescription(), endsWith("."));
      }
    }
  }

  @Test
  void effectiveConfiguration_shown_hasNoEntries() {
    LarderCacheMXBean bean = bean(cache);
    assertThat(
        bean.getEffectiveConfiguration(),
        allOf(
            containsString("maximum-size=10 (programmatic)"),
            containsString("policy=lru (default)"),
            not(containsString("secret"))));
  }

  @Test
  void size_weighedCache_countsEntriesAndWeight() {
    Cache<String, String> weighed =
        provider.cache(
            "weighed", builder().maximumWeight(100, (key, value) -> value.length()).build());
    weighed.put("a", "four");
    weighed.put("b", "seven..");
    LarderCacheMXBean bean = bean(weighed);
    assertThat(bean.getEntryCount(), is(2L));
    assertThat(bean.getWeight(), is(11L));
    assertThat(bean.getSize(), is(11L));
    assertThat(bean(cache).getEntryCount(), is(1L));
  }

  @Test
  void loads_statistics_areCountedTimedAndCleared() {
    Cache<String, String> loading =
        provider.cache(
            "loading",
            builder()
                .loader(
                    (String key) -> {
                      if (key.isEmpty()) {
                        throw new IllegalStateException("on purpose");
                      }
                      return key;
                    })
                .statistics()
                .build());
    LarderCacheMXBean bean = bean(loading);
    assertThat(bean.getAverageLoadTime(), is(0f));
    loading.get("a");
    loading.getAll(Set.of("a", "b", "c"));
    assertThrows(CacheLoaderException.class, () -> loading.get(""));
    assertThat(bean.getLoads(), is(3L));
    assertThat(bean.getLoadFailures(), is(1L));
    assertThat(bean.getAverageLoadTime() > 0, is(true));
    bean.clearStatistics();
    assertThat(bean.getLoads(), is(0L));
    assertThat(bean.getLoadFailures(), is(0L));
    assertThat(loading.unwrap(CacheStatisticsMXBean.class).getCacheGets(), is(0L));
  }

  @Test
  void managerBean_managedCaches_followsThem() throws JMException {
    ObjectName name =
        new ObjectName(
            "dev.larder:type=CacheManager,CacheManager=" + nameOf(cache.getCacheManager()));
    assertThat(SERVER.getAttribute(name, "CacheNames"), is(new String[] {"spec"}));
    assertThat(SERVER.getAttribute(name, "ConfigurationFile"), is(""));
    assertThat(SERVER.invoke(name, "reload", new Object[0], new String[0]), is(new String[0]));
    assertThat(SERVER.getMBeanInfo(name).getOperations()[0].getDescription(), endsWith("."));
    Cache<String, String> other = provider.cache("other", builder().management().build());
    cache.close();
    assertThat(SERVER.isRegistered(name), is(true));
    provider.manager().enableManagement("other", false);
    assertThat(SERVER.isRegistered(name), is(false));
    provider.manager().enableManagement("other", true);
    assertThat(SERVER.isRegistered(name), is(true));
    other.getCacheManager().close();
    assertThat(SERVER.isRegistered(name), is(false));
  }

  @Test
  void setMaximum_invalidValue_throws() throws JMException {
    for (ObjectName bean : beans) {
      if (bean.getDomain().equals("dev.larder")) {
        for (Object bad : new Object[] {0L, -1L, "many", 1.5}) {
          Attribute attribute = new Attribute("Maximum", bad);
          assertThrows(Exception.class, () -> SERVER.setAttribute(bean, attribute));
        }
        assertThat(SERVER.getAttribute(bean, "Maximum"), is(10L));
      }
    }
    assertThat(cache.get("secret key"), is("secret value"));
  }
}
