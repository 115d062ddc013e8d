package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Compare;
import dev.larder.benchmarks.Subject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the class path of the harness with the jars of one subject only. */
final class ClassPath {
  // A class of each jar that the harness needs: itself, JMH with its dependencies, and JOL.
  private static final List<Class<?>> HARNESS =
      List.of(
          Compare.class,
          org.openjdk.jmh.Main.class,
          joptsimple.OptionParser.class,
          org.apache.commons.math3.stat.StatUtils.class,
          org.openjdk.jol.info.GraphLayout.class);

  private final Path peers;
  private final Optional<Path> before;

  /** Creates class paths of jars in the modules of the peers, and of an earlier build's jar. */
  ClassPath(Path peers, Optional<Path> before) {
    this.peers = peers;
    this.before = before;
  }

  String of(Subject subject) throws MeasurementException {
    List<Path> entries = new ArrayList<>();
    for (Class<?> type : HARNESS) {
      entries.add(origin(type));
    }
    entries.addAll(jars(subject));
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the jars that a program with the subject needs on its class path. */
  List<Path> jars(Subject subject) throws MeasurementException {
    String name = subject.folder();
    if (name == null) {
      return List.of();
    }
    Path folder = peers.resolve(name).resolve("target").resolve("jars");
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(jar -> build(jar, subject)).toList();
    } catch (IOException e) {
      throw new MeasurementException("no jars of " + name + ": build with -am -Pcompare");
    }
  }

  private Path build(Path jar, Subject subject) {
    boolean replaced =
        subject == Subject.LARDER_BEFORE && jar.getFileName().toString().startsWith("larder-");
    return replaced ? before.orElse(jar) : jar;
  }

  private static Path origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
