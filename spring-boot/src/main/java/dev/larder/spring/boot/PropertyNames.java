package dev.larder.spring.boot;

import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds names of caches and patterns that Spring Boot would read as others. */
final class PropertyNames {
  private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

  private PropertyNames() {}

  /**
   * Checks the names of all properties that begin with {@code larder.}. Spring Boot drops other
   * characters than letters, digits, dashes and underscores, unless they are in brackets.
   *
   * @throws CacheException if a name has such a character
   */
  static void check(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> known
          && !(source instanceof SystemEnvironmentPropertySource)) {
        for (String name : known.getPropertyNames()) {
          String plain = BRACKETS.matcher(name).replaceAll("");
          if (name.startsWith("larder.") && !PLAIN.matcher(plain).matches()) {
            throw new CacheException(
                "property "
                    + name
                    + ": a name or pattern with other characters than letters, digits and dashes is"
                    + " written in brackets, as in larder.caches[com.acme.Book].maximum-size, and in"
                    + " YAML in quotes and brackets");
          }
        }
      }
    }
  }
}
