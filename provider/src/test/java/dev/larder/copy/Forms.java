package dev.larder.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Manipulated serialized forms. */
final class Forms {
  private Forms() {}

  static byte[] of(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the form with each occurrence of a number replaced, for example that of a size. */
  static byte[] with(byte[] form, int number, int replacement) {
    return with(form, bytes(number), bytes(replacement));
  }

  /** Returns the form with the name of a class replaced by another one of the same length. */
  static byte[] with(byte[] form, Class<?> type, Class<?> replacement) {
    return with(form, bytes(type.getName()), bytes(replacement.getName()));
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] with(byte[] form, byte[] part, byte[] replacement) {
    // One character for each byte.
    String text = new String(form, StandardCharsets.ISO_8859_1);
    String from = new String(part, StandardCharsets.ISO_8859_1);
    if (part.length != replacement.length || !text.contains(from)) {
      throw new IllegalArgumentException("nothing to replace, or by something of another length");
    }
    return text.replace(from, new String(replacement, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
