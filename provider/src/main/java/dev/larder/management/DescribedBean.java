package dev.larder.management;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;

/** An MXBean whose attributes and operations have descriptions. */
final class DescribedBean extends StandardMBean {
  private final String description;
  private final Map<String, String> descriptions;

  /**
   * Creates a bean.
   *
   * @param descriptions the descriptions of attributes and operations by name
   */
  <T> DescribedBean(T bean, Class<T> type, String description, Map<String, String> descriptions) {
    super(bean, type, true);
    this.description = description;
    this.descriptions = descriptions;
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return description;
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return descriptions.getOrDefault(info.getName(), info.getName());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return descriptions.getOrDefault(info.getName(), info.getName());
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return MBeanOperationInfo.ACTION;
  }
}
