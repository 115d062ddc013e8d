package dev.larder.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;

/**
 * Includes other texts into one text. Files include files that the policy allows, resources include
 * resources, entries of a jar include entries of that jar, and no text includes a URL. A missing
 * include is an error.
 *
 * @param chain the locations from the first text to this one
 * @param text the text that the includes are in
 */
record Includes(IncludePolicy policy, List<ConfigLocation> chain, String text)
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {
  private static final String NO_URLS = "URLs are not included, whatever they name";

  /** Returns the includes of a text that is included here. */
  Includes at(ConfigLocation location, String itsText) {
    List<ConfigLocation> longer = Stream.concat(chain.stream(), Stream.of(location)).toList();
    return new Includes(policy, longer, itsText);
  }

  private ConfigLocation here() {
    return chain.get(chain.size() - 1);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String name) {
    if (name.contains("://")) {
      throw refused(name, NO_URLS);
    }
    return include(name, resolve(name));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File file) {
    boolean isFile = here() instanceof ConfigLocation.OfFile;
    String name = file.getPath();
    return include(name, isFile ? resolve(name) : new ConfigLocation.OfFile(file.toPath()));
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String name) {
    if (here() instanceof ConfigLocation.OfResource here) {
      return include(name, new ConfigLocation.OfResource(name, here.loader()));
    }
    throw refused(name, "only a configuration on the class path includes from there");
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL url) {
    throw refused(url.toString(), NO_URLS);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private ConfigLocation resolve(String name) {
    try {
      return here().resolve(name);
    } catch (IllegalArgumentException e) {
      throw refused(name, String.valueOf(e.getMessage()));
    }
  }

  private ConfigObject include(String name, ConfigLocation target) {
    if (!policy.allows(target)) {
      String folders =
          "it is outside of %s; the property %s may name further folders, separated by";
      throw refused(name, folders.formatted(policy.folders(), IncludePolicy.ALLOW) + " commas");
    }
    if (chain.contains(target)) {
      throw refused(name, "the file includes itself");
    }
    if (!ConfigReader.hasKnownExtension(name)) {
      throw refused(name, "its name must end in .conf, .json or .properties");
    }
    try {
      return ConfigReader.parse(target, this);
    } catch (CacheException e) {
      throw e.getCause() == null ? e : refused(name, String.valueOf(e.getMessage()));
    }
  }

  private CacheException refused(String name, String why) {
    return new CacheException(
        "configuration %s%s: include of %s refused: %s".formatted(here(), line(name), name, why));
  }

  /** Finds the line of an include by its text, because the parser does not pass it on. */
  private String line(String name) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).contains("include") && lines.get(i).contains(name))
        .mapToObj(i -> ":" + (i + 1))
        .findFirst()
        .orElse("");
  }
}
