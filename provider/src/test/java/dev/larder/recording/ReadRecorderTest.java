package dev.larder.recording;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayWithSize;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderManagerMXBean;
import dev.larder.LarderRecorderMXBean;
import dev.larder.ReadRecording;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadRecorderTest {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  private Cache<Object, String> cache(ReadRecording recording) {
    return manager.createCache(
        "reads",
        LarderConfiguration.builder(Object.class, String.class)
            .readRecording(recording)
            .management()
            .storeByReference()
            .build());
  }

  private Set<ObjectName> names() throws Exception {
    return server.queryNames(new ObjectName("dev.larder:type=Recorder,*"), null);
  }

  private LarderRecorderMXBean bean() throws Exception {
    return JMX.newMXBeanProxy(server, names().iterator().next(), LarderRecorderMXBean.class);
  }

  @Test
  void bean_withoutSetting_isNotRegistered() throws Exception {
    cache(ReadRecording.OFF);
    assertThat(names(), is(Set.of()));
  }

  @Test
  void read_recordedReads_haveOneHashForEachKey() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    cache.get("before");
    bean.start(1, 100, 60, false);
    cache.get("a");
    cache.put("b", "1");
    cache.get("b");
    cache.get("a");
    cache.getAll(Set.of("b"));
    cache.getAndPut("a", "2");
    cache.invoke("b", (entry, arguments) -> null);
    bean.stop(bean.getNumber());
    cache.get("after");

    String[] lines = bean.read(bean.getNumber(), 0);
    assertThat(pattern(lines), is(List.of(0, 1, 0, 1, 0, 1)));
    assertThat(bean.getRecordedReads(), is(6L));
  }

  private static List<String> lines(LarderRecorderMXBean bean) {
    List<String> lines = new ArrayList<>();
    for (int page = 0; page < bean.getPages(); page++) {
      lines.addAll(List.of(bean.read(bean.getNumber(), page)));
    }
    return lines;
  }

  /** Returns the lines as numbers by first appearance. */
  private static List<Integer> pattern(String[] lines) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> pattern = new ArrayList<>();
    for (String line : lines) {
      numbers.putIfAbsent(line, numbers.size());
      pattern.add(numbers.get(line));
    }
    return pattern;
  }

  @Test
  void start_keysAsked_recordsTextsInOneLine() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.KEYS);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 100, 60, true);
    cache.get("two\nlines");
    cache.get("long".repeat(100));
    cache.get(new Unprintable());
    cache.get(new WithoutText());

    String[] lines = bean.read(bean.getNumber(), 0);
    assertThat(lines[0], is("two lines"));
    assertThat(lines[1], is("long".repeat(50)));
    assertThat(lines[2].length(), is(16));
    assertThat(lines[3], is("null"));
  }

  private static final class Unprintable {
    @Override
    public String toString() {
      throw new AssertionError("not printable");
    }
  }

  private static final class WithoutText {
    @Override
    @SuppressWarnings("ToStringReturnsNull")
    public String toString() {
      return null;
    }
  }

  @Test
  void otherRecording_stoppedOrDiscarded_doesNotEndThisOne() throws Exception {
    cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    int first = bean.start(1, 100, 60, false);
    bean.discard(first);
    int second = bean.start(1, 100, 60, false);
    bean.stop(first);
    bean.discard(first);
    assertThat(bean.isRecording(), is(true));
    assertThat(bean.getNumber(), is(second));
    assertThrows(IllegalStateException.class, () -> bean.read(first, 0));
  }

  @Test
  void start_moreThanAQuarterOfTheHeap_isRefused() throws Exception {
    cache(ReadRecording.KEYS);
    LarderRecorderMXBean bean = bean();
    long most = Runtime.getRuntime().maxMemory() / 4 / 8 + 1;
    if (most <= 50_000_000) {
      assertThrows(IllegalArgumentException.class, () -> bean.start(1, (int) most, 60, false));
    }
    assertThat(bean.isRecording(), is(false));
  }

  @Test
  void start_keysNotAllowed_isRefused() throws Exception {
    cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    Exception refused =
        assertThrows(IllegalStateException.class, () -> bean.start(1, 100, 60, true));
    assertThat(
        refused.getMessage(),
        is(
            "cache 'reads': its setting is recording = hashes; to record texts of keys, set"
                + " recording = keys"));
  }

  @Test
  void start_whileRecording_isRefused() throws Exception {
    cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 100, 60, false);
    assertThrows(IllegalStateException.class, () -> bean.start(1, 100, 60, false));
    bean.stop(bean.getNumber());
    bean.start(1, 100, 60, false);
    assertThat(bean.isRecording(), is(true));
  }

  @Test
  void start_numbersOutOfRange_areRefused() throws Exception {
    cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    assertThrows(IllegalArgumentException.class, () -> bean.start(0, 100, 60, false));
    assertThrows(IllegalArgumentException.class, () -> bean.start(1, 50_000_001, 60, false));
    assertThrows(IllegalArgumentException.class, () -> bean.start(1, 1_000_001, 60, true));
    assertThrows(IllegalArgumentException.class, () -> bean.start(1, 100, 86_401, false));
    assertThrows(IllegalArgumentException.class, () -> bean.read(bean.getNumber(), -1));
  }

  @Test
  void recording_atItsLimit_ends() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 20_000, 60, false);
    for (int i = 0; i < 20_010; i++) {
      cache.get(i % 500);
    }
    assertThat(bean.isRecording(), is(false));
    assertThat(bean.getRecordedReads(), is(20_000L));
    assertThat(bean.getPages(), is(2));
    assertThat(bean.read(bean.getNumber(), 0), arrayWithSize(16_384));
    assertThat(bean.read(bean.getNumber(), 1), arrayWithSize(20_000 - 16_384));
    assertThat(bean.read(bean.getNumber(), 2), arrayWithSize(0));
  }

  @Test
  void recording_afterItsTime_ends() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 100, 1, false);
    cache.get("a");
    while (bean.isRecording()) {
      Thread.sleep(10); // Poll: the recording ends by its own clock.
    }
    cache.get("b");
    assertThat(bean.read(bean.getNumber(), 0), arrayWithSize(1));
  }

  @Test
  void sample_ofManyKeys_hasAllReadsOfAboutThatShare() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(8, 1_000_000, 60, false);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 40_000; i++) {
        cache.get(i * 64); // a pattern in the hash codes must not matter
      }
    }
    String[] lines = lines(bean).toArray(new String[0]);
    int keys = new HashSet<>(Arrays.asList(lines)).size();
    assertThat((double) keys, closeTo(5_000, 500));
    assertThat(lines, arrayWithSize(3 * keys));
    assertThat(bean.getSample(), is(8));
  }

  @Test
  void recordings_ofTheSameReads_haveOtherHashes() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      bean.start(1, 10, 60, false);
      cache.get("a");
      bean.stop(bean.getNumber());
      hashes.add(bean.read(bean.getNumber(), 0)[0]);
    }
    assertThat(hashes.size(), is(10));
  }

  @Test
  void discard_afterRecording_leavesNothing() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 10, 60, false);
    cache.get("a");
    bean.discard(bean.getNumber());
    cache.get("b");
    assertThat(bean.isRecording(), is(false));
    assertThat(bean.getRecordedReads(), is(0L));
    assertThrows(IllegalStateException.class, () -> bean.read(1, 0));
  }

  @Test
  void recording_byManyThreads_hasEachRead() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    LarderRecorderMXBean bean = bean();
    bean.start(1, 1_000_000, 60, false);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  cache.get(thread * 1_000 + i % 1_000);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Map<String, Integer> counts = new HashMap<>();
    lines(bean).forEach(line -> counts.merge(line, 1, Integer::sum));
    assertThat(counts.size(), is(4_000));
    assertThat(counts.values(), everyItem(is(50)));
  }

  @Test
  void reload_changedSetting_registersAndUnregistersBean(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("larder.conf");
    String text = "caches.reads { management = true, recording = %s }";
    Files.writeString(file, text.formatted("off"));
    CacheManager fromFile =
        provider.getCacheManager(file.toUri(), provider.getDefaultClassLoader());
    LarderManagerMXBean bean = fromFile.unwrap(LarderManagerMXBean.class);
    assertThat(names().size(), is(0));

    Files.writeString(file, text.formatted("keys"));
    bean.reload();
    assertThat(names().size(), is(1));
    assertThat(bean().getAllowed(), is("KEYS"));

    fromFile.getCache("reads").get("secret");
    bean().start(1, 10, 60, true);
    fromFile.getCache("reads").get("secret");
    Files.writeString(file, text.formatted("hashes"));
    bean.reload();
    assertThat("texts of keys are not allowed any more", bean().getNumber(), is(0));

    Files.writeString(file, text.formatted("off"));
    bean.reload();
    assertThat(names().size(), is(0));
  }

  @Test
  void close_whileRecording_unregistersBean() throws Exception {
    Cache<Object, String> cache = cache(ReadRecording.HASHES);
    bean().start(1, 10, 60, false);
    cache.close();
    assertThat(names(), is(Set.of()));
  }
}
