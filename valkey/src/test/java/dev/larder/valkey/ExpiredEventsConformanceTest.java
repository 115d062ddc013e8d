package dev.larder.valkey;

import dev.larder.store.StoreConformance;
import dev.larder.store.StoreFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The conformance kit on a server that keeps expired entries for their events. */
class ExpiredEventsConformanceTest extends StoreConformance {
  private static ServerProcess process;
  private static SteppedStores stores;

  @BeforeAll
  static void start() {
    process = ServerProcess.start();
    stores = new SteppedStores(process.address() + "?expired-events=true&timeout=5s", 1);
  }

  @AfterAll
  static void stop() {
    stores.close();
    process.close();
  }

  @Override
  protected StoreFactory factory() {
    return stores;
  }

  @Override
  public long longestLife() {
    return SteppedTime.LONGEST;
  }

  @Override
  public int modelSteps() {
    return 300; // each counts the entries on the server
  }
}
