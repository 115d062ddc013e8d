package dev.larder.testkit.model;

import dev.larder.testkit.model.ExpirySetup.Call;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A policy that follows the {@link ExpirySetup}, and records its calls. */
record ScriptedPolicy(ExpirySetup script, Journal journal) implements ExpiryPolicy {
  @Override
  @SuppressWarnings("NullAway") // null breaks the contract, but occurs in practice
  public Duration getExpiryForCreation() {
    return answer(Call.CREATION);
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return answer(Call.ACCESS);
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return answer(Call.UPDATE);
  }

  private @Nullable Duration answer(Call call) {
    journal.expire(call.name());
    return script.answer(call, journal.number());
  }
}
