package dev.larder.tools.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A source of a trace: a name for messages, and bytes, plain or gzip. */
public final class TraceSource {
  private static final String SHIPPED = "traces/maven-build-classes.txt.gz";
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Opener opener;

  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  TraceSource(String name, Opener opener) {
    this.name = name;
    this.opener = opener;
  }

  /** Returns a file as source. */
  public static TraceSource file(Path file) {
    return new TraceSource(file.toString(), () -> Files.newInputStream(file));
  }

  /** Returns an open stream as source, such as standard input; it is closed after reading. */
  public static TraceSource stream(String name, InputStream bytes) {
    return new TraceSource(name, () -> bytes);
  }

  /** Returns the trace that ships with the tool: the class look-ups of a Maven build. */
  public static TraceSource shipped() {
    return new TraceSource("the classes that a Maven build looks up", TraceSource::openShipped);
  }

  private static InputStream openShipped() throws IOException {
    InputStream found = TraceSource.class.getResourceAsStream("/dev/larder/tools/" + SHIPPED);
    if (found == null) {
      throw new NoSuchFileException(SHIPPED + " (in the jar of the tool itself)");
    }
    return found;
  }

  /** Returns the name for messages. */
  public String name() {
    return name;
  }

  /**
   * Returns the bytes of the text. Gzip is recognized by its first two bytes, not by the file name.
   */
  InputStream open() throws IOException {
    InputStream bytes = new BufferedInputStream(opener.open(), BUFFER);
    try {
      return isGzip(bytes) ? new GZIPInputStream(bytes, BUFFER) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip;
  }
}
