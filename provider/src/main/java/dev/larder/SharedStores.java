package dev.larder;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;

/** A store factory that the application owns. No cache manager closes it. */
record SharedStores(StoreFactory factory) implements StoreFactory {
  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return factory.create(context);
  }

  @Override
  public StoreDescription description() {
    return factory.description();
  }

  @Override
  public boolean isAvailable() {
    return factory.isAvailable();
  }

  @Override
  public void close() {
    // It belongs to the application.
  }
}
