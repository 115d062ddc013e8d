package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.CacheId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the user has chosen. Immutable: a key leads to another state.
 *
 * @param trend the number whose course is shown
 */
record TopState(View view, Order order, Filter filter, Trend trend, Position position) {

  private static final int PAGE = 10;
  private static final int MOST = 100_000;

  /** What is shown. */
  enum View {
    TABLE,
    CACHE,
    HELP,
    QUIT
  }

  /**
   * The selected cache, empty for the first of the table; and by how many lines its details are
   * scrolled.
   */
  record Position(Optional<CacheId> selected, int scrolled) {}

  /** The column that the table is sorted by, empty for the names; reversed or not. */
  record Order(Optional<Column> column, boolean isReversed) {
    /** Returns the order of caches: the largest number first; reversed, the unknown ones first. */
    Comparator<Activity> comparator() {
      Comparator<Activity> names = Comparator.comparing(Activity::id);
      if (column.isEmpty()) {
        return isReversed ? names.reversed() : names;
      }
      Comparator<Activity> numbers =
          Comparator.comparingDouble(cache -> column.get().of(cache).orElse(-1));
      return (isReversed ? numbers : numbers.reversed()).thenComparing(names);
    }
  }

  /** Only caches whose name contains the text are shown; keys are added to it while typing. */
  record Filter(String text, boolean isTyping) {
    boolean accepts(CacheId id) {
      return (id.cache() + " " + id.manager())
          .toLowerCase(Locale.ROOT)
          .contains(text.toLowerCase(Locale.ROOT));
    }
  }

  /** Returns the state at the start. */
  static TopState of(Optional<Column> sort, String filter) {
    return new TopState(
        View.TABLE,
        new Order(sort, false),
        new Filter(filter, false),
        Trend.HIT_RATIO,
        new Position(Optional.empty(), 0));
  }

  /** Returns the caches to show, in their order. */
  List<Activity> shown(List<Activity> all) {
    return all.stream()
        .filter(cache -> filter.accepts(cache.id()))
        .sorted(order.comparator())
        .toList();
  }

  /** Returns the index of the selected cache among those shown; the first if it is not. */
  int selectedIndex(List<Activity> shown) {
    for (int i = 0; i < shown.size(); i++) {
      if (position.selected.filter(shown.get(i).id()::equals).isPresent()) {
        return i;
      }
    }
    return 0;
  }

  /** Returns the state after a key. */
  TopState after(Key key, List<Activity> shown) {
    if (filter.isTyping) {
      return typed(key);
    }
    return switch (key.name()) {
      case "up", "k" -> moved(shown, -1);
      case "down", "j" -> moved(shown, 1);
      case "page up" -> moved(shown, -PAGE);
      case "page down" -> moved(shown, PAGE);
      case "home" -> moved(shown, -MOST);
      case "end" -> moved(shown, MOST);
      case "left" -> selected(shown, -1);
      case "right" -> selected(shown, 1);
      case "enter" -> view == View.TABLE && !shown.isEmpty() ? opened(shown) : with(View.TABLE);
      case "escape", "backspace" -> with(View.TABLE);
      default -> afterLetter(key.name());
    };
  }

  private TopState afterLetter(String letter) {
    return switch (letter) {
      case "q" -> with(View.QUIT);
      case "h", "?" -> with(view == View.HELP ? View.TABLE : View.HELP);
      case "s" -> with(new Order(nextColumn(), order.isReversed));
      case "n" -> with(new Order(Optional.empty(), order.isReversed));
      case "r" -> with(new Order(order.column, !order.isReversed));
      case "t" -> new TopState(view, order, filter, trend.next(), position);
      case "/" -> with(new Filter("", true));
      default -> this;
    };
  }

  private Optional<Column> nextColumn() {
    return order.column.isEmpty() ? Optional.of(Column.HIT_RATIO) : order.column.map(Column::next);
  }

  private TopState typed(Key key) {
    return switch (key.name()) {
      case "enter" -> with(new Filter(filter.text, false));
      case "escape" -> with(new Filter("", false));
      case "backspace" ->
          with(new Filter(filter.text.substring(0, Math.max(0, filter.text.length() - 1)), true));
      default -> key.isCharacter() ? with(new Filter(filter.text + key.name(), true)) : this;
    };
  }

  private TopState opened(List<Activity> shown) {
    CacheId id = shown.get(selectedIndex(shown)).id();
    return new TopState(View.CACHE, order, filter, trend, new Position(Optional.of(id), 0));
  }

  /** Scrolls the details of a cache, or selects another one in the table. */
  private TopState moved(List<Activity> shown, int by) {
    if (view == View.TABLE) {
      return selected(shown, by);
    }
    int lines = Math.max(0, Math.min(MOST, position.scrolled + by));
    return new TopState(view, order, filter, trend, new Position(position.selected, lines));
  }

  private TopState selected(List<Activity> shown, int by) {
    if (shown.isEmpty()) {
      return this;
    }
    int index = Math.max(0, Math.min(shown.size() - 1, selectedIndex(shown) + by));
    return new TopState(
        view, order, filter, trend, new Position(Optional.of(shown.get(index).id()), 0));
  }

  private TopState with(View changed) {
    return new TopState(changed, order, filter, trend, new Position(position.selected, 0));
  }

  private TopState with(Order changed) {
    return new TopState(view, changed, filter, trend, position);
  }

  private TopState with(Filter changed) {
    return new TopState(view, order, changed, trend, position);
  }
}
