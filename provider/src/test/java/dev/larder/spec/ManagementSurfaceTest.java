package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that the beans of a cache let a visitor see and do. */
class ManagementSurfaceTest extends SpecTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Cache<String, String> cache;
  private Set<ObjectName> beans;

  @BeforeEach
  void enableEverything() throws JMException {
    cache =
        cache(
            LarderConfiguration.builder(String.class, String.class)
                .maximumSize(10)
                .statistics()
                .management()
                .build());
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
  void onlyTheBoundCanBeWritten() throws JMException {
    List<String> writable =
        attributes().stream()
            .filter(MBeanAttributeInfo::isWritable)
            .map(MBeanAttributeInfo::getName)
            .toList();
    assertThat(writable, contains("Maximum"));
  }

  @Test
  void whatIsNotWritableIsRefused() throws JMException {
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
  void theOnlyOperationClearsTheStatistics() throws JMException {
    List<String> operations = new ArrayList<>();
    for (ObjectName bean : beans) {
      for (MBeanOperationInfo operation : SERVER.getMBeanInfo(bean).getOperations()) {
        operations.add(operation.getReturnType() + " " + operation.getName());
        assertThat(operation.getSignature().length, is(0));
      }
    }
    assertThat(operations, contains("void clear"));
  }

  @Test
  void noAttributeHoldsMoreThanANumberASwitchOrTheNameOfAType() throws JMException {
    List<String> types = attributes().stream().map(MBeanAttributeInfo::getType).toList();
    assertThat(
        types, everyItem(is(oneOf("long", "float", "double", "boolean", "java.lang.String"))));
    for (ObjectName bean : beans) {
      for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(bean).getAttributes()) {
        if (attribute.getType().equals("java.lang.String")) {
          assertThat(attribute.getName(), is(oneOf("KeyType", "ValueType")));
        }
      }
    }
  }

  @Test
  void aBoundThatIsNoneIsRefusedAndNothingChanges() throws JMException {
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
