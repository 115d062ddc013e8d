package dev.larder.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Keeps what it is handed, and says what it was when it was handed it. Thread-safe. */
final class KeepingWriter implements CacheWriter<MutableKey, Box> {
  private final List<Cache.Entry<? extends MutableKey, ? extends Box>> entries =
      Collections.synchronizedList(new ArrayList<>());
  private final List<MutableKey> keys = Collections.synchronizedList(new ArrayList<>());
  private final List<String> written = Collections.synchronizedList(new ArrayList<>());
  private final List<String> deleted = Collections.synchronizedList(new ArrayList<>());

  /** For example {@code a=new}, in the order of the calls. */
  List<String> written() {
    return List.copyOf(written);
  }

  List<String> deleted() {
    return List.copyOf(deleted);
  }

  /** The same, as what it was handed is now. */
  List<String> writtenAsKept() {
    return entries.stream().map(KeepingWriter::text).toList();
  }

  List<String> deletedAsKept() {
    return keys.stream().map(MutableKey::toString).toList();
  }

  private static String text(Cache.Entry<?, ?> entry) {
    return entry.getKey() + "=" + entry.getValue();
  }

  @Override
  public void write(Cache.Entry<? extends MutableKey, ? extends Box> entry) {
    written.add(text(entry));
    entries.add(entry);
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends MutableKey, ? extends Box>> all) {
    all.forEach(this::write);
    all.clear();
  }

  @Override
  public void delete(Object key) {
    deleted.add(key.toString());
    keys.add((MutableKey) key);
  }

  @Override
  public void deleteAll(Collection<?> all) {
    all.forEach(this::delete);
    all.clear();
  }
}
