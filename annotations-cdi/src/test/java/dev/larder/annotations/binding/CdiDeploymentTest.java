package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.annotations.key.Keys;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedMethodConfigurator;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The behaviour specific to CDI: scopes, injected generators, produced managers, failed
 * deployments.
 */
class CdiDeploymentTest {
  /** A class without an interface, in a normal scope and therefore behind a client proxy. */
  @ApplicationScoped
  public static class Counter {
    private int calls;

    @CacheResult(cacheName = "counted", cacheKeyGenerator = Prefixed.class)
    public int count(String what) {
      return ++calls;
    }
  }

  /** A generator with a dependency. */
  @ApplicationScoped
  public static class Prefixed implements CacheKeyGenerator {
    @Inject Prefix prefix;

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(prefix.text(), context.getKeyParameters()[0].getValue());
    }
  }

  @ApplicationScoped
  public static class Prefix {
    String text() {
      return "prefix";
    }
  }

  @ApplicationScoped
  public static class Managers {
    /** Returns a manager other than the default one. */
    @Produces
    @ApplicationScoped
    public CacheManager manager() {
      return Caching.getCachingProvider()
          .getCacheManager(URI.create("of-the-application"), getClass().getClassLoader());
    }
  }

  /** A dependent generator, which is destroyed with the bean that it belongs to. */
  @Dependent
  public static class OfOne implements CacheKeyGenerator {
    private static int made;
    private static int destroyed;

    /** Called by the container. */
    public OfOne() {
      made++;
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(context.getKeyParameters()[0].getValue());
    }

    @PreDestroy
    void destroy() {
      destroyed++;
    }
  }

  @ApplicationScoped
  public static class Doubler {
    @CacheResult(cacheName = "doubled", cacheKeyGenerator = OfOne.class)
    public int twice(int number) {
      return 2 * number;
    }
  }

  @ApplicationScoped
  public static class Producer {
    /** Returns a bean whose annotations have no effect. */
    @Produces
    public Made made() {
      return new Made();
    }
  }

  @Vetoed
  public static class Made {
    private int calls;

    @CacheResult(cacheName = "made")
    public int count(String what) {
      return ++calls;
    }
  }

  @ApplicationScoped
  public static class Wrong {
    /** Has no value parameter. */
    @CachePut
    public void put(String key) {}
  }

  @Test
  void bean_normalScope_usesInjectedGeneratorAndManager() {
    Weld weld =
        new Weld().addBeanClasses(Counter.class, Prefixed.class, Prefix.class, Managers.class);
    try (WeldContainer container = weld.initialize()) {
      Counter counter = container.select(Counter.class).get();
      assertThat(counter.count("a"), is(1));
      assertThat(counter.count("a"), is(1));
      assertThat(counter.count("b"), is(2));
      CacheManager manager = container.select(CacheManager.class).get();
      assertThat(manager.getURI(), is(URI.create("of-the-application")));
      assertThat(manager.getCache("counted"), is(notNullValue()));
      assertThat(manager.getCache("counted").containsKey(Keys.of("prefix", "a")), is(true));
      manager.close();
    }
  }

  @Test
  void annotations_breakingARule_failTheDeployment() {
    Weld weld = new Weld().addBeanClass(Wrong.class);
    RuntimeException failed = assertThrows(RuntimeException.class, weld::initialize);
    assertThat(failed.toString(), containsString(Wrong.class.getName() + ".put("));
  }

  @Test
  void dependentGenerator_used_livesAsLongAsTheContainer() {
    Weld weld = new Weld().addBeanClasses(Doubler.class, OfOne.class);
    try (WeldContainer container = weld.initialize()) {
      Doubler doubler = container.select(Doubler.class).get();
      assertThat(doubler.twice(2), is(4));
      assertThat(doubler.twice(2), is(4));
      assertThat(OfOne.made, is(1));
      assertThat(OfOne.destroyed, is(0));
      Caching.getCachingProvider().getCacheManager().destroyCache("doubled");
    }
    assertThat(OfOne.destroyed, is(1));
  }

  /** The behaviour that the guide describes. */
  @Test
  void bean_returnedByAProducer_isNotIntercepted() {
    try (WeldContainer container = new Weld().addBeanClass(Producer.class).initialize()) {
      Made made = container.select(Made.class).get();
      assertThat(made.count("a"), is(1));
      assertThat(made.count("a"), is(2));
    }
  }

  // Passivation

  @SessionScoped
  public static class OfSession extends Serial {
    private static final long serialVersionUID = 1L;
  }

  @ConversationScoped
  public static class OfConversation extends Serial {
    private static final long serialVersionUID = 1L;
  }

  /** Passivated with the bean that holds it. */
  @Dependent
  public static class Serial implements Serializable {
    private static final long serialVersionUID = 1L;
    private int calls;

    @CacheResult(cacheName = "serial")
    public int count(String what) {
      return ++calls;
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {OfSession.class, OfConversation.class, Serial.class})
  void bean_ofPassivatingScope_isDeployed(Class<?> type) {
    new Weld().addBeanClass(type).initialize().shutdown();
  }

  @Test
  void bean_activatedAgain_isIntercepted() throws Exception {
    try (WeldContainer container = new Weld().addBeanClass(Serial.class).initialize()) {
      Serial serial = container.select(Serial.class).get();
      assertThat(serial.count("a"), is(1));
      Serial activated = readBack(serial);
      assertThat(activated.count("a"), is(1));
      assertThat(activated.count("b"), is(2));
      assertThat(activated.count("b"), is(2));
    }
  }

  private static <T extends Serializable> T readBack(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass described)
              throws ClassNotFoundException {
            return Class.forName(described.getName(), false, object.getClass().getClassLoader());
          }
        }) {
      @SuppressWarnings("unchecked") // it is of the same class
      T read = (T) in.readObject();
      return read;
    }
  }

  // Classes that are not beans

  /** An interceptor of another library that uses the annotation itself as binding, as in Payara. */
  @Interceptor
  @CacheResult
  public static class Foreign {
    /** Would break a rule in a bean. */
    @PostConstruct
    public void begin() {}

    @AroundInvoke
    public Object around(InvocationContext context) throws Exception {
      return context.proceed();
    }
  }

  /** A decorator, which would break a rule if it were a bean. */
  @Decorator
  @CacheResult
  public abstract static class Decorating implements Runnable {
    @Inject @Delegate Runnable decorated;

    @Override
    public void run() {
      decorated.run();
    }
  }

  /** No bean: the container has no constructor to call. */
  public static final class Unmade {
    private final int number;

    Unmade(int number) {
      this.number = number;
    }

    /** Cannot be intercepted. */
    @CacheResult
    public int number(String what) {
      return number;
    }
  }

  /** Breaks a rule, but is not selected. */
  @Alternative
  @ApplicationScoped
  public static class WrongAlternative extends Wrong {}

  @ParameterizedTest
  @ValueSource(classes = {Foreign.class, Decorating.class, Unmade.class, WrongAlternative.class})
  void classThatIsNoBean_brokenRules_failNoDeployment(Class<?> type) {
    new Weld().addBeanClasses(Doubler.class, OfOne.class, type).initialize().shutdown();
  }

  /** A bean that cannot be extended. */
  public static final class Final {
    /** Cannot be intercepted. */
    @CacheResult
    public int number(String what) {
      return 1;
    }
  }

  @Test
  void finalBean_annotatedMethod_failsTheDeployment() {
    Weld weld = new Weld().addBeanClass(Final.class);
    RuntimeException failed = assertThrows(RuntimeException.class, weld::initialize);
    assertThat(failed.toString(), containsString(Final.class.getName() + ".number("));
  }

  // Other extensions

  @ApplicationScoped
  public static class Changed {
    private int calls;

    /** Annotated by the extension. */
    public int added(String what) {
      return ++calls;
    }

    /** The extension removes the annotation. */
    @CacheResult(cacheName = "removed")
    public int removed(String what) {
      return ++calls;
    }

    /** The extension annotates a parameter. */
    @CacheResult(cacheName = "marked")
    public int marked(String what, int more) {
      return ++calls;
    }
  }

  /** Adds and removes annotations. */
  static class Changing implements Extension {
    static final class Key extends AnnotationLiteral<CacheKey> implements CacheKey {
      private static final long serialVersionUID = 1L;
    }

    void change(@Observes ProcessAnnotatedType<Changed> event) throws NoSuchMethodException {
      Annotation added = Sample.class.getDeclaredMethod("sample").getAnnotation(CacheResult.class);
      AnnotatedTypeConfigurator<Changed> type = event.configureAnnotatedType();
      method(type, "added").add(added);
      method(type, "removed").remove(CacheResult.class::isInstance);
      method(type, "marked").params().get(0).add(new Key());
    }

    private static AnnotatedMethodConfigurator<?> method(
        AnnotatedTypeConfigurator<Changed> type, String name) {
      return type.filterMethods(method -> method.getJavaMember().getName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Supplies an annotation for the extension to add. */
  static class Sample {
    @CacheResult(cacheName = "added")
    int sample() {
      return 0;
    }
  }

  @Test
  void annotations_changedByAnotherExtension_apply() {
    Weld weld = new Weld().addExtension(new Changing()).addBeanClass(Changed.class);
    try (WeldContainer container = weld.initialize()) {
      Changed changed = container.select(Changed.class).get();
      assertThat(changed.added("a"), is(1));
      assertThat(changed.added("a"), is(1));
      assertThat(changed.removed("a"), is(2));
      assertThat(changed.removed("a"), is(3));
      assertThat(changed.marked("a", 1), is(4));
      assertThat(changed.marked("a", 2), is(4));
    }
  }

  // Ambiguous beans

  @ApplicationScoped
  public static class TwoManagers {
    @Produces
    public CacheManager one() {
      return Caching.getCachingProvider().getCacheManager();
    }

    @Produces
    public CacheManager two() {
      return one();
    }
  }

  /** A second generator of its superclass's type. */
  @Dependent
  public static class OfTwo extends OfOne {}

  @ParameterizedTest
  @MethodSource("ambiguous")
  void ambiguousBean_neededByAnnotations_failsTheDeployment(Class<?> type, Class<?> needed) {
    Weld weld = new Weld().addBeanClasses(Doubler.class, OfOne.class, type);
    RuntimeException failed = assertThrows(RuntimeException.class, weld::initialize);
    assertThat(failed.toString(), containsString(Doubler.class.getName()));
    assertThat(failed.toString(), containsString("one bean of type " + needed.getName()));
  }

  static List<Arguments> ambiguous() {
    return List.of(
        Arguments.of(TwoManagers.class, CacheManager.class),
        Arguments.of(OfTwo.class, OfOne.class));
  }

  // Closed managers

  /** Produces a dependent manager, and another one when it is closed. */
  @ApplicationScoped
  public static class DependentManagers {
    private static int made;
    private static int disposed;

    /** The first manager is closed at once. */
    @Produces
    @Dependent
    public CacheManager manager() {
      made++;
      CacheManager manager =
          Caching.getCachingProvider()
              .getCacheManager(URI.create("closed"), getClass().getClassLoader());
      manager.close();
      return manager;
    }

    void dispose(@Disposes CacheManager manager) {
      disposed++;
    }
  }

  @Test
  void closedManager_eachCall_leavesNoBeanBehind() {
    Weld weld = new Weld().addBeanClasses(Serial.class, DependentManagers.class);
    try (WeldContainer container = weld.initialize()) {
      Serial serial = container.select(Serial.class).get();
      for (int i = 0; i < 10; i++) {
        assertThrows(IllegalStateException.class, () -> serial.count("a"));
      }
      assertThat(DependentManagers.made, is(10));
      assertThat(DependentManagers.disposed, is(9));
    }
    assertThat(DependentManagers.disposed, is(10));
  }

  @Test
  void defaultManager_containerIsShutDown_isClosed() {
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    try (WeldContainer container = new Weld().addBeanClass(Serial.class).initialize()) {
      container.select(Serial.class).get().count("a");
      assertThat(manager.isClosed(), is(false));
    }
    assertThat(manager.isClosed(), is(true));
  }
}
