package dev.larder.valkey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The bean of a factory. */
final class ValkeyBean implements ValkeyMXBean {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final String address;
  private final Server server;
  private final Counters counters;
  private @Nullable ObjectName name;

  ValkeyBean(String address, Server server, Counters counters) {
    this.address = address;
    this.server = server;
    this.counters = counters;
  }

  /** Registers the bean; a failure is logged. */
  void register(String managerUri) {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      ObjectName wanted = name(managerUri, 1);
      for (int number = 2; beans.isRegistered(wanted); number++) {
        wanted = name(managerUri, number);
      }
      beans.registerMBean(this, wanted);
      name = wanted;
    } catch (JMException e) {
      LOG.log(Level.WARNING, "the bean of the store " + address + " cannot be registered", e);
    }
  }

  private ObjectName name(String managerUri, int number) throws JMException {
    return new ObjectName(
        "dev.larder:type=Valkey,CacheManager="
            + ObjectName.quote(managerUri)
            + ",address="
            + ObjectName.quote(address)
            + (number == 1 ? "" : ",number=" + number));
  }

  void unregister() {
    ObjectName registered = name;
    if (registered != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, "the bean " + registered + " is gone", e);
      }
    }
  }

  @Override
  public String getAddress() {
    return address;
  }

  @Override
  public boolean isConnected() {
    return server.link().isConnected();
  }

  @Override
  public int getOpenConnections() {
    return counters.open();
  }

  @Override
  public long getReconnects() {
    return counters.reconnects();
  }

  @Override
  public long getConflicts() {
    return counters.conflicts.sum();
  }

  @Override
  public long getRetries() {
    return counters.retries.sum();
  }

  @Override
  public long getUnknownOutcomes() {
    return counters.unknownOutcomes.sum();
  }

  @Override
  public long getRedirects() {
    return counters.redirects.sum();
  }

  @Override
  public long getLostEvents() {
    return counters.lostEvents.sum();
  }

  @Override
  public long getBypasses() {
    return counters.bypasses.sum();
  }

  @Override
  public long getUnreadableEntries() {
    return counters.unreadable.sum();
  }
}
