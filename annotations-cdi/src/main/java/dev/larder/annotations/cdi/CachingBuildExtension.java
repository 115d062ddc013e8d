package dev.larder.annotations.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Predicate;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/**
 * Applies the annotations of {@code javax.cache.annotation} in containers of CDI Lite, such as that
 * of Quarkus, which do not run portable extensions. In other containers {@link CachingExtension}
 * does so, and this class has no effect.
 *
 * <p>Such a container is built before the program runs, and shows names in place of classes. So
 * this class binds the interceptor to each method that may be annotated, and the interceptor reads
 * the annotations at the first call. Rules that an annotation breaks are therefore reported by that
 * call, and not at deployment.
 */
@SkipIfPortableExtensionPresent(CachingExtension.class)
public class CachingBuildExtension implements BuildCompatibleExtension {
  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

  /** Creates the extension, for containers. */
  public CachingBuildExtension() {}

  /** Adds the interceptor and what it uses. */
  @Discovery
  public void addInterceptor(ScannedClasses classes) {
    classes.add(CacheIntercepted.class.getName());
    classes.add(LiteCaching.class.getName());
    classes.add(LiteCachingInterceptor.class.getName());
  }

  /**
   * Binds the interceptor to the methods of a class that may be annotated. If an inherited method
   * gets its annotation from this class or from an interface of it, the class as a whole is bound:
   * a binding of the method would apply to its other subclasses too.
   */
  @Enhancement(types = Object.class, withSubtypes = true)
  public void bind(ClassConfig config, Messages messages) {
    ClassInfo type = config.info();
    if (type.isInterface() || type.isAnnotation() || type.hasAnnotation(Interceptor.class)) {
      return;
    }
    boolean all = isAnnotatedInHierarchy(type);
    boolean bindsInherited = false;
    for (MethodConfig method : config.methods()) {
      MethodInfo info = method.info();
      boolean isOwn = info.declaringClass().name().equals(type.name());
      if (!canBeIntercepted(info)) {
        if (isOwn && isAnnotated(info)) {
          messages.warn(
              "an annotation of javax.cache.annotation has no effect on a method that is final,"
                  + " private or static",
              info);
        }
      } else if (isAnnotatedWhereDeclared(info)) {
        method.addAnnotation(CacheIntercepted.class);
      } else if (!isOfObject(info)) {
        bindsInherited |= all || isAnnotatedInHierarchy(type, info);
      }
    }
    if (bindsInherited) {
      config.addAnnotation(CacheIntercepted.class);
    }
  }

  private static boolean isAnnotatedWhereDeclared(MethodInfo method) {
    ClassInfo declaring = method.declaringClass();
    return isAnnotatedInHierarchy(declaring) || isAnnotatedInHierarchy(declaring, method);
  }

  private static boolean isOfObject(MethodInfo method) {
    return method.declaringClass().name().equals(Object.class.getName());
  }

  private static boolean canBeIntercepted(MethodInfo method) {
    int excluded = Modifier.STATIC | Modifier.PRIVATE | Modifier.FINAL;
    return !method.isConstructor() && (method.modifiers() & excluded) == 0;
  }

  private static boolean isAnnotated(AnnotationTarget target) {
    return ANNOTATIONS.stream().anyMatch(target::hasAnnotation);
  }

  /** Returns whether the class or one of its supertypes is annotated as a whole. */
  private static boolean isAnnotatedInHierarchy(ClassInfo type) {
    return anyInHierarchy(type, CachingBuildExtension::isAnnotated);
  }

  /**
   * Returns whether a method of that name is annotated in the class or above. Parameters are not
   * compared: their types may differ by type arguments, and a method that is bound without need
   * runs as if it were not.
   */
  private static boolean isAnnotatedInHierarchy(ClassInfo type, MethodInfo method) {
    return anyInHierarchy(
        type,
        one ->
            one.methods().stream()
                .anyMatch(other -> other.name().equals(method.name()) && isAnnotated(other)));
  }

  /**
   * Tests a class and its supertypes. A supertype that cannot be read, because its library is
   * missing, has no annotation.
   */
  private static boolean anyInHierarchy(ClassInfo type, Predicate<ClassInfo> test) {
    try {
      return test.test(type)
          || (type.superClass() != null && anyInHierarchy(type.superClassDeclaration(), test))
          || type.superInterfacesDeclarations().stream()
              .anyMatch(above -> above != null && anyInHierarchy(above, test));
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
