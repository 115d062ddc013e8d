package dev.larder.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Decides which files a configuration may include: those below the folder of its first file, and
 * below the folders that a property names. Only files are restricted, because resources and entries
 * of jars cannot leave their class path or jar.
 */
record IncludePolicy(List<Path> folders) {
  /** The property that names further folders, separated by commas. */
  static final String ALLOW = "larder.config.include.allow";

  static IncludePolicy of(ConfigLocation first, Properties properties) {
    List<Path> folders = new ArrayList<>();
    if (first instanceof ConfigLocation.OfFile file) {
      folders.add(file.path().resolveSibling(""));
    }
    for (String folder : properties.getProperty(ALLOW, "").split(",", -1)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder.strip()).toAbsolutePath().normalize());
      }
    }
    return new IncludePolicy(folders);
  }

  /**
   * Whether a location may be included. A file must be in a folder both by its path and after
   * symbolic links. Links within a folder are allowed: mounted configuration often has them.
   */
  boolean allows(ConfigLocation location) {
    return !(location instanceof ConfigLocation.OfFile file)
        || (folders.stream().anyMatch(file.path()::startsWith)
            && folders.stream().map(IncludePolicy::real).anyMatch(real(file.path())::startsWith));
  }

  /** Returns the path after symbolic links; a missing path has none. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }
}
