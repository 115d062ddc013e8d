package dev.larder.testkit.promise;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@link Child} JVMs of one subject until each promise has a verdict. */
final class ChildJvm {
  private static final long LIMIT_MINUTES = 15;

  private final Subject subject;
  private final Plan plan;
  private final Report report;

  ChildJvm(Subject subject, Plan plan, Report report) {
    this.subject = subject;
    this.plan = plan;
    this.report = report;
  }

  void run() throws IOException {
    List<Integer> left = new ArrayList<>(plan.promises());
    while (!left.isEmpty()) {
      int before = left.size();
      String last = once(left);
      if (left.size() == before) {
        // The JVM died in the first probe, which is not repeated.
        Verdict died = new Verdict(Verdict.Kind.ERROR, "error: the JVM died", last);
        report.add(subject, left.remove(0), died);
      }
    }
  }

  private String once(List<Integer> left) throws IOException {
    Process process = new ProcessBuilder(command(left)).redirectErrorStream(true).start();
    // A child limits the time of its probes itself. This limit is for a child that fails to start
    // or to halt.
    CompletableFuture<Process> end =
        process
            .onExit()
            .orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES)
            .exceptionally(late -> process.destroyForcibly());
    StringBuilder rest = new StringBuilder();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String[] parts = line.split("\t", -1);
        if (line.startsWith(Child.PREFIX)) {
          Integer number = Integer.valueOf(parts[1]);
          left.remove(number);
          report.add(subject, number, Child.decode(parts, 2));
        } else if (line.startsWith(Child.PROVIDER)) {
          report.version(subject, parts[1], parts[2]);
        } else if (rest.length() < 100_000) {
          rest.append(line).append('\n');
        }
      }
    } finally {
      process.destroyForcibly();
    }
    end.join();
    return rest.toString();
  }

  private List<String> command(List<Integer> left) {
    List<String> classPath = new ArrayList<>(List.of(Versions.place(Child.class)));
    classPath.addAll(subject.classPath());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                String.join(File.pathSeparator, classPath),
                Child.class.getName(),
                subject.providerClass(),
                plan.effort().name(),
                String.valueOf(plan.seed())));
    Stream<String> numbers = left.stream().map(String::valueOf);
    numbers.forEach(command::add);
    return command;
  }
}
