package dev.larder.tck.annotation;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.runner.Description;
import org.junit.runner.notification.RunListener;

/**
 * Logs the reads and puts of caches after each test. The tests do not check them: half of them pass
 * without interception, and all of them if there are no beans.
 */
public final class Witness extends RunListener {
  private static final String[] COUNTS = {"CacheGets", "CachePuts", "CacheRemovals"};

  private long[] before = new long[COUNTS.length];

  @Override
  public void testStarted(Description test) throws JMException {
    before = counts();
  }

  @Override
  public void testFinished(Description test) throws JMException {
    long[] after = counts();
    StringBuilder line = new StringBuilder("INTERCEPTED ");
    line.append(test.getClassName()).append('#').append(test.getMethodName());
    for (int i = 0; i < COUNTS.length; i++) {
      line.append(' ').append(COUNTS[i]).append('=').append(after[i] - before[i]);
    }
    System.out.println(line);
  }

  private static long[] counts() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    long[] counts = new long[COUNTS.length];
    for (ObjectName bean :
        server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null)) {
      for (int i = 0; i < COUNTS.length; i++) {
        counts[i] += (Long) server.getAttribute(bean, COUNTS[i]);
      }
    }
    return counts;
  }
}
