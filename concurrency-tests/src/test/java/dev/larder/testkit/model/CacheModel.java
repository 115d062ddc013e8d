package dev.larder.testkit.model;

import dev.larder.lincheck.Caches;
import dev.larder.lincheck.Setting;
import dev.larder.lincheck.Setting.Lifetime;
import dev.larder.lincheck.SingleKeyOperation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequential specification of {@code CacheOperations}, without a bound: the model of the test
 * kit with a store of record. Evictions are separate steps, see {@code Histories}.
 */
public class CacheModel {
  /** The lifetime of an entry in ticks. */
  public static final int LIFETIME = 2;

  private static final Subject SUBJECT =
      (name, configuration, bound) -> {
        throw new UnsupportedOperationException("the model has no cache");
      };

  private final Map<Integer, Integer> records = new HashMap<>();
  private final StepState stepState = new StepState(false);
  private Setting setting;
  private IntegrationModel integrationModel;
  private Contents contents;
  private SingleModel single;

  public void open(Caches caches) {
    setting = caches.setting();
    ExpirySetup expiry = new ExpirySetup(kind(setting.lifetime()), LIFETIME, false);
    Setup setup = new Setup(expiry, Integration.NONE, List.of(), Setup.Storage.PLAIN, false);
    integrationModel =
        setting.through() ? new StoreOfRecord() : new IntegrationModel(Integration.NONE, stepState);
    contents = new Contents(setup, new ListenerModel(List.of(), SUBJECT, stepState), stepState);
    single = new SingleModel(contents, integrationModel, stepState);
  }

  private static ExpirySetup.Kind kind(Lifetime lifetime) {
    return switch (lifetime) {
      case ETERNAL -> ExpirySetup.Kind.ETERNAL;
      case CREATED -> ExpirySetup.Kind.CREATED;
      case TOUCHED, TOUCHED_BY_USER -> ExpirySetup.Kind.TOUCHED;
    };
  }

  public Object perform(SingleKeyOperation operation, int key, int expected, int value) {
    return switch (operation) {
      case CONTAINS_KEY -> contents.peek(key) != null;
      case INCREMENT, TAKE_SAME -> invoke(operation, key, expected);
      default -> single.perform(Op.valueOf(operation.name()), key, expected, value);
    };
  }

  private Integer invoke(SingleKeyOperation operation, int key, int expected) {
    ProcessorModel entry = new ProcessorModel(key, contents, integrationModel);
    Integer result = entry.get();
    if (operation == SingleKeyOperation.INCREMENT) {
      result = result == null ? 1 : result + 1;
      entry.set(result);
    } else if (result != null && result == expected) {
      entry.remove();
    }
    entry.commit(single, stepState);
    return result;
  }

  public void record(int key, int value) {
    records.put(key, value);
  }

  public Integer recorded(int key) {
    return records.get(key);
  }

  public void tick() {
    contents.advance(Contents.UNIT);
  }

  public void sweep() {
    contents.sweep();
  }

  public void finish() {
    // The model has no state to check.
  }

  public void evict(int key) {
    contents.evict(key);
  }

  /** Lincheck does not explore a state twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CacheModel model && model.state().equals(state());
  }

  @Override
  public int hashCode() {
    return state().hashCode();
  }

  private List<Object> state() {
    return Arrays.asList(setting, records, contents == null ? null : contents.state());
  }

  private final class StoreOfRecord extends IntegrationModel {
    StoreOfRecord() {
      super(Integration.NONE, stepState);
    }

    @Override
    boolean readsThrough() {
      return true;
    }

    @Override
    Integer load(int key) {
      return records.get(key);
    }

    @Override
    void write(int key, int value) {
      records.put(key, value);
    }

    @Override
    void delete(int key) {
      records.remove(key);
    }
  }
}
