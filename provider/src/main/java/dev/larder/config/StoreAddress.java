package dev.larder.config;

import dev.larder.store.StoreFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;

/** The address of a server that keeps entries, such as {@code redis://host}. */
final class StoreAddress {
  private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]*)://.*");
  private static final Pattern VALKEY = Pattern.compile("(redis|valkey)s?(-cluster|-sentinel)?");
  private static final String CONFIGURATION = "dev.larder.valkey.ValkeyConfiguration";

  private StoreAddress() {}

  static boolean isAddress(String text) {
    return SCHEME.matcher(text).matches();
  }

  /**
   * Returns the store factory of an address, which another artifact has. Messages do not contain
   * the address, because it may contain a password.
   *
   * @throws CacheException if the address is wrong, or the artifact is missing
   */
  @SuppressWarnings("unchecked")
  static Factory<StoreFactory> factory(ConfigNode value, String address) {
    Matcher scheme = SCHEME.matcher(address);
    if (!scheme.matches() || !VALKEY.matcher(scheme.group(1)).matches()) {
      throw value.wrong(
          (scheme.matches() ? "'" + scheme.group(1) + "' is an" : "an")
              + " unknown kind of server; accepted are redis://, rediss://, redis-cluster:// and"
              + " redis-sentinel://, and the same with valkey");
    }
    try {
      return (Factory<StoreFactory>)
          find(value).getMethod("of", String.class).invoke(null, address.strip());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      CacheException wrong = value.wrong(String.valueOf(cause.getMessage()));
      wrong.initCause(cause);
      throw wrong;
    } catch (ReflectiveOperationException e) {
      throw new CacheException("the artifacts larder and larder-valkey do not fit together", e);
    }
  }

  private static Class<?> find(ConfigNode value) throws ClassNotFoundException {
    for (ClassLoader loader : List.of(StoreAddress.class.getClassLoader(), value.loader())) {
      if (loader.getResource(CONFIGURATION.replace('.', '/') + ".class") != null) {
        return Class.forName(CONFIGURATION, true, loader);
      }
    }
    throw value.wrong(
        "caches on Valkey or Redis need the artifact dev.larder:larder-valkey, of the same version"
            + " as larder, beside it on the class path");
  }
}
