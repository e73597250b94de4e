// Finds words in the index of this site. Without it everything is in the lists below.
"use strict";
(() => {
  const most = 100;
  const form = document.querySelector(".search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = searchIndex.map(([kind, title, words, href]) => ({
    kind, title, words, href, head: fold(title), text: fold(`${kind} ${title} ${words}`),
  }));

  const cut = (words, first) => {
    const at = Math.max(0, fold(words).indexOf(first) - 60);
    const begin = at ? words.indexOf(" ", at) + 1 : 0;
    const part = words.slice(begin, begin + 180);
    return (begin ? "… " : "") + part + (begin + 180 < words.length ? " …" : "");
  };

  const show = (entry, first) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.href;
    link.textContent = entry.title;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = entry.kind;
    line.append(link, kind);
    if (entry.words && entry.words !== entry.title) {
      const words = document.createElement("p");
      words.textContent = cut(entry.words, first);
      line.append(words);
    }
    return line;
  };

  const search = () => {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    if (!words.length) {
      found.textContent = "";
      results.replaceChildren();
      return;
    }
    const fits = entries.filter((entry) => words.every((word) => entry.text.includes(word)));
    const rank = (entry) => (words.every((word) => entry.head.includes(word)) ? 0 : 1);
    fits.sort((one, other) => rank(one) - rank(other));
    const text = found.dataset[fits.length > most ? "most" : fits.length === 1 ? "one" : "many"];
    found.textContent = text.replace("{count}", fits.length).replace("{most}", most);
    results.replaceChildren(...fits.slice(0, most).map((entry) => show(entry, words[0])));
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("input", search);
})();
