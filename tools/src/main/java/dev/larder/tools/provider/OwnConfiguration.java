package dev.larder.tools.provider;

import java.net.URI;

/**
 * A configuration of the user, which determines the bound of the caches.
 *
 * @param uri the URI of the cache manager
 * @param bound where the bound comes from, for the report
 */
public record OwnConfiguration(URI uri, String bound) {

  /** Returns the configuration at a URI that the user gave. */
  public static OwnConfiguration at(URI uri) {
    return new OwnConfiguration(uri, "as " + uri + " says");
  }
}
