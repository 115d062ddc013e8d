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

  private final StepState stepState;
  private final ListenerModel listenerModel;
  private final Contents contents;
  private final SingleModel single;
  private final BulkModel bulk;

  Model(Setup setup, Subject subject) {
    stepState = new StepState(setup.statistics());
    listenerModel = new ListenerModel(setup.listeners(), subject, stepState);
    contents = new Contents(setup, listenerModel, stepState);
    IntegrationModel integrationModel = new IntegrationModel(setup.integration(), stepState);
    single = new SingleModel(contents, integrationModel, stepState);
    bulk = new BulkModel(contents, integrationModel, stepState, single);
  }

  /**
   * Performs a step.
   *
   * @param order the keys of an iteration, in the order that the cache chose
   */
  Observation perform(Step step, List<Integer> order) {
    stepState.begin(step.number());
    String result;
    try {
      result = String.valueOf(result(step, order));
      stepState.failIfListenerFailed();
    } catch (ModelException e) {
      result = e.text();
    }
    return stepState.end(result);
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

  private String run(Step step) {
    switch (step.op()) {
      case PUT_ALL -> bulk.putAll(step);
      case REMOVE_KEYS -> bulk.removeAll(step.keys());
      case REMOVE_ALL -> bulk.removeAll(contents.keys());
      case CLEAR -> contents.clear();
      case LOAD_KEEP -> bulk.loadAll(step.keys(), false);
      case LOAD_REPLACE -> bulk.loadAll(step.keys(), true);
      case REGISTER -> listenerModel.register(step.other());
      case DEREGISTER -> listenerModel.deregister(step.other());
      case ENABLE_STATISTICS -> stepState.count(true);
      case DISABLE_STATISTICS -> stepState.count(false);
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
