package dev.larder.tools.top;

import java.io.IOException;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/**
 * A key of the keyboard.
 *
 * @param name the character, or a name such as {@code up} or {@code enter}
 */
record Key(String name) {
  static final Key REDRAW = new Key("redraw");

  private static final int ESCAPE = 27;

  /** How long the rest of an escape sequence may take, in milliseconds. */
  private static final long SEQUENCE = 50;

  boolean isCharacter() {
    return name.codePointCount(0, name.length()) == 1;
  }

  /**
   * Waits for a key.
   *
   * @param millis how long to wait, more than 0
   * @return empty if there is none, or it has no meaning here
   */
  static Optional<Key> read(NonBlockingReader reader, long millis) throws IOException {
    int character = reader.read(millis);
    if (character == NonBlockingReader.EOF) {
      return Optional.of(new Key("q")); // the terminal is gone
    }
    return character < 0 ? Optional.empty() : named(nameOf(character, reader));
  }

  private static Optional<Key> named(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(new Key(name));
  }

  private static String nameOf(int character, NonBlockingReader reader) throws IOException {
    return switch (character) {
      case ESCAPE -> sequence(reader);
      case '\r', '\n' -> "enter";
      case '\b', 127 -> "backspace";
      case 3, 4 -> "q";
      case 12 -> "redraw";
      default -> character < ' ' ? "" : String.valueOf((char) character);
    };
  }

  private static String sequence(NonBlockingReader reader) throws IOException {
    int second = reader.read(SEQUENCE);
    if (second < 0) {
      return "escape";
    }
    if (second != '[' && second != 'O') {
      return "";
    }
    StringBuilder sequence = new StringBuilder();
    int next;
    do {
      next = reader.read(SEQUENCE);
      if (next >= 0) {
        sequence.append((char) next);
      }
    } while (next >= 0 && next < '@');
    return switch (sequence.toString()) {
      case "A" -> "up";
      case "B" -> "down";
      case "C" -> "right";
      case "D" -> "left";
      case "H", "1~" -> "home";
      case "F", "4~" -> "end";
      case "5~" -> "page up";
      case "6~" -> "page down";
      default -> "";
    };
  }
}
