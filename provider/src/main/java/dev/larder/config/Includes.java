package dev.larder.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheException;

/**
 * Carries out the includes of one text. Files are included from the folder of the first
 * configuration and below, and from the folders that the user allows; resources from the class
 * path; entries from the same jar; URLs never. A missing include is an error.
 *
 * <p>A file has to be there both as it is written, after {@code ..} is resolved, and after symbolic
 * links are. Those within the folder will do, of which mounted configuration often consists.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {
  static final String ALLOW = "larder.config.include.allow";

  private final List<Path> folders;
  private final List<ConfigLocation> chain;
  private final String text;

  /** For the text that a configuration begins with. */
  Includes(ConfigLocation first, Collection<String> allowedFolders) {
    this(folders(first, allowedFolders), List.of(), "");
  }

  private Includes(List<Path> folders, List<ConfigLocation> chain, String text) {
    this.folders = folders;
    this.chain = chain;
    this.text = text;
  }

  private static List<Path> folders(ConfigLocation first, Collection<String> allowed) {
    List<Path> folders = new ArrayList<>();
    if (first instanceof ConfigLocation.OfFile file) {
      folders.add(file.folder());
    }
    allowed.forEach(folder -> folders.add(Path.of(folder).toAbsolutePath().normalize()));
    return folders;
  }

  /** The includes of a text that was itself included here. */
  Includes at(ConfigLocation location, String itsText) {
    List<ConfigLocation> longer = new ArrayList<>(chain);
    longer.add(location);
    return new Includes(folders, longer, itsText);
  }

  private ConfigLocation here() {
    return chain.get(chain.size() - 1);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (what.contains("://")) {
      throw refused(what, "URLs are not included, whatever they name");
    }
    return included(what, relative(what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    boolean onDisk = here() instanceof ConfigLocation.OfFile;
    String path = what.getPath();
    ConfigLocation target = onDisk ? relative(path) : new ConfigLocation.OfFile(what.toPath());
    return included(path, target);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    if (here() instanceof ConfigLocation.OfResource here) {
      return included(what, new ConfigLocation.OfResource(what, here.loader()));
    }
    throw refused(what, "only a configuration on the class path includes from there");
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString(), "URLs are not included, whatever they name");
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private ConfigLocation relative(String what) {
    try {
      return here().relative(what);
    } catch (IllegalArgumentException e) {
      throw refused(what, String.valueOf(e.getMessage()));
    }
  }

  private ConfigObject included(String what, ConfigLocation target) {
    if (target instanceof ConfigLocation.OfFile file && isOutside(file.path())) {
      throw refused(
          what,
          "it is outside of "
              + folders
              + "; the property "
              + ALLOW
              + " may name further folders, separated by commas");
    }
    if (chain.contains(target)) {
      throw refused(what, "the file includes itself");
    }
    if (!ConfigReader.hasKnownExtension(what)) {
      throw refused(what, "its name must end in .conf, .json or .properties");
    }
    try {
      return ConfigReader.parse(target, this);
    } catch (CacheException e) {
      throw e.getCause() == null ? e : refused(what, String.valueOf(e.getMessage()));
    }
  }

  private boolean isOutside(Path file) {
    Path real = real(file);
    return folders.stream().noneMatch(file::startsWith)
        || folders.stream().map(Includes::real).noneMatch(real::startsWith);
  }

  /** Where links lead; what is not there leads nowhere else. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private CacheException refused(String what, String why) {
    return new CacheException(
        "configuration " + here() + line(what) + ": include of " + what + " refused: " + why);
  }

  /** The parser does not tell where the include stands. */
  private String line(String what) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("include") && lines.get(i).contains(what)) {
        return ":" + (i + 1);
      }
    }
    return "";
  }
}
