package dev.larder.reliability;

import static dev.larder.reliability.UserCall.*;

import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Configurations in which operations run differently, and the calls of user code in each. */
enum CacheSetup {
  /** Operations are single transitions. */
  PLAIN(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, PROCESSOR) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      builder.keyCopier(FailingKey::copy).valueCopier(FailingValue::copy);
    }
  },
  /** With weights, and the adaptive policy. */
  WEIGHED(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, WEIGHER, PROCESSOR) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      PLAIN.configure(builder, records);
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE).maximumWeight(1_000, CacheSetup::weigh);
    }
  },
  /** With all features, so that each operation claims its key. */
  FULL(
      KEY_COPY,
      VALUE_COPY,
      KEY_HASH,
      KEY_EQUALS,
      VALUE_EQUALS,
      WEIGHER,
      EXPIRY,
      LOADER,
      WRITER,
      PROCESSOR,
      FILTER,
      LISTENER) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      WEIGHED.configure(builder, records);
      builder.expiry(AskedPolicy::new).loader(records).writer(records);
    }

    @Override
    boolean listens() {
      return true;
    }
  },
  /** Copies by serialization, and an expiry that gets the entry. */
  SERIALIZED(
      KEY_WRITTEN,
      KEY_READ,
      VALUE_WRITTEN,
      VALUE_READ,
      KEY_HASH,
      KEY_EQUALS,
      EXPIRY,
      LOADER,
      WRITER,
      PROCESSOR) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      builder.entryExpiry(new AskedExpiry()).loader(records).writer(records);
    }
  },
  /** A listener without a writer: bulk operations process one key after the other. */
  LISTENING(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, PROCESSOR, FILTER, LISTENER) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      PLAIN.configure(builder, records);
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE);
    }

    @Override
    boolean listens() {
      return true;
    }
  },
  /** A bound of two with two other entries, so that each new entry evicts one. */
  EVICTING(
      KEY_COPY,
      VALUE_COPY,
      KEY_HASH,
      KEY_EQUALS,
      VALUE_EQUALS,
      LOADER,
      WRITER,
      PROCESSOR,
      FILTER,
      LISTENER) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      PLAIN.configure(builder, records);
      builder.maximumSize(2).loader(records).writer(records);
    }

    @Override
    boolean listens() {
      return true;
    }

    @Override
    int colliding() {
      return 2;
    }
  },
  /** So many keys of one hash code that their bin is a tree. */
  COLLIDING(KEY_COPY, KEY_HASH, KEY_EQUALS, KEY_COMPARE, VALUE_EQUALS, LOADER, WRITER, PROCESSOR) {
    @Override
    void configure(
        LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records) {
      PLAIN.configure(builder, records);
      builder.loader(records).writer(records);
    }

    @Override
    int colliding() {
      return 20;
    }
  };

  /** The calls of user code that operations on this cache make. */
  @SuppressWarnings("ImmutableEnumChecker") // it is never changed
  final Set<UserCall> userCalls;

  CacheSetup(UserCall first, UserCall... others) {
    userCalls = EnumSet.of(first, others);
  }

  abstract void configure(
      LarderConfigurationBuilder<FailingKey, FailingValue> builder, StoreOfRecord records);

  /** The number of other keys with the same hash code. */
  int colliding() {
    return 0;
  }

  boolean listens() {
    return false;
  }

  boolean expires() {
    return userCalls.contains(EXPIRY);
  }

  boolean evicts() {
    return this == EVICTING;
  }

  /** The types of events that the listener gets. */
  Set<String> events() {
    Set<String> types = new HashSet<>();
    if (listens()) {
      types.addAll(List.of("CREATED", "UPDATED", "REMOVED"));
      if (expires()) {
        types.add("EXPIRED");
      }
      if (evicts()) {
        types.add("EVICTED");
      }
    }
    return types;
  }

  /** The states of a key before an operation. */
  Set<InitialState> initialStates() {
    return expires()
        ? EnumSet.allOf(InitialState.class)
        : EnumSet.complementOf(EnumSet.of(InitialState.EXPIRED));
  }

  final LarderConfigurationBuilder<FailingKey, FailingValue> builder(StoreOfRecord records) {
    var builder = LarderConfiguration.builder(FailingKey.class, FailingValue.class).statistics();
    configure(builder, records);
    return builder;
  }

  private static int weigh(FailingKey key, FailingValue value) {
    WEIGHER.called();
    return 1;
  }

  private static Duration day() {
    EXPIRY.called();
    return Duration.ONE_DAY;
  }

  private static final class AskedPolicy implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return day();
    }

    @Override
    public Duration getExpiryForAccess() {
      return day();
    }

    @Override
    public Duration getExpiryForUpdate() {
      return day();
    }
  }

  private static final class AskedExpiry implements EntryExpiry<FailingKey, FailingValue> {
    @Override
    public java.time.Duration getExpiryForCreation(FailingKey key, FailingValue value) {
      day();
      return java.time.Duration.ofDays(1);
    }

    @Override
    public java.time.@Nullable Duration getExpiryForAccess(FailingKey key, FailingValue value) {
      day();
      return java.time.Duration.ofDays(1);
    }

    @Override
    public java.time.@Nullable Duration getExpiryForUpdate(FailingKey key, FailingValue value) {
      day();
      return java.time.Duration.ofDays(1);
    }
  }
}
