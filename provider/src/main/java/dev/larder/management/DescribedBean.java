package dev.larder.management;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;

/** An MXBean whose attributes and operations have descriptions. */
final class DescribedBean extends StandardMBean {
  private final BeanKind<?> kind;

  <T> DescribedBean(BeanKind<T> kind, T bean) {
    super(bean, kind.type(), true);
    this.kind = kind;
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return kind.description();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return kind.descriptions().getOrDefault(info.getName(), info.getName());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return kind.descriptions().getOrDefault(info.getName(), info.getName());
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return MBeanOperationInfo.ACTION;
  }
}
