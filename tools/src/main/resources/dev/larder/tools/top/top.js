"use strict";

const NONE = "-";

function compact(value) {
  if (value == null || value < 0) return NONE;
  if (value < 9.95) return Number.isInteger(value) ? String(value) : value.toFixed(1);
  if (value < 999.5) return value.toFixed(0);
  const units = ["k", "M", "G", "T", "P", "E"];
  let scaled = value / 1e3, unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) { scaled /= 1e3; unit++; }
  return scaled.toFixed(scaled < 9.95 ? 1 : 0) + units[unit];
}
function percent(ratio) { return ratio == null ? NONE : (100 * ratio).toFixed(1) + " %"; }
function time(micros) {
  if (micros == null) return NONE;
  if (micros < 999.5) return micros.toFixed(micros < 9.95 ? 1 : 0) + " \u00b5s";
  const millis = micros / 1e3;
  return millis < 999.5 ? millis.toFixed(millis < 9.95 ? 1 : 0) + " ms" : (millis / 1e3).toFixed(1) + " s";
}
function exact(value) { return value == null || value < 0 ? NONE : value.toLocaleString("en"); }
/* The bound of an unbounded cache is the largest number of 64 bits. */
function bound(cache) { return cache.Maximum == null || cache.Maximum > 2 ** 62 ? null : cache.Maximum; }
function full(cache) { return bound(cache) && cache.Size >= 0 ? cache.Size / bound(cache) : null; }
function loadMicros(cache) {
  return cache.recentLoadMicros ?? (cache.Loads > 0 ? cache.TotalLoadTime / cache.Loads : null);
}

const COLUMNS = [
  { name: "hit ratio", value: cache => cache.hitRatio, text: percent },
  { name: "now", value: cache => cache.recentHitRatio, text: percent },
  { name: "gets/s", value: cache => cache.getsPerSecond, text: compact },
  { name: "puts/s", value: cache => cache.putsPerSecond, text: compact },
  { name: "loads/s", value: cache => cache.loadsPerSecond, text: compact },
  { name: "load time", value: loadMicros, text: time },
  { name: "failed", value: cache => cache.LoadFailures, text: compact },
  { name: "evict/s", value: cache => cache.evictionsPerSecond, text: compact },
  { name: "refresh/s", value: cache => cache.refreshesPerSecond, text: compact },
  { name: "entries", value: cache => cache.EntryCount, text: compact },
  { name: "bound", value: bound, text: compact },
  { name: "full", value: full, text: percent },
  { name: "waiting", value: cache => cache.WaitingThreads, text: compact },
  { name: "queued", value: cache => cache.QueuedEvents, text: compact },
];

/* Words for the figures of one cache. */
const WORDS = {
  CacheHits: "hits", CacheMisses: "misses", CachePuts: "puts", CacheRemovals: "removals",
  CacheEvictions: "evictions", EntryCount: "entries", Size: "size", Maximum: "bound", Loads: "loads",
  LoadFailures: "failed loads", TotalLoadTime: "time of all loads", Expirations: "expirations",
  Refreshes: "reloads", RefreshFailures: "failed reloads", QueuedEvents: "queued events",
  WaitingThreads: "waiting threads", hitRatio: "hit ratio", recentHitRatio: "hit ratio now",
  recentLoadMicros: "load time now",
};
function words(name) {
  return WORDS[name] ?? name.replace(/PerSecond$/, " a second").replace(/[A-Z]/g, letter => " " + letter.toLowerCase());
}
/* As in the terminal: loads or reloads fail, threads wait, or events queue up. */
function isUrgent(cache) {
  return cache.loadFailuresPerSecond > 0 || cache.refreshFailuresPerSecond > 0
    || cache.WaitingThreads > 0 || cache.QueuedEvents > 1000;
}

const state = { sort: null, ascending: true, paused: false, opened: null, last: null };
const rows = new Map();
const find = id => document.getElementById(id);
const keyOf = cache => JSON.stringify([cache.manager, cache.cache, cache.instance]);

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text != null) made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function setText(node, text) { if (node.textContent !== text) node.textContent = text; }

