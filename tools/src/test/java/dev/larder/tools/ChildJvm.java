package dev.larder.tools;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.ReadRecording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/** Another JVM with the class path of the tests. It ends with this one, at the latest. */
public record ChildJvm(Process process, BufferedReader out) implements AutoCloseable {
  private static final String READY = "ready";

  /** Starts a program, and waits until it has printed that it is ready. */
  public static ChildJvm start(Class<?> program, String... arguments) throws IOException {
    ChildJvm child = startWithoutWait(program, arguments);
    String line;
    do {
      line = child.out.readLine();
    } while (line != null && !line.equals(READY));
    return child;
  }

  /** Starts a program. */
  public static ChildJvm startWithoutWait(Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new ChildJvm(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  public String pid() {
    return Long.toString(process.pid());
  }

  /** Asks the process to end, as SIGTERM does; returns its output. */
  public String terminate() throws IOException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close the output
    StringBuilder text = new StringBuilder();
    String line;
    while ((line = out.readLine()) != null) {
      text.append(line).append('\n');
    }
    process.waitFor(30, TimeUnit.SECONDS);
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A program that reads two caches until its standard input ends. */
  public static final class Caches {
    private Caches() {}

    public static void main(String[] arguments) throws Exception {
      var manager = new LarderCachingProvider().getCacheManager();
      Cache<Integer, String> books =
          manager.createCache(
              "books",
              LarderConfiguration.builder(Integer.class, String.class)
                  .maximumSize(100)
                  .statistics()
                  .management()
                  .readRecording(ReadRecording.KEYS)
                  .loader(key -> "book " + key)
                  .build());
      System.out.println(READY);
      System.out.flush();
      int key = 0;
      while (System.in.available() == 0) {
        books.get(key++ % 150);
        if (key % 100 == 0) {
          Thread.sleep(1);
        }
      }
    }
  }
}
