package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Mode;
import dev.larder.benchmarks.Settings;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.child.Memory;
import dev.larder.benchmarks.child.Output;
import dev.larder.benchmarks.child.Replay;
import dev.larder.benchmarks.child.StartUp;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Task;
import dev.larder.benchmarks.trace.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a program of this module in a JVM whose class path has one subject. */
final class ChildMeasure implements Measure {
  private static final double MILLISECOND = 1e6;
  private static final double KILOBYTE = 1e3;

  private final ClassPath classPath;
  private final Settings.Places places;
  private final Mode mode;

  ChildMeasure(ClassPath classPath, Settings.Places places, Mode mode) {
    this.classPath = classPath;
    this.places = places;
    this.mode = mode;
  }

  @Override
  public Map<String, Double> measure(Task task, Subject subject) throws MeasurementException {
    return switch (task.kind()) {
      case MEMORY ->
          run(task, subject, Memory.class, task.what(), String.valueOf(mode == Mode.FULL));
      case REPLAY ->
          run(
              task,
              subject,
              Replay.class,
              places.traces().resolve(task.what() + Trace.ENDING).toString(),
              String.valueOf(task.threads()));
      case START_UP -> startUp(task, subject);
      case THROUGHPUT, LATENCY -> throw new IllegalArgumentException(task.toString());
    };
  }

  private Map<String, Double> startUp(Task task, Subject subject) throws MeasurementException {
    Map<String, Double> figures = run(task, subject, StartUp.class);
    double bytes = 0;
    List<Path> jars = classPath.jars(subject);
    for (Path jar : jars) {
      bytes += jar.toFile().length();
    }
    figures.put(Metric.JARS.name(), (double) jars.size());
    figures.put(Metric.JAR_SIZE.name(), bytes / KILOBYTE);
    return figures;
  }

  private Map<String, Double> run(Task task, Subject subject, Class<?> program, String... arguments)
      throws MeasurementException {
    List<String> command = new ArrayList<>(List.of(places.jvm().toString()));
    if (task.kind() != Task.Kind.START_UP) {
      command.add("-Xmx" + task.heap() + "g");
      // JOL needs it for hidden classes; other programs ignore it.
      command.add("-Djol.magicFieldOffset=true");
    }
    command.addAll(List.of("-cp", classPath.of(subject), program.getName(), subject.name()));
    command.addAll(List.of(arguments));
    ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    Path errors = null;
    try {
      errors = Files.createTempFile("child", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      long start = System.nanoTime();
      Process process = builder.start();
      Future<?> end = watchdog.schedule(process::destroyForcibly, mode.limit(), TimeUnit.SECONDS);
      Map<String, Double> figures = figures(process, start);
      if (process.waitFor() != 0) {
        throw new MeasurementException(
            end.isDone()
                ? "not done in " + mode.limit() + " s"
                : Failures.cause(Files.readAllLines(errors)));
      }
      return figures;
    } catch (IOException e) {
      throw new MeasurementException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      watchdog.shutdownNow();
      Failures.delete(errors);
    }
  }

  private static Map<String, Double> figures(Process process, long start) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(Output.PREFIX)) {
          figures.putIfAbsent(Metric.START_UP.name(), (System.nanoTime() - start) / MILLISECOND);
          String[] parts = line.substring(Output.PREFIX.length()).split("\t", -1);
          figures.put(parts[0], Double.valueOf(parts[1]));
        }
      }
    }
    return figures;
  }
}
