package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.larder.testkit.promise.History;
import dev.larder.testkit.promise.Operation;
import dev.larder.valkey.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of four processes on the keys of one cache are linearizable, key by key. */
@Timeout(120)
class HistoryOfProcessesTest {
  private static final int PROCESSES = 4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "&events=cluster&expired-events=true", "&invoke=locked"})
  void operations_ofSeveralProcesses_areLinearizable(String parameters) throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      Map<Integer, List<History.Call>> histories =
          run(server.address() + "?timeout=10s" + parameters);
      assertThat(histories.keySet(), hasSize(HistoryProcess.KEYS));
      histories.forEach(
          (key, calls) ->
              assertThat(
                  "some order explains " + calls, new History(calls).isLinearizable(), is(true)));
    }
  }

  /** The check refutes a history in which a process still reads a value that another removed. */
  @Test
  void history_staleRead_isRefuted() {
    History.Call put = call(Operation.PUT, 1, null, 0, 1);
    History.Call removed = call(Operation.REMOVE, 0, true, 2, 3);
    History.Call read = call(Operation.GET, 0, 1, 4, 5);
    assertThat(new History(List.of(put, removed, read)).isLinearizable(), is(false));
  }

  private static History.Call call(
      Operation operation, int a, Object result, long before, long after) {
    return new History.Call(operation, a, 0, new History.Span(before, after), result);
  }

  private Map<Integer, List<History.Call>> run(String address)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    Map<Integer, List<History.Call>> histories = new TreeMap<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(address, i));
      }
      for (int i = 0; i < PROCESSES; i++) {
        Process process = processes.get(i);
        assertThat("ended", process.waitFor(1, TimeUnit.MINUTES), is(true));
        assertThat("exit code", process.exitValue(), is(0));
        Files.readAllLines(output(i)).forEach(line -> add(histories, line.split(" ")));
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    return histories;
  }

  /** Returns where a process prints: to a pipe it would wait for the reader of another one. */
  private Path output(int process) {
    return folder.resolve("calls-" + process);
  }

  private Process start(String address, int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            HistoryProcess.class.getName(),
            address,
            Integer.toString(number),
            Integer.toString(PROCESSES * HistoryProcess.THREADS))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(output(number).toFile())
        .start();
  }

  private static void add(Map<Integer, List<History.Call>> histories, String[] words) {
    History.Call call =
        new History.Call(
            Operation.valueOf(words[1]),
            Integer.parseInt(words[2]),
            Integer.parseInt(words[3]),
            new History.Span(Long.parseLong(words[4]), Long.parseLong(words[5])),
            result(words[6]));
    histories.computeIfAbsent(Integer.valueOf(words[0]), key -> new ArrayList<>()).add(call);
  }

  private static Object result(String word) {
    return switch (word) {
      case "null" -> null;
      case "true", "false" -> Boolean.valueOf(word);
      default -> Integer.valueOf(word);
    };
  }
}
