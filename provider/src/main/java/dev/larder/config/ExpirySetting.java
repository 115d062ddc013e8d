package dev.larder.config;

import dev.larder.expiry.WriteAndAccess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

final class ExpirySetting {
  /** A policy of the specification that has one duration. */
  private record Timed(
      String key, Class<? extends ExpiryPolicy> type, Function<Duration, ExpiryPolicy> create) {}

  private static final List<Timed> TIMED =
      List.of(
          new Timed("created", CreatedExpiryPolicy.class, CreatedExpiryPolicy::new),
          new Timed("accessed", AccessedExpiryPolicy.class, AccessedExpiryPolicy::new),
          new Timed("modified", ModifiedExpiryPolicy.class, ModifiedExpiryPolicy::new),
          new Timed("touched", TouchedExpiryPolicy.class, TouchedExpiryPolicy::new));

  static final Set<String> KEYS =
      new TreeSet<>(Set.of("created", "accessed", "modified", "touched", "policy"));

  static final SettingType<Factory<ExpiryPolicy>> EXPIRY =
      new SettingType<>(
          "eternal, or a block with one of created, accessed, modified, touched = DURATION,"
              + " or with modified and touched together, or policy = CLASS",
          schema(),
          ExpirySetting::parse,
          ExpirySetting::format);

  private ExpirySetting() {}

  private static String schema() {
    String times =
        "created = { %1$s }, accessed = { %1$s }, modified = { %1$s }, touched = { %1$s }";
    return """
        anyOf = [{ enum = [eternal] }, { type = string, pattern = \"""^\\s*%s\\s*$\""" },
          { type = object, additionalProperties = false,
            properties = { %s, policy = { type = string } },
            oneOf = [{ minProperties = 1, maxProperties = 1 },
              { required = [modified, touched], maxProperties = 2 }] }]
        """
        .formatted(SettingTypes.anyCase("eternal"), times.formatted(SettingTypes.DURATION_SCHEMA));
  }

  private static Factory<ExpiryPolicy> parse(ConfigNode value, String accepted) {
    if (value.isWord("eternal")) {
      return EternalExpiryPolicy.factoryOf();
    }
    if (!(value.raw().unwrapped() instanceof Map)) {
      throw value.unfit(accepted + ", as in expiry { created = 10 minutes }");
    }
    Map<String, ConfigNode> parts = value.parts(KEYS);
    ConfigNode modified = parts.get("modified");
    ConfigNode touched = parts.get("touched");
    if (parts.size() == 2 && modified != null && touched != null) {
      return singleton(new WriteAndAccess(duration(modified), duration(touched)));
    }
    if (parts.size() != 1) {
      throw value.unfit(accepted);
    }
    for (Timed timed : TIMED) {
      ConfigNode time = parts.get(timed.key());
      if (time != null) {
        return singleton(timed.create().apply(duration(time)));
      }
    }
    return SettingTypes.<ExpiryPolicy>factoryOf(ExpiryPolicy.class)
        .parse(parts.values().iterator().next());
  }

  private static Factory<ExpiryPolicy> singleton(ExpiryPolicy policy) {
    return new FactoryBuilder.SingletonFactory<>(policy);
  }

  private static Duration duration(ConfigNode value) {
    return Durations.ofJava(SettingTypes.TIME.parse(value));
  }

  private static String format(Factory<ExpiryPolicy> factory) {
    ExpiryPolicy policy = instance(factory);
    if (policy instanceof EternalExpiryPolicy) {
      return "eternal";
    } else if (policy instanceof WriteAndAccess both) {
      return "modified %s and touched %s"
          .formatted(Durations.format(both.write()), Durations.format(both.access()));
    }
    for (Timed timed : TIMED) {
      if (policy != null && policy.getClass() == timed.type()) {
        return timed.key() + " " + Durations.format(policy.getExpiryForCreation());
      }
    }
    return SettingTypes.describe(factory);
  }

  /** Returns the instance of the specification's singleton factory; null for other factories. */
  private static @Nullable ExpiryPolicy instance(Factory<?> factory) {
    return factory instanceof FactoryBuilder.SingletonFactory<?> singleton
            && singleton.create() instanceof ExpiryPolicy policy
        ? policy
        : null;
  }

  /** Whether entries expire at this age or earlier, and no access extends their life. */
  static boolean expiresBefore(Factory<?> factory, java.time.Duration age) {
    ExpiryPolicy policy = instance(factory);
    Duration life;
    if (policy instanceof WriteAndAccess both) {
      life = both.write();
    } else if (policy instanceof CreatedExpiryPolicy || policy instanceof ModifiedExpiryPolicy) {
      life = policy.getExpiryForCreation();
    } else {
      return false;
    }
    return !life.isEternal()
        && life.getTimeUnit().toMillis(life.getDurationAmount())
            <= TimeUnit.MILLISECONDS.convert(age);
  }
}
