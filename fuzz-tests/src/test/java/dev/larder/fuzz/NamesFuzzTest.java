package dev.larder.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Names chosen by users: of managers, caches and properties. */
class NamesFuzzTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final Properties NONE = new Properties();

  @FuzzTest
  void managerUri_anyText_opensOrIsRejected(byte[] text) {
    URI uri;
    try {
      uri = URI.create(new String(text, UTF_8));
    } catch (IllegalArgumentException e) {
      return;
    }
    String refusal = Managers.refusal(uri, NONE, Managers::useAll);
    Managers.check(
        refusal == null || refusal.startsWith("configuration "),
        "a refusal says what it is about",
        refusal);
  }

  /** The input has one property per line, with its name before the first equals sign. */
  @FuzzTest
  void managerProperties_anyText_openOrAreRejected(byte[] text) {
    Properties properties = new Properties();
    for (String line : new String(text, UTF_8).split("\n", -1)) {
      String[] nameAndValue = line.split("=", 2);
      properties.setProperty(
          "larder." + nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
    }
    String refusal = Managers.refusal(URI.create("fuzz"), properties, Managers::useAll);
    Managers.check(
        refusal == null || refusal.contains("larder."), "a refusal names the property", refusal);
  }

  @FuzzTest
  void cacheName_anyText_registersAndRemovesBeans(byte[] text) throws JMException {
    String name = new String(text, UTF_8);
    String refusal = Managers.refusal(URI.create("fuzz"), NONE, manager -> watch(manager, name));
    Managers.check(refusal == null, "any name will do", refusal);
    Managers.check(beans().isEmpty(), "no bean is left behind", beans());
  }

  private static void watch(CacheManager manager, String name) {
    var watched =
        new MutableConfiguration<>().setManagementEnabled(true).setStatisticsEnabled(true);
    manager.createCache(name, watched).put("k", "v");
    manager.createCache(name + "\"", watched).put("k", "v");
    Managers.check(
        beans().size() == 7, "there are three beans a cache, and one of the manager", beans());
    Managers.check(manager.getCache(name).get("k").equals("v"), "it is found by its name", name);
  }

  private static Set<ObjectName> beans() {
    try {
      Set<ObjectName> beans = SERVER.queryNames(new ObjectName("javax.cache:*"), null);
      beans.addAll(SERVER.queryNames(new ObjectName("dev.larder:*"), null));
      return beans;
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
