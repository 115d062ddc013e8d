package dev.larder.jcache;

import dev.larder.LarderManagerMXBean;
import dev.larder.management.BeanKind;
import dev.larder.management.RegisteredMBean;
import java.util.HashSet;
import java.util.Set;

/**
 * The registration of a manager's own MBean, which is registered while management of any of its
 * caches is enabled. Thread-safe.
 */
final class ManagerBeanRegistration {
  private final RegisteredMBean<LarderManagerMXBean> bean;

  /** The caches whose management is enabled. Guarded by this. */
  private final Set<CacheControl<?, ?>> managed = new HashSet<>();

  ManagerBeanRegistration(String managerUri, LarderManagerMXBean bean) {
    this.bean = new RegisteredMBean<>(BeanKind.MANAGER, managerUri, null, bean);
  }

  /** Records whether management of a cache is enabled. */
  synchronized void setManaged(CacheControl<?, ?> cache, boolean isManaged) {
    if (isManaged ? managed.add(cache) : managed.remove(cache)) {
      bean.setRegistered(!managed.isEmpty());
    }
  }
}
