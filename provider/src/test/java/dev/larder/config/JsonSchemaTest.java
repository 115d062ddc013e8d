package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors accepts the texts that Larder accepts. */
class JsonSchemaTest {
  private static final com.networknt.schema.JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(JsonSchema.text());

  @TempDir Path folder;

  private static Set<ValidationMessage> faults(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  @Test
  void schemaFile_inJar_equalsTable() throws IOException {
    assertThat(
        "run " + JsonSchema.class.getName() + " in the folder of the provider",
        Files.readString(JsonSchema.FILE),
        is(JsonSchema.text()));
    assertThat(
        LarderConfiguration.class.getResource("/META-INF/larder/larder.schema.json"),
        is(notNullValue()));
  }

  /** Validates the text as JSON, because the schema is for JSON. */
  @ParameterizedTest
  @MethodSource("dev.larder.config.ConfigurationTextsTest#texts")
  void schema_acceptedText_hasNoFaults(ConfigurationTextsTest.Text text) {
    if (isAccepted(text.text())) {
      String json =
          ConfigFactory.parseString(text.text())
              .resolve()
              .root()
              .render(ConfigRenderOptions.concise());
      assertThat(json, faults(json), is(empty()));
    }
  }

  private boolean isAccepted(String text) {
    try {
      new Fixture(folder).conf(text);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"caches\": { \"a\": { \"maximum-sise\": 5 } } }",
        "{ \"caches\": { \"a\": { \"maximum-size\": 0 } } }",
        "{ \"caches\": { \"a\": { \"maximum-size\": \"many\" } } }",
        "{ \"caches\": { \"a\": { \"policy\": \"lfu\" } } }",
        "{ \"caches\": { \"a\": { \"expiry\": { \"created\": 10 } } } }",
        "{ \"caches\": { \"a\": { \"expiry\": { \"created\": \"1m\", \"touched\": \"1m\" } } } }",
        "{ \"caches\": { \"a\": { \"statistics\": \"maybe\" } } }",
        "{ \"caches\": { \"a\": { \"listeners\": [{}] } } }",
        "{ \"defaults\": { \"template\": \"hot\" } }",
        "{ \"cache\": {} }",
        "{ \"watch\": 10 }"
      })
  void schemaAndLarder_wrongText_refuseIt(String json) throws IOException {
    assertThat(faults(json), is(not(empty())));
    Fixture files = new Fixture(folder);
    assertThrows(CacheException.class, () -> files.load("caches.json", json));
  }

  @Test
  void schemaKey_inFile_isAccepted() {
    String json = "{ \"$schema\": \"larder.schema.json\", \"caches\": { \"a\": {} } }";
    assertThat(faults(json), is(empty()));
    assertThat(
        List.copyOf(new Fixture(folder).load("caches.json", json).cacheNames()), is(List.of("a")));
  }
}
