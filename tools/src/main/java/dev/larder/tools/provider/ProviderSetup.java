package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * A provider, with the settings of its managers.
 *
 * @param own the user's own configuration, which then determines the bounds
 */
public record ProviderSetup(
    String className, CachingProvider provider, Optional<OwnConfiguration> own) {

  /**
   * Returns the class of a provider.
   *
   * @param name a short name, or the class itself
   * @throws CacheException if it is neither
   */
  public static String classOf(String name) {
    if (name.indexOf('.') >= 0) {
      return name;
    }
    return KnownProvider.ofShortName(name)
        .map(KnownProvider::className)
        .orElseThrow(
            () ->
                new CacheException(
                    "'"
                        + name
                        + "' is no provider; accepted: "
                        + KnownProvider.shortNames()
                        + ", or the name of a class of type CachingProvider"));
  }

  /**
   * Finds a provider on the class path.
   *
   * @param name its short name or its class
   * @throws CacheException if there is none of that name
   */
  public static ProviderSetup find(String name, Optional<OwnConfiguration> own) {
    String className = classOf(name);
    try {
      return new ProviderSetup(className, Caching.getCachingProvider(className), own);
    } catch (CacheException e) {
      throw new CacheException(
          "no JCache provider "
              + className
              + " on the class path: "
              + e.getMessage()
              + "; add its jars: java -cp 'larder.jar:jars/*' dev.larder.tools.Main replay ...",
          e);
    }
  }

  /** Returns the short name of the provider, or of its class. */
  public String name() {
    return KnownProvider.ofClass(className)
        .map(KnownProvider::shortName)
        .orElse(className.substring(className.lastIndexOf('.') + 1));
  }

  /** Returns whether the provider is Larder. */
  public boolean isLarder() {
    return KnownProvider.ofClass(className).filter(KnownProvider.LARDER::equals).isPresent();
  }

  /** Returns whether this tool can set the size of the provider's caches. */
  public boolean sizable() {
    return sizing().isPresent();
  }

  /** Returns whether the provider has several policies. */
  public boolean hasPolicies() {
    return sizable() && isLarder();
  }

  CacheManager manager(Path directory, Subject subject) throws IOException {
    URI place = own.map(OwnConfiguration::uri).orElseGet(provider::getDefaultURI);
    if (subject.size().isPresent()) {
      long held = subject.size().get().held();
      place = sizing().orElseThrow().managerUri(directory, held, subject.contender().policy());
    }
    return provider.getCacheManager(place, provider.getDefaultClassLoader(), new Properties());
  }

  MutableConfiguration<String, String> configuration(Subject subject) {
    return subject
        .size()
        .map(size -> sizing().orElseThrow().configuration(size.held()))
        .orElseGet(MutableConfiguration::new);
  }

  private Optional<SizeSetting> sizing() {
    return own.isPresent()
        ? Optional.empty()
        : KnownProvider.ofClass(className).flatMap(KnownProvider::sizing);
  }
}
