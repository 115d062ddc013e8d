package dev.larder.config;

import dev.larder.expiry.WriteAndAccess;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

/** Expiry policies as the configuration writes them. */
final class ExpirySetting {
  static final SettingType<Factory<ExpiryPolicy>> EXPIRY =
      SettingType.of(
          "eternal, or a block with one of created, accessed, modified, touched = DURATION,"
              + " or with modified and touched together, or policy = CLASS",
          schema(),
          ExpirySetting::expiry);

  private static final Map<String, Function<ConfigNode, Factory<ExpiryPolicy>>> WAYS =
      new TreeMap<>(
          Map.of(
              "created", value -> CreatedExpiryPolicy.factoryOf(duration(value)),
              "accessed", value -> AccessedExpiryPolicy.factoryOf(duration(value)),
              "modified", value -> ModifiedExpiryPolicy.factoryOf(duration(value)),
              "touched", value -> TouchedExpiryPolicy.factoryOf(duration(value)),
              "policy", SettingTypes.<ExpiryPolicy>made(ExpiryPolicy.class).parse()));

  private ExpirySetting() {}

  private static String schema() {
    String time = "{ " + SettingTypes.DURATION_SCHEMA + " }";
    String one = "minProperties = 1, maxProperties = 1";
    String eternal = "^\\s*[Ee][Tt][Ee][Rr][Nn][Aa][Ll]\\s*$";
    String times = "created = %1$s, accessed = %1$s, modified = %1$s, touched = %1$s";
    return ("anyOf = [{ enum = [eternal] }, { type = string, pattern = \"\"\"%s\"\"\" }, { type = object,"
            + " additionalProperties = false, properties = { %s, policy = { type = string } },"
            + " oneOf = [{ %s }, { required = [modified, touched], maxProperties = 2 }] }]")
        .formatted(eternal, times.formatted(time), one);
  }

  static Set<String> ways() {
    return WAYS.keySet();
  }

  /** Whether entries expire no later than they reach an age, and no access prolongs that. */
  static boolean expireBefore(Factory<?> factory, java.time.Duration age) {
    // Only the specification's own factory of one instance is asked: that makes nothing.
    Object policy = factory instanceof FactoryBuilder.SingletonFactory<?> one ? one.create() : null;
    Duration life;
    if (policy instanceof WriteAndAccess both) {
      life = both.write();
    } else if (policy instanceof CreatedExpiryPolicy || policy instanceof ModifiedExpiryPolicy) {
      life = ((ExpiryPolicy) policy).getExpiryForCreation();
    } else {
      return false;
    }
    return !life.isEternal()
        && life.getTimeUnit().toMillis(life.getDurationAmount())
            <= TimeUnit.MILLISECONDS.convert(age);
  }

  private static Factory<ExpiryPolicy> expiry(ConfigNode value, String accepted) {
    if (value.isWord("eternal")) {
      return EternalExpiryPolicy.factoryOf();
    }
    if (!(value.raw().unwrapped() instanceof Map)) {
      throw value.unfit(accepted + ", as in expiry { created = 10 minutes }");
    }
    Map<String, ConfigNode> said = value.parts(WAYS.keySet());
    ConfigNode modified = said.get("modified");
    ConfigNode touched = said.get("touched");
    if (said.size() == 2 && modified != null && touched != null) {
      return new FactoryBuilder.SingletonFactory<>(
          new WriteAndAccess(duration(modified), duration(touched)));
    }
    if (said.size() != 1) {
      throw value.unfit(accepted);
    }
    Map.Entry<String, ConfigNode> way = said.entrySet().iterator().next();
    Function<ConfigNode, Factory<ExpiryPolicy>> parse = WAYS.get(way.getKey());
    if (parse == null) {
      throw value.unfit(accepted);
    }
    return parse.apply(way.getValue());
  }

  private static Duration duration(ConfigNode value) {
    return Durations.ofJava(SettingTypes.duration(value, SettingTypes.DURATION));
  }
}
