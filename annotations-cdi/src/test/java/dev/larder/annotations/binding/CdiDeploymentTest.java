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
 * What CDI adds: scopes, injected generators, a manager of the application's, failed deployments.
 */
class CdiDeploymentTest {
  /** Of normal scope, so behind a client proxy, and a class without an interface. */
  @ApplicationScoped
  public static class Counter {
    private int calls;

    /** Counts. */
    @CacheResult(cacheName = "counted", cacheKeyGenerator = Prefixed.class)
    public int count(String what) {
      return ++calls;
    }
  }

  /** A generator that needs the container. */
  @ApplicationScoped
  public static class Prefixed implements CacheKeyGenerator {
    @Inject Prefix prefix;

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(prefix.text(), context.getKeyParameters()[0].getValue());
    }
  }

  /** What the generator needs. */
  @ApplicationScoped
  public static class Prefix {
    String text() {
      return "prefix";
    }
  }

  /** The application's own manager. */
  @ApplicationScoped
  public static class Managers {
    /** A manager that is not the default one. */
    @Produces
    @ApplicationScoped
    public CacheManager manager() {
      return Caching.getCachingProvider()
          .getCacheManager(URI.create("of-the-application"), getClass().getClassLoader());
    }
  }

  /** A dependent generator: it is destroyed with the bean that it is made for. */
  @Dependent
  public static class OfOne implements CacheKeyGenerator {
    private static int made;
    private static int destroyed;

    /** As the container asks for it. */
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

  /** Uses it. */
  @ApplicationScoped
  public static class Doubler {
    /** Doubles. */
    @CacheResult(cacheName = "doubled", cacheKeyGenerator = OfOne.class)
    public int twice(int number) {
      return 2 * number;
    }
  }

  /** Makes one, that CDI never sees until it is made. */
  @ApplicationScoped
  public static class Producer {
    /** A bean, with annotations that have no effect. */
    @Produces
    public Made made() {
      return new Made();
    }
  }

  /** Counts. */
  @Vetoed
  public static class Made {
    private int calls;

    /** Counts. */
    @CacheResult(cacheName = "made")
    public int count(String what) {
      return ++calls;
    }
  }

  /** Breaks a rule. */
  @ApplicationScoped
  public static class Wrong {
    /** Has no value. */
    @CachePut
    public void put(String key) {}
  }

  @Test
  void beansOfNormalScopeUseInjectedGeneratorsAndTheApplicationsManager() {
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
  void annotationsThatBreakARuleFailTheDeployment() {
    Weld weld = new Weld().addBeanClass(Wrong.class);
    RuntimeException failed = assertThrows(RuntimeException.class, weld::initialize);
    assertThat(failed.toString(), containsString(Wrong.class.getName() + ".put("));
  }

  @Test
  void aDependentGeneratorLivesAsLongAsTheContainer() {
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

  /** As the guide has it. */
  @Test
  void whatAProducerReturnsIsNotIntercepted() {
    try (WeldContainer container = new Weld().addBeanClass(Producer.class).initialize()) {
      Made made = container.select(Made.class).get();
      assertThat(made.count("a"), is(1));
      assertThat(made.count("a"), is(2));
    }
  }

  // Passivation.

  /** Is passivated. */
  @SessionScoped
  public static class OfSession extends Serial {
    private static final long serialVersionUID = 1L;
  }

  /** Is passivated. */
  @ConversationScoped
  public static class OfConversation extends Serial {
    private static final long serialVersionUID = 1L;
  }

  /** Is passivated with what holds it. */
  @Dependent
  public static class Serial implements Serializable {
    private static final long serialVersionUID = 1L;
    private int calls;

    /** Counts. */
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

  // What is no bean.

  /** An interceptor of another library, bound by the annotation itself, as in Payara. */
  @Interceptor
  @CacheResult
  public static class Foreign {
    /** Would break a rule in a bean. */
    @PostConstruct
    public void begin() {}

    /** Does nothing. */
    @AroundInvoke
    public Object around(InvocationContext context) throws Exception {
      return context.proceed();
    }
  }

  /** A decorator that would break a rule if it were a bean. */
  @Decorator
  @CacheResult
  public abstract static class Decorating implements Runnable {
    @Inject @Delegate Runnable decorated;

    @Override
    public void run() {
      decorated.run();
    }
  }

  /** No bean, for it has no constructor that a container could call. */
  public static final class Unmade {
    private final int number;

    Unmade(int number) {
      this.number = number;
    }

    /** Could not be intercepted. */
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

  // What other extensions do.

  /** Has annotations of its own. */
  @ApplicationScoped
  public static class Changed {
    private int calls;

    /** Is annotated by the extension. */
    public int added(String what) {
      return ++calls;
    }

    /** Loses its annotation by the extension. */
    @CacheResult(cacheName = "removed")
    public int removed(String what) {
      return ++calls;
    }

    /** Whose parameter is marked by the extension. */
    @CacheResult(cacheName = "marked")
    public int marked(String what, int more) {
      return ++calls;
    }
  }

  /** Adds annotations, and removes some. */
  static class Changing implements Extension {
    /** The annotation, which has no members. */
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

  /** Has an annotation for the extension to add. */
  static class Sample {
    @CacheResult(cacheName = "added")
    int sample() {
      return 0;
    }
  }

  @Test
  void annotations_changedByAnotherExtension_count() {
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

  // What is ambiguous.

  /** Has two. */
  @ApplicationScoped
  public static class TwoManagers {
    /** One. */
    @Produces
    public CacheManager one() {
      return Caching.getCachingProvider().getCacheManager();
    }

    /** Another one. */
    @Produces
    public CacheManager two() {
      return one();
    }
  }

  /** Is a generator of its superclass's type, too. */
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

  // Managers that are closed.

  /** Has one manager, and makes another dependent one if that is closed. */
  @ApplicationScoped
  public static class DependentManagers {
    private static int made;
    private static int disposed;

    /** Closed at once. */
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

    /** Counts. */
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
