package dev.larder.testkit.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A provider to be probed.
 *
 * @param label the heading of its column
 * @param providerClass the name of its class; empty for the only one on the class path
 * @param classPath the jars or folders of its classes
 */
record Subject(String label, String providerClass, List<String> classPath) {

  /** Returns a subject whose class is on the class path of this JVM. */
  static Subject named(String providerClass) {
    String name = providerClass.substring(providerClass.lastIndexOf('.') + 1);
    String path = System.getProperty("java.class.path", "");
    return new Subject(name, providerClass, List.of(path));
  }

  /** Returns a subject whose jars are in {@code FOLDER/target/jars} or in the folder itself. */
  static Subject of(Path folder) throws IOException {
    Path target = folder.resolve("target").resolve("jars");
    Path jars = Files.isDirectory(target) ? target : folder;
    try (Stream<Path> files = Files.list(jars)) {
      List<String> names =
          files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
      if (names.isEmpty()) {
        throw new IOException("no jars in " + jars);
      }
      return new Subject(String.valueOf(folder.toAbsolutePath().getFileName()), "", names);
    }
  }
}
