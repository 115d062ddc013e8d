package dev.larder.tools.report;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Shows the progress of a step. On a terminal it updates one line; elsewhere it prints a line every
 * few seconds. A step that ends before that prints nothing.
 */
public final class Progress {
  private static final long TERMINAL_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOG_PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final int BAR = 12;

  private final PrintWriter out;
  private final boolean terminal;
  private final int width;
  private long lastWritten = System.nanoTime();
  private boolean closed;

  /**
   * Creates a display of progress.
   *
   * @param terminal whether the line can be updated
   * @param width the width of the line in columns
   */
  public Progress(PrintWriter out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
  }

  /**
   * Begins a step.
   *
   * @param total the number at which the step ends; 0 if unknown
   * @return receives the number reached so far
   */
  public LongConsumer step(String what, long total) {
    return done -> {
      long now = System.nanoTime();
      if (now - lastWritten >= (terminal ? TERMINAL_PAUSE : LOG_PAUSE)) {
        lastWritten = now;
        write(what, done, total);
      }
    };
  }

  /** Clears the line, so that other output can be printed. */
  public synchronized void clear() {
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  /** Clears the line, and writes nothing after that. */
  public synchronized void close() {
    clear();
    closed = true;
  }

  private synchronized void write(String what, long done, long total) {
    if (closed) {
      return;
    }
    String share = "  " + state(done, total);
    String state = Paragraph.shortened(what, Math.max(0, width - 1 - share.length())) + share;
    if (terminal) {
      out.print("\r\033[K" + state);
      out.flush();
    } else {
      out.println(state);
    }
  }

  private String state(long done, long total) {
    if (total == 0) {
      return Figures.count(done);
    }
    String share = String.format("%3d %%", 100 * done / total);
    if (!terminal) {
      return share;
    }
    int filled = (int) (BAR * done / total);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + share;
  }
}
