// The regulation's page: search within it, the graph that shows the ways of one stage, printing.
(() => {
  const search = document.getElementById("regulation-q");
  const found = document.getElementById("regulation-found");
  const plain = text => text.toLowerCase().replaceAll("ё", "е");

  const look = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const article of document.querySelectorAll(".article")) {
      article.text ??= plain(article.textContent);
      article.hidden = !wanted.every(word => article.text.includes(word));
      count += article.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".regulation-group, [data-unsearched]")) {
      group.hidden = wanted.length > 0 && (group.dataset.unsearched !== undefined || !group.querySelector(".article:not([hidden])"));
    }
    found.textContent = !wanted.length ? "" : count ? found.dataset.found.replace("#", count) : found.dataset.none;
  };
  search.addEventListener("input", look);

  // Whoever comes by a link sees what it points at, whatever was searched or folded before.
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) { search.value = ""; look(); }
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView({ behavior: "instant", block: target.matches(".article, .stage") ? "center" : "start" });
    if (target.matches(".article")) target.focus({ preventScroll: true });
    if (target.matches(".stage")) target.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) arrive();
  });
  arrive();
  // once more when everything has its final size
  addEventListener("load", arrive);

  const graph = document.querySelector(".graph svg");
  const pick = key => {
    graph.classList.toggle("graph-picked", Boolean(key));
    for (const on of graph.querySelectorAll(".on")) on.classList.remove("on");
    if (!key) return;
    const near = new Set([key]);
    const wires = new Set([key]);
    for (const line of graph.querySelectorAll(".graph-line")) {
      const from = line.dataset.from.split(" ");
      const to = line.dataset.to.split(" ");
      if (from.includes(key)) to.forEach(each => near.add(each));
      if (to.includes(key)) from.forEach(each => { near.add(each); wires.add(each); });
      line.classList.toggle("on", from.includes(key) || to.includes(key));
    }
    for (const part of graph.querySelectorAll("[data-node]")) {
      const set = part.matches(".graph-wire") ? wires : near;
      part.classList.toggle("on", set.has(part.dataset.node));
    }
  };
  for (const node of graph.querySelectorAll(".graph-node")) {
    for (const come of ["pointerenter", "focus"]) node.addEventListener(come, () => pick(node.dataset.node));
    for (const go of ["pointerleave", "blur"]) node.addEventListener(go, () => pick(""));
  }

  document.getElementById("regulation-print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll(".stage")) fold.open = true; });
})();
