package dev.larder.spec;

import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.bytes.ByteStoreFactory;

/** Refresh-ahead on a store that keeps bytes: the age travels with the value. */
class RefreshOnBytesTest extends RefreshTest {
  @Override
  LarderConfigurationBuilder<String, String> refreshing() {
    return super.refreshing().store(new ByteStoreFactory());
  }
}
