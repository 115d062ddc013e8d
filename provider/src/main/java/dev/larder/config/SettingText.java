package dev.larder.config;

import dev.larder.LarderConfiguration;
import dev.larder.expiry.WriteAndAccess;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** Values in the words of the configuration file. No user code is run for it. */
final class SettingText {
  private SettingText() {}

  static String of(Object value) {
    if (value instanceof Optional<?> store) {
      return store.map(SettingText::of).orElse("heap");
    } else if (value instanceof Collection<?> list) {
      return list.stream().map(SettingText::of).collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Class<?> type) {
      return type.getName();
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof java.time.Duration duration) {
      return java(duration);
    } else if (value instanceof Factory<?> factory) {
      return factory(factory);
    } else if (value instanceof CacheEntryListenerConfiguration<?, ?> listener) {
      return listener(listener);
    }
    return value.equals(LarderConfiguration.UNBOUNDED) ? "unbounded" : value.toString();
  }

  private static String listener(CacheEntryListenerConfiguration<?, ?> listener) {
    Factory<?> factory =
        listener instanceof MutableCacheEntryListenerConfiguration
            ? listener.getCacheEntryListenerFactory()
            : null;
    if (factory == null) {
      return listener.getClass().getName();
    }
    Factory<?> filter = listener.getCacheEntryEventFilterFactory();
    return factory(factory)
        + (filter == null ? "" : " filter " + factory(filter))
        + (listener.isSynchronous() ? " synchronous" : "")
        + (listener.isOldValueRequired() ? " old-value-required" : "");
  }

  /** Only the specification's own factory of one instance is asked for it: that makes nothing. */
  private static String factory(Factory<?> factory) {
    if (factory instanceof FactoryBuilder.SingletonFactory<?> one) {
      Object instance = one.create();
      return instance instanceof ExpiryPolicy policy
          ? policy(policy)
          : instance.getClass().getName();
    }
    return factory.getClass().getPackageName().startsWith("dev.larder")
            && factory.getClass().isRecord()
        ? factory.toString()
        : factory.getClass().getName();
  }

  private static String policy(ExpiryPolicy policy) {
    Class<?> type = policy.getClass();
    if (type == EternalExpiryPolicy.class) {
      return "eternal";
    } else if (type == CreatedExpiryPolicy.class) {
      return "created " + duration(policy);
    } else if (type == AccessedExpiryPolicy.class) {
      return "accessed " + duration(policy);
    } else if (type == ModifiedExpiryPolicy.class) {
      return "modified " + duration(policy);
    } else if (type == TouchedExpiryPolicy.class) {
      return "touched " + duration(policy);
    } else if (policy instanceof WriteAndAccess both) {
      return "modified " + duration(both.write()) + " and touched " + duration(both.access());
    }
    return type.getName();
  }

  /** In the largest unit that loses nothing. */
  private static String duration(ExpiryPolicy policy) {
    return duration(policy.getExpiryForCreation());
  }

  private static String duration(Duration duration) {
    if (duration.isEternal()) {
      return "eternal";
    }
    return millis(duration.getTimeUnit().toMillis(duration.getDurationAmount()));
  }

  private static String java(java.time.Duration duration) {
    try {
      long nanos = duration.toNanosPart() % 1_000_000;
      if (nanos != 0) {
        return nanos % 1_000 == 0 ? duration.toNanos() / 1_000 + "us" : duration.toNanos() + "ns";
      }
      return millis(duration.toMillis());
    } catch (ArithmeticException tooLong) {
      return duration.toSeconds() + "s";
    }
  }

  private static String millis(long millis) {
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
