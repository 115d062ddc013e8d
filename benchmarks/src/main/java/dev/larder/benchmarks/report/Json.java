package dev.larder.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans; an innermost list stays on one line. */
final class Json {
  // Noise far exceeds the fifth digit.
  private static final MathContext DIGITS = new MathContext(5);

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String of(Object value) {
    Json json = new Json();
    json.write(value, "\n");
    return json.text.append('\n').toString();
  }

  private void write(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      writeAll('{', map.entrySet(), '}', indent);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      quote(String.valueOf(entry.getKey()));
      text.append(": ");
      write(entry.getValue(), indent);
    } else if (value instanceof Collection<?> list) {
      boolean flat = list.stream().allMatch(Number.class::isInstance);
      writeAll('[', list, ']', flat ? "" : indent);
    } else if (value instanceof Double number) {
      text.append(number(number));
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      quote(value.toString());
    }
  }

  private void writeAll(char open, Collection<?> parts, char close, String indent) {
    String inner = indent.isEmpty() ? "" : indent + " ";
    text.append(open);
    for (Iterator<?> part = parts.iterator(); part.hasNext(); ) {
      text.append(inner);
      write(part.next(), inner);
      text.append(part.hasNext() ? "," : indent);
    }
    text.append(close);
  }

  private static String number(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toString()
        : "null";
  }

  private void quote(String words) {
    text.append('"');
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
