package dev.larder.spring.boot;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import javax.cache.CacheException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** The place of the configuration file. */
final class Location {
  private static final String CLASS_PATH = "classpath:";

  private Location() {}

  /**
   * Returns the URI of the cache manager. One of the class path does not become the path of a jar,
   * because the URI stands in front of the keys on a server.
   *
   * @param location {@code classpath:} or {@code file:} and a path; empty for the default
   * @throws CacheException if there is no such file
   */
  static URI uri(String location, ResourceLoader resources, URI byDefault) {
    if (location.isBlank()) {
      return byDefault;
    }
    String place = location.strip();
    if (!place.startsWith(CLASS_PATH) && !place.startsWith("file:")) {
      throw new CacheException(
          "larder.location: '"
              + place
              + "' is not accepted; write classpath:caches.conf, or file:/path/caches.conf");
    }
    Resource resource = resources.getResource(place);
    if (!resource.exists()) {
      throw new CacheException("larder.location: there is no file " + place);
    }
    try {
      return place.startsWith(CLASS_PATH)
          ? new URI("classpath", place.substring(CLASS_PATH.length()).replaceFirst("^/+", ""), null)
          : resource.getURI();
    } catch (IOException | URISyntaxException e) {
      throw new CacheException("larder.location: " + place + ": " + e.getMessage(), e);
    }
  }
}
