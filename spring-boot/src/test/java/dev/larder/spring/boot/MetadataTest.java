package dev.larder.spring.boot;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The metadata with which editors complete the properties, and the settings of a cache. */
class MetadataTest {
  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final String CACHES =
      "java.util.Map<java.lang.String,dev.larder.spring.boot.CacheProperties>";

  /** The JSON Schema of the configuration file, which is made from the table of settings. */
  private static final Config SCHEMA =
      ConfigFactory.parseResources("META-INF/larder/larder.schema.json");

  private static Set<String> keys(Class<?> type) {
    Set<String> keys = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(CacheProperties.key(component));
    }
    return keys;
  }

  private static Set<String> schemaKeys(String path) {
    return new TreeSet<>(SCHEMA.getObject(path).keySet());
  }

  @Test
  void cacheProperties_haveTheKeysOfTheFile() {
    Set<String> blocks = schemaKeys("properties.caches.additionalProperties.properties");
    blocks.addAll(schemaKeys("properties.templates.additionalProperties.properties"));
    assertThat(keys(CacheProperties.class), is(blocks));
    assertThat(
        keys(CacheProperties.Listener.class),
        is(schemaKeys("definitions.listeners.items.properties")));
    assertThat(
        keys(CacheProperties.Serialization.class),
        is(schemaKeys("definitions.serialization.properties")));
    List<? extends Config> forms = SCHEMA.getConfigList("definitions.expiry.anyOf");
    assertThat(
        keys(CacheProperties.Expiry.class),
        is(new TreeSet<>(forms.get(forms.size() - 1).getObject("properties").keySet())));
  }

  /** To make the file again, delete it and run this test twice. */
  @Test
  void metadata_isThatOfTheProperties() throws IOException {
    String json = render();
    if (!Files.exists(FILE)) {
      Files.writeString(FILE, json);
    }
    assertThat(Files.readString(FILE), is(json));
  }

  private static String render() {
    List<Map<String, Object>> properties = new ArrayList<>();
    properties.add(
        property(
            "larder.location",
            "java.lang.String",
            "The configuration file, such as classpath:caches.conf; larder.conf of the class path"
                + " unless set, if it is there."));
    properties.add(
        property(
            "larder.watch",
            "java.lang.String",
            "How often the file is checked for changes, such as 10s; never unless set."));
    properties.add(
        property(
            "larder.config.include.allow",
            "java.lang.String",
            "What the configuration file may include, besides files in its folder."));
    for (String part : List.of("metrics", "hibernate", "refresh")) {
      Map<String, Object> property =
          property(
              "larder." + part + ".enabled",
              "java.lang.Boolean",
              switch (part) {
                case "metrics" -> "Whether the figures of the caches are bound to Micrometer.";
                case "hibernate" -> "Whether Hibernate uses the same cache manager.";
                default ->
                    "Whether cached methods reload old values of caches with refresh-by-caller.";
              });
      property.put("defaultValue", true);
      properties.add(property);
    }
    properties.add(property("larder.caches", CACHES, "Settings of caches, by name."));
    properties.add(
        property(
            "larder.templates", CACHES, "Settings of the caches whose names match a pattern."));
    for (String key : keys(CacheProperties.class)) {
      String path = "definitions." + ConfigUtil.quoteString(key) + ".description";
      if (SCHEMA.hasPath(path)) {
        properties.add(
            property("larder.defaults." + key, "java.lang.String", SCHEMA.getString(path)));
      }
    }
    return ConfigValueFactory.fromMap(Map.of("properties", properties))
            .render(ConfigRenderOptions.concise().setFormatted(true).setJson(true))
        + "\n";
  }

  private static Map<String, Object> property(String name, String type, String description) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", name);
    property.put("type", type);
    property.put("description", description);
    return property;
  }
}
