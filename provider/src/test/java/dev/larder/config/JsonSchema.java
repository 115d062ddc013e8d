package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generates the JSON Schema of the configuration from the table of settings. {@code main} writes
 * the resource of the jar; a test fails if that file differs from the table.
 */
final class JsonSchema {
  static final Path FILE = Path.of("src/main/resources/META-INF/larder/larder.schema.json");

  private static final String STRINGS =
      "anyOf = [{ type = array, items = { type = string } }, { type = string }]";

  private JsonSchema() {}

  /** Writes the file. */
  public static void main(String... arguments) throws IOException {
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text());
  }

  static String text() {
    ConfigRenderOptions options =
        ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(true);
    return ConfigValueFactory.fromMap(schema()).render(options);
  }

  private static Map<String, Object> schema() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings().keySet().forEach(key -> settings.put(key, Map.of("$ref", "#/definitions/" + key)));
    Map<String, Object> cache = new LinkedHashMap<>(settings);
    cache.put("template", described("the templates that the cache refers to", STRINGS));
    Map<String, Object> template = new LinkedHashMap<>(settings);
    template.put(
        "create-missing",
        described(
            "whether getCache creates a cache whose name matches", SettingTypes.SWITCH.schema()));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", Map.of("type", "string"));
    root.put("defaults", block(settings));
    root.put("templates", blocks(template));
    root.put("caches", blocks(cache));
    root.put("variables", Map.of("type", "object", "description", "values for substitutions"));
    root.put(
        "watch",
        described("how often the file is looked at for changes", SettingTypes.AGE.schema()));
    Map<String, Object> schema = new LinkedHashMap<>(block(root));
    schema.put("definitions", settings());
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Configuration of Larder caches");
    return schema;
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Setting<?> setting : Schema.settings()) {
      List<String> path = new ArrayList<>(List.of(setting.key().split("\\.", -1)));
      Object value = described(setting.meaning(), setting.type().schema());
      while (path.size() > 1) {
        value = block(Map.of(path.remove(path.size() - 1), value));
      }
      settings.put(path.get(0), value);
    }
    return settings;
  }

  private static Map<String, Object> described(String meaning, String fragment) {
    Config parsed = ConfigFactory.parseString(fragment);
    Map<String, Object> value = new LinkedHashMap<>(parsed.root().unwrapped());
    value.put("description", meaning);
    return value;
  }

  private static Map<String, Object> block(Map<String, Object> properties) {
    return Map.of("type", "object", "additionalProperties", false, "properties", properties);
  }

  private static Map<String, Object> blocks(Map<String, Object> properties) {
    return Map.of("type", "object", "additionalProperties", block(properties));
  }
}
