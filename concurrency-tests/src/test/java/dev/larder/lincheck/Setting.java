package dev.larder.lincheck;

import dev.larder.EvictionPolicy;

/** The configuration of the cache under test, for which the scenarios are run. */
public record Setting(EvictionPolicy policy, boolean byValue, Circumstance circumstance) {

  /** The activity besides the operations. */
  public enum Circumstance {
    PLAIN(false, false, Lifetime.ETERNAL),
    /** Read-through and write-through. */
    THROUGH(true, false, Lifetime.ETERNAL),
    /** Another key evicts the first one. */
    EVICTING(false, true, Lifetime.ETERNAL),
    EXPIRING_AFTER_CREATION(false, false, Lifetime.CREATED),
    EXPIRING_AFTER_TOUCH(false, false, Lifetime.TOUCHED),
    /** The same, with a policy in user code. */
    EXPIRING_AS_THE_USER_SAYS(false, false, Lifetime.TOUCHED_BY_USER),
    EVERYTHING(true, true, Lifetime.TOUCHED);

    private final boolean through;
    private final boolean evicting;
    private final Lifetime lifetime;

    Circumstance(boolean through, boolean evicting, Lifetime lifetime) {
      this.through = through;
      this.evicting = evicting;
      this.lifetime = lifetime;
    }
  }

  /** The events that restart the time to live. */
  public enum Lifetime {
    ETERNAL,
    CREATED,
    TOUCHED,
    TOUCHED_BY_USER
  }

  public boolean through() {
    return circumstance.through;
  }

  boolean evicting() {
    return circumstance.evicting;
  }

  boolean expiring() {
    return lifetime() != Lifetime.ETERNAL;
  }

  public Lifetime lifetime() {
    return circumstance.lifetime;
  }

  @Override
  public String toString() {
    return policy + (byValue ? " by value " : " by reference ") + circumstance;
  }
}
