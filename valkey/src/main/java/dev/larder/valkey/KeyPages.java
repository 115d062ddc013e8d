package dev.larder.valkey;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The keys of a pattern on all masters, in pages. A key that is there all the time is returned at
 * least once. Used by one thread.
 */
final class KeyPages implements Iterator<List<Bytes>> {
  /** How many keys of the database a server looks at for a page. */
  private static final int COUNT = 512;

  private static final String START = "0";

  private final String pattern;
  private final Server server;
  private final String subject;
  private final Iterator<String> masters;
  private String master = "";
  private String cursor = START;
  private boolean isEnd;

  KeyPages(String pattern, Server server, String subject) {
    this.pattern = pattern;
    this.server = server;
    this.subject = subject;
    server.connect(subject);
    this.masters = server.link().masters().iterator();
    nextMaster();
  }

  private void nextMaster() {
    isEnd = !masters.hasNext();
    if (!isEnd) {
      master = masters.next();
      cursor = START;
    }
  }

  @Override
  public boolean hasNext() {
    return !isEnd;
  }

  @Override
  public List<Bytes> next() {
    if (isEnd) {
      throw new NoSuchElementException();
    }
    Command scan = Command.keyless("SCAN", cursor, "MATCH", pattern, "COUNT", COUNT);
    if (!(server.callMaster(subject, master, scan) instanceof List<?> reply)) {
      throw new IllegalStateException("SCAN returns no list");
    }
    cursor = new Bytes((byte[]) reply.get(0)).toString();
    if (cursor.equals(START)) {
      nextMaster();
    }
    Set<Bytes> keys = new LinkedHashSet<>();
    ((List<?>) reply.get(1)).forEach(key -> keys.add(new Bytes((byte[]) key)));
    return new ArrayList<>(keys);
  }
}
