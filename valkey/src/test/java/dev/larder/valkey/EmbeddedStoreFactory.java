package dev.larder.valkey;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;

/**
 * Stores on a server that this JVM starts, for suites that can name a class only. The system
 * property {@code larder.server.parameters} has parameters for the address.
 */
public final class EmbeddedStoreFactory implements StoreFactory {
  private final StoreFactory factory =
      ValkeyConfiguration.of(
              Embedded.SERVER.address() + System.getProperty("larder.server.parameters", ""))
          .create();

  /** Creates a factory; the first one starts the server. */
  public EmbeddedStoreFactory() {}

  /** Starts the server of this JVM. */
  private static final class Embedded {
    static final ServerProcess SERVER = ServerProcess.start();
  }

  /** Returns the address of the server of this JVM. */
  public static String address() {
    return Embedded.SERVER.address();
  }

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return factory.create(context);
  }

  @Override
  public StoreDescription description() {
    return factory.description();
  }

  @Override
  public void close() {
    factory.close();
  }
}
