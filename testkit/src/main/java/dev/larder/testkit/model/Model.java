package dev.larder.testkit.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The required behaviour of a cache, written from the javadoc of {@code javax.cache}.
 * Single-threaded and simple: a plain map with deadlines. Where the javadoc is silent, it follows
 * Larder's documentation; see {@link Liberty} for other providers.
 */
final class Model {
  /** The result of an operation without result. */
  static final String VOID = "-";

  private final Moment moment;
  private final Audience audience;
  private final Contents contents;
  private final SingleModel single;
  private final BulkModel bulk;

  Model(Setup setup, Subject subject) {
    moment = new Moment(setup.statistics());
    audience = new Audience(setup.listeners(), subject, moment);
    contents = new Contents(setup, audience, moment);
    Outside outside = new Outside(setup.integration(), moment);
    single = new SingleModel(contents, outside, moment);
    bulk = new BulkModel(contents, outside, moment, single);
  }

  /**
   * Performs a step.
   *
   * @param order the keys of an iteration, in the order that the cache chose
   */
  Observation perform(Step step, List<Integer> order) {
    moment.begin(step.number());
    String result;
    try {
      result = String.valueOf(result(step, order));
      moment.failIfListenerThrew();
    } catch (Fails e) {
      result = e.text();
    }
    return moment.end(result);
  }

  private @Nullable Object result(Step step, List<Integer> order) {
    return switch (step.op()) {
      case CONTAINS_KEY -> contents.peek(step.key()) != null;
      case GET_ALL -> bulk.getAll(step.keys());
      case INVOKE -> bulk.invoke(step.key(), step);
      case INVOKE_ALL -> bulk.invokeAll(step);
      case ITERATE, ITERATE_REMOVE -> bulk.iterate(step, order);
      default -> step.op().keys() == Op.Keys.ONE ? single.perform(step) : run(step);
    };
  }

  /** Runs a step without result. */
  private String run(Step step) {
    switch (step.op()) {
      case PUT_ALL -> bulk.putAll(step);
      case REMOVE_KEYS -> bulk.removeAll(step.keys());
      case REMOVE_ALL -> bulk.removeAll(contents.keys());
      case CLEAR -> contents.clear();
      case LOAD_KEEP -> bulk.loadAll(step.keys(), false);
      case LOAD_REPLACE -> bulk.loadAll(step.keys(), true);
      case REGISTER -> audience.register(step.other());
      case DEREGISTER -> audience.deregister(step.other());
      case ENABLE_STATISTICS -> moment.count(true);
      case DISABLE_STATISTICS -> moment.count(false);
      case ADVANCE -> contents.advance(Contents.UNIT * step.other());
      case SWEEP -> {
        contents.advance(Contents.SWEEP);
        contents.sweep();
      }
      case RESIZE -> contents.resize(step.other());
      default -> throw new IllegalArgumentException(step.toString());
    }
    return VOID;
  }
}
