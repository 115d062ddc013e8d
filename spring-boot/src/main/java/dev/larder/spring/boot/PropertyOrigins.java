package dev.larder.spring.boot;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** The places where the properties of an application are set: file and line. */
final class PropertyOrigins {
  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("larder");

  private final Environment environment;

  PropertyOrigins(Environment environment) {
    this.environment = environment;
  }

  /** Returns the place of each property {@code larder.*}, by its name. */
  Map<String, String> all() {
    Map<String, String> places = new TreeMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        iterable.stream()
            .filter(PREFIX::isAncestorOf)
            .forEach(name -> places.putIfAbsent(name.toString(), place(iterable, name)));
      }
    }
    return places;
  }

  private static String place(ConfigurationPropertySource source, ConfigurationPropertyName name) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    Object origin = property == null ? null : property.getOrigin();
    return String.valueOf(origin == null ? source.getUnderlyingSource() : origin);
  }
}
