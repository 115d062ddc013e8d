package dev.larder.management;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A bean that can be registered and unregistered. Guarded by this.
 *
 * <p>The name is that of the specification. The characters {@code : = , } and line breaks are
 * replaced by dots, as in other providers. A name with {@code *}, {@code ?} or a quote is quoted.
 * If another cache has the same name, {@code ,instance=2} is appended, and so on. This happens if
 * managers have the same URI and different class loaders, or names differ in replaced characters.
 */
public final class RegisteredMBean<T> {
  private final BeanKind<T> kind;
  private final String manager;

  /** Null for a bean of the manager itself. */
  private final @Nullable String cache;

  private final T bean;
  private @Nullable ObjectName registered;

  /**
   * Creates an unregistered bean.
   *
   * @param cache null for a bean of the manager itself
   */
  public RegisteredMBean(BeanKind<T> kind, String manager, @Nullable String cache, T bean) {
    this.kind = kind;
    this.manager = manager;
    this.cache = cache;
    this.bean = bean;
  }

  /** Returns the interface of the bean. */
  public Class<T> type() {
    return kind.type();
  }

  /** Returns the bean, registered or not. */
  public T bean() {
    return bean;
  }

  /**
   * Registers or unregisters the bean. Has no effect if the bean already is in that state.
   *
   * @throws CacheException if the MBean server fails
   */
  public synchronized void setRegistered(boolean wanted) {
    try {
      if (wanted && registered == null) {
        registered = register();
      } else if (!wanted && registered != null) {
        ObjectName name = registered;
        registered = null;
        server().unregisterMBean(name);
      }
    } catch (InstanceNotFoundException e) {
      // Another party has already unregistered the bean.
    } catch (JMException e) {
      throw new CacheException(
          (cache == null ? "cache manager " + manager : "cache '" + cache + "'")
              + ": cannot register "
              + kind.domainAndType()
              + " in the MBean server",
          e);
    }
  }

  private ObjectName register() throws JMException {
    String plain = kind.domainAndType() + ",CacheManager=" + escaped(manager);
    plain += cache == null ? "" : ",Cache=" + escaped(cache);
    ObjectName taken = tryRegister(plain);
    for (int instance = 2; taken == null; instance++) {
      taken = tryRegister(plain + ",instance=" + instance);
    }
    return taken;
  }

  private @Nullable ObjectName tryRegister(String name) throws JMException {
    ObjectName objectName = new ObjectName(name);
    if (server().isRegistered(objectName)) {
      return null;
    }
    try {
      server().registerMBean(new DescribedBean(kind, bean), objectName);
      return objectName;
    } catch (InstanceAlreadyExistsException e) {
      return null;
    }
  }

  private static String escaped(String value) {
    boolean quotes = value.chars().anyMatch(c -> c == '*' || c == '?' || c == '"');
    return quotes ? ObjectName.quote(value) : value.replaceAll("[,:=\\r\\n]", ".");
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
