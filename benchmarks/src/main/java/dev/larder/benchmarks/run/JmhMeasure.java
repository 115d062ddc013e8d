package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Mode;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Task;
import dev.larder.benchmarks.workload.Operations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs a task with JMH, in a fork whose class path has one subject. */
final class JmhMeasure implements Measure {
  private static final double[] PERCENTS = {50, 99, 99.9, 100};

  private final ClassPath classPath;
  private final Path jvm;
  private final Mode mode;

  JmhMeasure(ClassPath classPath, Path jvm, Mode mode) {
    this.classPath = classPath;
    this.jvm = jvm;
    this.mode = mode;
  }

  @Override
  public Map<String, Double> measure(Task task, Subject subject) throws MeasurementException {
    // JMH passes this property to its forks; it has no option for the class path.
    System.setProperty("java.class.path", classPath.of(subject));
    Path log = null;
    PrintStream err = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    try {
      log = Files.createTempFile("jmh", ".log");
      Future<?> end = watchdog.schedule(JmhMeasure::killForks, mode.limit(), TimeUnit.SECONDS);
      // JMH copies the error output of forks here, such as that a cache was created.
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      Collection<RunResult> results = new Runner(options(task, subject, log)).run();
      if (end.isDone()) {
        throw new MeasurementException("not done in " + mode.limit() + " s");
      }
      if (results.isEmpty()) {
        throw new MeasurementException(
            Failures.cause(
                Stream.concat(
                        errors.toString(StandardCharsets.UTF_8).lines(),
                        Files.readAllLines(log).stream())
                    .toList()));
      }
      return figures(task, results.iterator().next());
    } catch (RunnerException | IOException e) {
      throw new MeasurementException(String.valueOf(e.getMessage()));
    } finally {
      System.setErr(err);
      watchdog.shutdownNow();
      Failures.delete(log);
    }
  }

  private static void killForks() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  private Options options(Task task, Subject subject, Path log) {
    TimeValue time = TimeValue.milliseconds(mode.milliseconds());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + Operations.class.getSimpleName() + "\\." + task.what() + "$")
            .param("subject", subject.name())
            .threads(task.threads())
            .forks(1)
            .jvm(jvm.toString())
            // Otherwise the first access to memory pages would be part of the measurement.
            .jvmArgs("-Xms" + task.heap() + "g", "-Xmx" + task.heap() + "g", "-XX:+AlwaysPreTouch")
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(mode.warmUp()))
            .measurementIterations(mode.iterations())
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .output(log.toString());
    if (task.kind() == Task.Kind.LATENCY) {
      options.mode(org.openjdk.jmh.annotations.Mode.SampleTime);
    }
    task.parameters().forEach(options::param);
    return options.build();
  }

  private static Map<String, Double> figures(Task task, RunResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (task.kind() == Task.Kind.LATENCY) {
      Statistics times = result.getPrimaryResult().getStatistics();
      for (double percent : PERCENTS) {
        figures.put(Metric.percentile(percent).name(), times.getPercentile(percent));
      }
      return figures;
    }
    figures.put(Metric.SPEED.name(), result.getPrimaryResult().getScore());
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (allocated != null) {
      figures.put(Metric.ALLOCATED.name(), allocated.getScore());
    }
    return figures;
  }
}
