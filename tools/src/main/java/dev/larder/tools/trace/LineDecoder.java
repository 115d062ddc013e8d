package dev.larder.tools.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Optional;

/** Decodes lines that were read as Latin-1, one character for each byte, to their real encoding. */
final class LineDecoder {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CharsetDecoder decoder;

  LineDecoder(Charset charset) {
    decoder = charset.newDecoder();
  }

  /** Returns the text of a line; empty if its bytes are invalid in the encoding. */
  Optional<String> decode(String bytes, boolean first) {
    if (isAscii(bytes)) {
      return Optional.of(bytes);
    }
    try {
      String text = decoder.decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString();
      return Optional.of(first && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
