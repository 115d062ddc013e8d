package dev.larder.reliability;

import static dev.larder.reliability.Point.*;

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

/** Configurations that differ in the way that an operation takes, and the user code on that way. */
enum Setup {
  /** In one step, while nothing else has its say. */
  BARE(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, PROCESSOR) {
    @Override
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      builder.keyCopier(Key::copy).valueCopier(Payload::copy);
    }
  },
  /** The same with weights, and another order of eviction. */
  WEIGHED(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, WEIGHER, PROCESSOR) {
    @Override
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      BARE.configure(builder, records);
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE).maximumWeight(1_000, Setup::weigh);
    }
  },
  /** Everything that there is, so each operation claims its key. */
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
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      WEIGHED.configure(builder, records);
      builder.expiry(AskedPolicy::new).loader(records).writer(records);
    }

    @Override
    boolean listens() {
      return true;
    }
  },
  /** By serialization, with an expiry that sees the entry. */
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
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      builder.entryExpiry(new AskedExpiry()).loader(records).writer(records);
    }
  },
  /** A listener and no writer: bulk operations go key by key. */
  HEARD(KEY_COPY, VALUE_COPY, KEY_HASH, KEY_EQUALS, VALUE_EQUALS, PROCESSOR, FILTER, LISTENER) {
    @Override
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      BARE.configure(builder, records);
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE);
    }

    @Override
    boolean listens() {
      return true;
    }
  },
  /** Room for two, and two others are in it: what is added evicts one of them each. */
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
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      BARE.configure(builder, records);
      builder.maximumSize(2).loader(records).writer(records);
    }

    @Override
    boolean listens() {
      return true;
    }

    @Override
    int alike() {
      return 2;
    }
  },
  /** So many keys of one hash code that they are sorted. */
  CROWDED(KEY_COPY, KEY_HASH, KEY_EQUALS, KEY_COMPARE, VALUE_EQUALS, LOADER, WRITER, PROCESSOR) {
    @Override
    void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records) {
      BARE.configure(builder, records);
      builder.loader(records).writer(records);
    }

    @Override
    int alike() {
      return 20;
    }
  };

  /** Where user code may fail on some way through this cache. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  final Set<Point> points;

  Setup(Point first, Point... others) {
    points = EnumSet.of(first, others);
  }

  abstract void configure(LarderConfigurationBuilder<Key, Payload> builder, Records records);

  /** How many other keys have the hash code of the one that is used. */
  int alike() {
    return 0;
  }

  boolean listens() {
    return false;
  }

  boolean expires() {
    return points.contains(EXPIRY);
  }

  boolean evicts() {
    return this == EVICTING;
  }

  /** The types of the events that somebody hears. */
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

  /** What there may be of a key before an operation. */
  Set<Situation> situations() {
    return expires()
        ? EnumSet.allOf(Situation.class)
        : EnumSet.complementOf(EnumSet.of(Situation.EXPIRED));
  }

  final LarderConfigurationBuilder<Key, Payload> builder(Records records) {
    var builder = LarderConfiguration.builder(Key.class, Payload.class).statistics();
    configure(builder, records);
    return builder;
  }

  private static int weigh(Key key, Payload value) {
    WEIGHER.reached();
    return 1;
  }

  private static Duration day() {
    EXPIRY.reached();
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

  private static final class AskedExpiry implements EntryExpiry<Key, Payload> {
    @Override
    public java.time.Duration getExpiryForCreation(Key key, Payload value) {
      day();
      return java.time.Duration.ofDays(1);
    }

    @Override
    public java.time.@Nullable Duration getExpiryForAccess(Key key, Payload value) {
      day();
      return java.time.Duration.ofDays(1);
    }

    @Override
    public java.time.@Nullable Duration getExpiryForUpdate(Key key, Payload value) {
      day();
      return java.time.Duration.ofDays(1);
    }
  }
}