function headings() {
  const line = find("headings");
  [{ name: "cache" }, ...COLUMNS].forEach((column, index) => {
    const cell = element("th", null, { scope: "col" });
    const button = element("button", column.name, { type: "button" });
    button.addEventListener("click", () => sortBy(index - 1));
    cell.append(button);
    line.append(cell);
    if (index === 0) line.append(element("th", "trend", { scope: "col" }));
  });
}

function sortBy(index) {
  const column = index < 0 ? null : index;
  const isSame = state.sort === column;
  state.ascending = isSame ? !state.ascending : column === null;
  state.sort = column;
  show();
}

function compare(one, other) {
  const byName = one.cache.localeCompare(other.cache, "en", { numeric: true }) || one.manager.localeCompare(other.manager);
  if (state.sort === null) return state.ascending ? byName : -byName;
  const value = cache => COLUMNS[state.sort].value(cache) ?? -1;
  const difference = value(one) - value(other);
  return (state.ascending ? difference : -difference) || byName;
}

function trend(cache) {
  const series = cache[find("trend").value] ?? [];
  const numbers = series.filter(number => number != null);
  const highest = find("trend").value === "hitRatioHistory" ? 1 : Math.max(1e-9, ...numbers);
  let path = "", pen = "M";
  series.forEach((number, index) => {
    if (number == null) { pen = "M"; return; }
    const x = 120 - (series.length - index) * Math.min(4, 120 / series.length);
    path += `${pen}${x.toFixed(1)} ${(25 - 24 * number / highest).toFixed(1)}`;
    pen = "L";
  });
  const text = find("trend").value === "hitRatioHistory" ? percent : compact;
  return {
    path,
    label: numbers.length === 0 ? "no trend yet"
      : `lowest ${text(Math.min(...numbers))}, highest ${text(Math.max(...numbers))}, now ${text(numbers[numbers.length - 1])}`,
  };
}

function newRow(cache) {
  const row = element("tr");
  const name = element("th", null, { scope: "row" });
  const button = element("button", cache.cache, { type: "button" });
  button.addEventListener("click", () => open(cache));
  name.append(button);
  row.append(name);
  const cell = element("td");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 120 26");
  svg.setAttribute("role", "img");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  cell.append(svg);
  row.append(cell);
  COLUMNS.forEach(() => row.append(element("td")));
  return row;
}

function fill(row, cache, isAmbiguous) {
  const name = isAmbiguous ? `${cache.cache} of ${cache.manager}` : cache.cache;
  setText(row.cells[0].firstChild, isUrgent(cache) ? `! ${name}` : name);
  row.cells[0].firstChild.title = isUrgent(cache) ? "Loads or reloads fail, threads wait, or events queue up." : "";
  COLUMNS.forEach((column, index) => setText(row.cells[index + 2], column.text(column.value(cache))));
  const svg = row.querySelector("svg");
  const drawn = trend(cache);
  svg.firstChild.setAttribute("d", drawn.path);
  svg.setAttribute("aria-label", drawn.label);
  if (state.opened === keyOf(cache)) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
}

function show() {
  if (!state.last) return;
  const figures = state.last;
  const wanted = find("filter").value.toLowerCase();
  const caches = figures.caches
    .filter(cache => `${cache.cache} ${cache.manager}`.toLowerCase().includes(wanted))
    .sort(compare);
  const names = new Map();
  caches.forEach(cache => names.set(cache.cache, (names.get(cache.cache) ?? 0) + 1));
  const present = new Set(caches.map(keyOf));
  rows.forEach((row, key) => { if (!present.has(key)) { row.remove(); rows.delete(key); } });
  const body = find("rows");
  caches.forEach((cache, index) => {
    const key = keyOf(cache);
    if (!rows.has(key)) rows.set(key, newRow(cache));
    const row = rows.get(key);
    fill(row, cache, names.get(cache.cache) > 1);
    /* A row moves only when its place has changed: moving it takes the focus away. */
    if (body.children[index] !== row) {
      const focused = row.contains(document.activeElement) ? document.activeElement : null;
      body.insertBefore(row, body.children[index] ?? null);
      if (focused) focused.focus();
    }
  });
  [...find("headings").cells].forEach((cell, index) => {
    const isSorted = state.sort === null ? index === 0 : index === state.sort + 2;
    if (isSorted) cell.setAttribute("aria-sort", state.ascending ? "ascending" : "descending");
    else cell.removeAttribute("aria-sort");
  });
  const silent = figures.cachesWithoutStatistics.map(cache => cache.cache);
  setText(find("none"), (caches.length === 0 ? "No cache to show. " : "")
    + (silent.length === 0 ? "" : `Without statistics: ${silent.join(", ")}.`));
  setText(find("summary"), `${figures.jvm}: ${figures.caches.length} cache${figures.caches.length === 1 ? "" : "s"}`
    + `, ${new Date(figures.time).toLocaleTimeString()}, every ${figures.intervalSeconds} s`);
  find("stores").replaceChildren(...figures.stores.map(store => element("p",
    `Store ${store.Address}: ${store.Connected ? "connected" : "NOT CONNECTED"}, reconnects ${store.Reconnects},`
    + ` conflicts ${store.Conflicts}, unknown outcomes ${store.UnknownOutcomes}`)));
  showDetails(figures.caches.find(cache => keyOf(cache) === state.opened));
}

