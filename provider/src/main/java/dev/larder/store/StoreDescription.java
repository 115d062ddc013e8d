package dev.larder.store;

import java.util.Set;

/**
 * The name and the abilities of a kind of stores.
 *
 * @param name for messages and the effective configuration, without secrets
 */
public record StoreDescription(String name, Set<StoreCapability> capabilities) {
  /** Copies the set. */
  public StoreDescription {
    capabilities = Set.copyOf(capabilities);
  }

  /** Returns whether the stores have an ability. */
  public boolean can(StoreCapability capability) {
    return capabilities.contains(capability);
  }
}
