package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Generates sequences from seeds. The same seed and subject give the same sequence. */
final class Generator {
  /** Few keys, so that steps affect each other. */
  private static final int KEYS = 5;

  private static final int NUMBERS = 12 * 35;
  private static final int MOST_ACTS = 4;
  private static final int MOST_UNITS = 3;

  private final Subject subject;
  private final SetupGenerator setups;

  Generator(Subject subject) {
    this.subject = subject;
    this.setups = new SetupGenerator(subject);
  }

  Sequence sequence(long seed, int length) {
    Random random = new Random(seed);
    // Neighbouring seeds have similar first numbers, which are skipped.
    IntStream.range(0, 8).forEach(i -> random.nextInt());
    Setup setup = setups.setup(random);
    List<Op> ops = ops(setup);
    List<Step> steps = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      steps.add(step(ops.get(random.nextInt(ops.size())), random, setup));
    }
    return new Sequence(setup, steps);
  }

  /** Returns the operations that the setup allows, repeated by their weight. */
  private List<Op> ops(Setup setup) {
    List<Op> ops = new ArrayList<>();
    for (Op op : Op.values()) {
      ops.addAll(Collections.nCopies(frequency(op, setup), op));
    }
    return ops;
  }

  private int frequency(Op op, Setup setup) {
    Set<Op> rare = Set.of(Op.CLEAR, Op.REMOVE_ALL, Op.ENABLE_STATISTICS, Op.DISABLE_STATISTICS);
    return switch (op) {
      case PUT, GET, INVOKE -> 8;
      case PUT_ALL, GET_ALL, LOAD_KEEP, LOAD_REPLACE, INVOKE_ALL -> 4;
      case REGISTER, DEREGISTER -> setup.listeners().isEmpty() ? 0 : 1;
      case ADVANCE -> subject.stepsClock() ? 6 : 0;
      case SWEEP -> subject.stepsClock() ? 2 : 0;
      case RESIZE -> setup.storage().bound().kind() == Bound.Kind.NONE ? 0 : 1;
      default -> rare.contains(op) ? 1 : 3;
    };
  }

  private static Step step(Op op, Random random, Setup setup) {
    List<Integer> keys = keys(op, random);
    int other =
        switch (op) {
          case REMOVE_SAME, REPLACE_SAME -> random.nextInt(Step.VALUES);
          case REGISTER, DEREGISTER -> random.nextInt(setup.listeners().size());
          case ADVANCE -> 1 + random.nextInt(MOST_UNITS);
          case RESIZE -> 1 + random.nextInt(KEYS);
          default -> 0;
        };
    boolean acts = op == Op.INVOKE || op == Op.INVOKE_ALL;
    return new Step(op, keys, random.nextInt(NUMBERS), other, acts ? acts(random) : List.of());
  }

  private static List<Integer> keys(Op op, Random random) {
    return switch (op.keys()) {
      case NONE -> List.of();
      case ONE -> List.of(random.nextInt(KEYS));
      case SOME -> some(random);
    };
  }

  private static List<Integer> some(Random random) {
    List<Integer> keys = new ArrayList<>(IntStream.range(0, KEYS).boxed().toList());
    Collections.shuffle(keys, random);
    return keys.subList(0, random.nextInt(KEYS + 1));
  }

  private static List<Act> acts(Random random) {
    Act[] known = Act.values();
    return IntStream.range(0, random.nextInt(MOST_ACTS + 1))
        .mapToObj(i -> known[random.nextInt(known.length)])
        .toList();
  }
}