function showDetails(cache) {
  const isClosed = state.opened !== null && !cache;
  if (isClosed) { setText(find("details-manager"), "The cache is closed."); return; }
  if (!cache) return;
  find("advice").replaceChildren(...(cache.advice.length === 0 ? ["None."] : cache.advice).map(text => element("li", text)));
  const list = find("figures");
  const texts = Object.entries(cache)
    .filter(([, value]) => typeof value === "number" || value === null)
    .map(([name, value]) => [name, /[Rr]atio$/.test(name) ? percent(value)
      : /PerSecond$/.test(name) ? compact(value)
      : /Micros$|^TotalLoadTime$/.test(name) ? time(value)
      : name === "Maximum" ? exact(bound(cache)) : exact(value)]);
  list.replaceChildren(...texts.map(([name, text]) => {
    const pair = element("div");
    pair.append(element("dt", words(name)), element("dd", text));
    return pair;
  }));
}

async function open(cache) {
  state.opened = keyOf(cache);
  setText(find("details-heading"), cache.cache);
  setText(find("details-manager"), `Cache manager ${cache.manager}`);
  find("configuration").replaceChildren();
  find("details").hidden = false;
  show();
  find("details-heading").focus();
  const query = new URLSearchParams({ cache: cache.cache, manager: cache.manager, instance: cache.instance ?? "" });
  const answer = await fetch(`configuration.txt?${query}`);
  const text = answer.ok ? await answer.text() : "";
  if (state.opened === keyOf(cache)) {
    const settings = text === "" ? ["The provider does not tell."] : text.split(/(?<=\)), /);
    find("configuration").replaceChildren(...settings.map(setting => element("li", setting)));
  }
}

function close() {
  const row = rows.get(state.opened);
  state.opened = null;
  find("details").hidden = true;
  show();
  if (row) row.querySelector("button").focus();
}

async function update() {
  try {
    const answer = await fetch("figures.json");
    if (!answer.ok) throw new Error(String(answer.status));
    const figures = await answer.json();
    if (!state.paused) { state.last = figures; show(); }
    const isLate = figures.ageSeconds > 5 + 2 * figures.intervalSeconds;
    setText(find("problem"), isLate ? `The JVM has not answered for ${figures.ageSeconds.toFixed(0)} s.` : "");
  } catch (failure) {
    setText(find("problem"), "larder top does not answer: it has ended, or the JVM that it watched has.");
  }
  setTimeout(update, state.last ? 1000 * state.last.intervalSeconds : 1000);
}

headings();
find("controls").addEventListener("submit", event => event.preventDefault());
find("filter").addEventListener("input", show);
find("trend").addEventListener("change", show);
find("pause").addEventListener("click", () => {
  state.paused = !state.paused;
  find("pause").setAttribute("aria-pressed", String(state.paused));
});
find("close").addEventListener("click", close);
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && state.opened !== null) close();
  if (event.key === "/" && document.activeElement !== find("filter")) { event.preventDefault(); find("filter").focus(); }
});
update();
