package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Factories and constructors of user code block no other manager or cache, and no close. */
class ManagerUserCodeTest extends SpecTest {
  private static final AtomicReference<Runnable> CONSTRUCTOR = new AtomicReference<>(() -> {});

  /** The manager that a constructor requests once in this thread. */
  private static final ThreadLocal<URI> OTHER = new ThreadLocal<>();

  @TempDir Path folder;

  @AfterEach
  void forgetTheConstructor() {
    CONSTRUCTOR.set(() -> {});
  }

  /** A loader that a configuration file names. */
  public static final class Named extends UserStore<String, String> {
    /** Runs the action of the test. */
    public Named() {
      CONSTRUCTOR.get().run();
    }
  }

  private static Configuration<Object, Object> running(Runnable code) {
    return new MutableConfiguration<>()
        .setExpiryPolicyFactory(
            () -> {
              code.run();
              return new EternalExpiryPolicy();
            });
  }

  private URI file(String name) throws IOException {
    String text =
        "caches { a { read-through = true, loader = \"" + Named.class.getName() + "\" } }";
    return Files.writeString(folder.resolve(name), text).toUri();
  }

  private CacheManager manager(URI uri) {
    return provider.provider().getCacheManager(uri, null, null);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void factories_createInEachOthersManagers_end() {
    CacheManager a = manager(URI.create("urn:a"));
    CacheManager b = manager(URI.create("urn:b"));
    CyclicBarrier both = new CyclicBarrier(2);
    CompletableFuture<?> one =
        CompletableFuture.runAsync(
            () -> a.createCache("x", running(() -> createWhenBoth(both, b, "y"))));
    b.createCache("x", running(() -> createWhenBoth(both, a, "y")));
    one.join();
    assertThat(a.getCache("y"), is(notNullValue()));
    assertThat(b.getCache("y"), is(notNullValue()));
  }

  private static void createWhenBoth(CyclicBarrier both, CacheManager manager, String name) {
    meet(both);
    manager.createCache(name, new MutableConfiguration<>());
  }

  @Test
  void factory_takesItsTime_holdsUpNoOtherCacheAndNoClose() {
    CacheManager slow = manager(URI.create("urn:slow"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<?> creation =
        CompletableFuture.runAsync(
            () ->
                slow.createCache(
                    "x",
                    running(
                        () -> {
                          begun.countDown();
                          await(released);
                        })));
    await(begun);
    assertThat(slow.getCache("x"), is(nullValue()));
    slow.createCache("y", new MutableConfiguration<>());
    var taken =
        assertThrows(
            CacheException.class, () -> slow.createCache("x", new MutableConfiguration<>()));
    assertThat(taken.getMessage(), containsString("is making a cache named 'x'"));
    slow.close();
    released.countDown();
    var thrown = assertThrows(ExecutionException.class, creation::get);
    assertThat(thrown.getCause().getMessage(), containsString("was closed by"));
  }

  @Test
  void constructor_asksForItsOwnManager_getsAnError() throws IOException {
    URI uri = file("own.conf");
    CONSTRUCTOR.set(() -> manager(uri));
    var thrown = assertThrows(CacheException.class, () -> manager(uri));
    String messages = thrown.getMessage() + " " + thrown.getCause();
    assertThat(messages, containsString("recursive request for cache manager"));
    CONSTRUCTOR.set(() -> {});
    assertThat("the next attempt succeeds", manager(uri), is(notNullValue()));
  }

  @Test
  void constructor_takesItsTime_holdsUpNoOtherManagerAndNoClose() throws Exception {
    URI uri = file("slow.conf");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CONSTRUCTOR.set(
        () -> {
          begun.countDown();
          await(released);
        });
    CompletableFuture<CacheManager> made = CompletableFuture.supplyAsync(() -> manager(uri));
    await(begun);
    assertThat(manager(URI.create("urn:unrelated")), is(notNullValue()));
    provider.provider().close();
    released.countDown();
    var thrown = assertThrows(ExecutionException.class, made::get);
    assertThat(thrown.getCause().getMessage(), containsString("while it was being made"));
  }

  @Test
  void constructors_askForEachOthersManagers_oneGetsAnError() throws Exception {
    URI one = file("one.conf");
    URI two = file("two.conf");
    CyclicBarrier both = new CyclicBarrier(2);
    CONSTRUCTOR.set(
        () -> {
          URI wanted = OTHER.get();
          if (wanted != null) {
            OTHER.remove();
            meet(both);
            manager(wanted);
          }
        });
    CompletableFuture<CacheManager> first =
        CompletableFuture.supplyAsync(
            () -> {
              OTHER.set(two);
              return manager(one);
            });
    Throwable failure = null;
    try {
      OTHER.set(one);
      manager(two);
      first.get();
    } catch (CacheException | ExecutionException e) {
      failure = e;
    }
    assertThat(failure, is(notNullValue()));
  }

  @Test
  void manager_manyThreadsAtOnce_isOne() throws Exception {
    URI uri = file("many.conf");
    CompletableFuture<?>[] asked = new CompletableFuture<?>[4];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = CompletableFuture.supplyAsync(() -> manager(uri));
    }
    for (CompletableFuture<?> one : asked) {
      assertThat(one.get() == manager(uri), is(true));
    }
  }

  @Test
  void defaultClassLoader_threads_isAlwaysTheSame() {
    LarderCachingProvider one = provider.provider();
    assertThat(one.getDefaultClassLoader() == one.getDefaultClassLoader(), is(true));
    assertThat(one.getCacheManager() == one.getCacheManager(), is(true));
  }
}
