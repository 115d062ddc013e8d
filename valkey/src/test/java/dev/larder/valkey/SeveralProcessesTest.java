package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four JVMs on one key: no update is lost, and the history of the key is linearizable. */
@Timeout(120)
class SeveralProcessesTest {
  private static final int PROCESSES = 4;
  private static final int THREADS = 8;

  private static ServerProcess server;
  private static AdminClient admin;
  private final Managers managers = new Managers();

  @BeforeAll
  static void start() {
    server = ServerProcess.start();
    admin = new AdminClient(server.address());
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    admin.run("FLUSHALL");
  }

  @AfterEach
  void close() {
    managers.close();
  }

  /** Runs a task in all processes at the same time, and returns the lines that they print. */
  private static List<String> run(String address, String task, int times) {
    List<Process> processes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    IncrementProcess.class.getName(),
                    address,
                    task,
                    Integer.toString(THREADS),
                    Integer.toString(times),
                    Integer.toString(i))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
      }
      for (Process process : processes) {
        try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
          reader.lines().forEach(lines::add);
        }
        assertThat("ended", process.waitFor(1, TimeUnit.MINUTES), is(true));
        assertThat("exit code", process.exitValue(), is(0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"?timeout=10s", "?timeout=30s&invoke=locked"})
  void increments_ofAllProcesses_loseNone(String parameters) {
    String address = server.address() + parameters;
    int times = parameters.contains("locked") ? 25 : 125;
    List<String> lines = run(address, "invoke", times);
    assertThat(lines, is(Collections.nCopies(PROCESSES, "done " + THREADS * times + " 0")));
    Cache<String, Integer> cache =
        managers.cache(address, String.class, Integer.class, settings -> {});
    assertThat(cache.get("k"), is(PROCESSES * THREADS * times));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?timeout=10s", "?timeout=10s&events=cluster"})
  void putIfAbsent_ofAllProcesses_succeedsOnce(String parameters) {
    List<String> lines = run(server.address() + parameters, "putIfAbsent", 200);
    assertThat(lines.stream().distinct().toList(), hasSize(200));
    assertThat(lines, hasSize(200));
  }

  private record Exchange(int old, int value, long begin, long end) {
    static Exchange parse(String line) {
      Scanner parts = new Scanner(line).skip("exchange");
      return new Exchange(parts.nextInt(), parts.nextInt(), parts.nextLong(), parts.nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?timeout=10s"})
  void exchanges_ofAllProcesses_areLinearizable(String parameters) {
    List<String> lines = run(server.address() + parameters, "exchange", 60);
    Map<Integer, Exchange> byOld = new HashMap<>();
    for (String line : lines) {
      Exchange exchange = Exchange.parse(line);
      assertThat("a value is replaced once", byOld.put(exchange.old, exchange) == null, is(true));
    }
    assertThat(byOld.size(), is(PROCESSES * THREADS * 60));
    // Each exchange has replaced the value of the one before it, which gives the only order. None
    // may have ended before the begin of an earlier one in that order. All processes of a machine
    // have the same monotonic clock.
    long latestBegin = Long.MIN_VALUE;
    int seen = 0;
    for (Exchange at = byOld.get(0); at != null; at = byOld.get(at.value)) {
      assertThat("real-time order", at.end, greaterThan(latestBegin));
      latestBegin = Math.max(latestBegin, at.begin);
      seen++;
    }
    assertThat("one chain", seen, is(byOld.size()));
  }
}
