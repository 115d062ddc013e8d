"use strict";
(() => {
  const languages = {hocon: "ini", sh: "bash", text: "plaintext", prometheus: "plaintext"};
  for (const code of document.querySelectorAll("pre code[class*=language-]")) {
    const name = [...code.classList].find(c => c.startsWith("language-")).slice(9);
    const language = Object.hasOwn(languages, name) ? languages[name] : name;
    if (hljs.getLanguage(language)) {
      code.innerHTML = hljs.highlight(code.textContent, {language}).value;
    }
  }

  const root = document.body.dataset.root;
  const input = document.getElementById("larder-search");
  const list = document.getElementById("larder-results");
  // Pages for contributors come after those for users.
  const internal = /^(contributing|changelog|docs\/(decisions|design|performance\/.))/;
  let index = null;

  // The index is large, so it is loaded when the reader begins to search.
  function load() {
    return index ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + "assets/search-index.js";
      script.onload = () => resolve(lunr(function () {
        this.ref("id");
        this.field("title", {boost: 8});
        this.field("page", {boost: 3});
        this.field("text");
        window.larderSections.forEach((section, id) =>
          this.add({id, ...section}, {boost: internal.test(section.url) ? 0.3 : 1}));
      }));
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function find(lunrIndex, words) {
    return lunrIndex.query(query => {
      const all = lunr.tokenizer(words.toLowerCase()).map(word => lunr.trimmer(word));
      const known = all.filter(word => word.toString() && lunr.stopWordFilter(word));
      for (const word of known.length ? known : all) {
        const term = word.toString();
        query.term(lunr.stemmer(word).toString(), {boost: 10});
        query.term(term, {wildcard: lunr.Query.wildcard.TRAILING, boost: 4});
        if (term.length > 4) {
          query.term(term, {editDistance: term.length > 6 ? 2 : 1});
        }
      }
    }).slice(0, 12).map(hit => window.larderSections[hit.ref]);
  }

  function item(section) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    const small = document.createElement("small");
    a.href = root + section.url;
    a.textContent = section.title;
    small.textContent = section.title === section.page ? section.text.slice(0, 90) : section.page;
    a.append(small);
    li.append(a);
    return li;
  }

  function show(elements) {
    list.replaceChildren(...elements);
    list.hidden = elements.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function search() {
    const words = input.value.trim();
    if (!words) {
      show([]);
      return;
    }
    const found = find(await load(), words);
    if (words !== input.value.trim()) {
      return;
    }
    if (found.length) {
      show(found.map(item));
    } else {
      const none = document.createElement("li");
      none.append(Object.assign(document.createElement("p"), {textContent: "Nothing found"}));
      show([none]);
    }
  }

  function move(from, step) {
    const links = [...list.querySelectorAll("a")];
    const next = links.indexOf(from) + step;
    (next < 0 ? input : links[Math.min(next, links.length - 1)])?.focus();
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", load, {once: true});
  document.addEventListener("keydown", event => {
    const inSearch = event.target.closest?.(".search");
    if (event.key === "/" && !inSearch) {
      event.preventDefault();
      input.focus();
    } else if (inSearch && event.key === "Escape") {
      show([]);
      input.focus();
    } else if (inSearch && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(document.activeElement, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.target === input && event.key === "Enter") {
      list.querySelector("a")?.click();
    }
  });
  document.addEventListener("click", event => {
    if (!event.target.closest(".search")) {
      show([]);
    }
  });
})();
