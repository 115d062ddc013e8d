package dev.larder.store.bytes;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreFactory;

/** Creates stores that keep bytes, each on a server of its own. */
public final class ByteStoreFactory implements StoreFactory {
  /** Creates a factory, by name or in code. */
  public ByteStoreFactory() {}

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return new ByteStore<>(context, new ByteServer());
  }

  @Override
  public boolean supportsByReference() {
    return false;
  }

  @Override
  public String name() {
    return "bytes";
  }
}
