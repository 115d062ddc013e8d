package dev.larder.tools.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The key is a field of a JSON object: a text, a number, true or false.
 *
 * @param path the name of the field, after those of the objects around it: {@code request.path}. A
 *     name that itself has a dot is found too
 */
public record JsonField(String path) implements KeyPattern {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public @Nullable String keyOf(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String key = find(parser, path);
      return key == null || key.isEmpty() || parser.nextToken() != null ? null : key;
    } catch (IOException e) {
      return null; // The message about a line without a key shows the line.
    }
  }

  /** Reads an object to its end. */
  private static @Nullable String find(JsonParser parser, String path) throws IOException {
    String found = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (found == null && name.equals(path) && value.isScalarValue()) {
        found = value == JsonToken.VALUE_NULL ? null : parser.getText();
      } else if (found == null && value == JsonToken.START_OBJECT && path.startsWith(name + ".")) {
        found = find(parser, path.substring(name.length() + 1));
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  @Override
  public String accepted() {
    return "a JSON object a line, whose field '" + path + "' is a text, a number, true or false";
  }
}
