// The board: cards are dragged from stage to stage, and follow what others do without anything jumping.
(() => {
  const page = document.querySelector(".board-page");
  const board = document.getElementById("board");
  const dialog = document.getElementById("dialog");
  const asked = { headers: { "HX-Request": "true" } };
  const bodies = [...board.querySelectorAll(".board-cards")];
  const bodyOf = stage => bodies.find(body => body.dataset.stage === stage);
  const card = id => document.getElementById(`deal-${id}`);
  const words = { allowed: board.dataset.allowed, missing: board.dataset.missing, elsewhere: board.dataset.elsewhere, refused: board.dataset.refused };

  let held = null; // the card in somebody's hand, or waiting for the answer to its move
  let moved = false; // whether that move was made
  let menu = null; // the deal whose stages are being chosen from
  let own = null; // the deal that was moved or opened here last

  // ---- cards and where they stand

  /** Puts a card into its column; false if its place is among those that are not loaded yet. */
  const put = (it, body) => {
    const place = it.dataset.place;
    const next = [...body.querySelectorAll(":scope > .deal-card")].find(other => other !== it && other.dataset.place > place);
    const rest = body.querySelector(":scope > .board-rest");
    if (!next && rest) return false;
    body.insertBefore(it, next || null);
    return true;
  };

  const focused = it => it && it.contains(document.activeElement)
    && (document.activeElement.matches(".deal-card-move") ? ".deal-card-move" : "a");

  const renew = (id, fresh) => {
    const old = card(id);
    const focus = focused(old);
    const same = ({ dataset, innerHTML }) => dataset.stage + dataset.place + dataset.due + dataset.dueAt + innerHTML;
    if (old && fresh && old.parentElement === bodyOf(fresh.dataset.stage) && same(old) === same(fresh)) {
      old.dataset.version = fresh.dataset.version;
      return;
    }
    if (old && fresh && old.parentElement === bodyOf(fresh.dataset.stage) && old.dataset.place === fresh.dataset.place) {
      old.replaceWith(fresh);
    } else {
      old?.remove();
      const body = fresh && bodyOf(fresh.dataset.stage);
      if (!body || !put(fresh, body)) return;
      fresh.classList.add("is-new");
    }
    htmx.process(fresh);
    if (focus) (fresh.querySelector(focus) || fresh.querySelector("a")).focus({ preventScroll: true });
    if (focus || id === own) fresh.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (id === own) own = null;
  };

  /** A part that is newer: counts, sums. */
  const exchange = fresh => {
    const old = fresh.id ? document.getElementById(fresh.id) : board.querySelector(`[data-total="${fresh.dataset.total}"]`);
    if (!old || old.outerHTML === fresh.outerHTML) return;
    const focus = old.contains(document.activeElement) && [...old.children].indexOf(document.activeElement);
    old.replaceWith(fresh);
    if (focus !== false) fresh.children[focus]?.focus();
  };

  // ---- what others do

  const waiting = new Set();
  let timer = null;
  let busy = false;

  const later = (id, soon = 120) => {
    if (id) waiting.add(id);
    timer ??= setTimeout(refresh, soon);
  };

  async function refresh() {
    timer = null;
    if (busy) return later(null);
    const ids = [...waiting].filter(id => id !== held?.dataset.id).slice(0, 100);
    ids.forEach(id => waiting.delete(id));
    busy = true;
    const address = board.dataset.changed;
    const html = await fetch(`${address}${address.includes("?") ? "&" : "?"}ids=${ids}`, asked)
      .then(answer => (answer.ok ? answer.text() : null)).catch(() => null);
    busy = false;
    if (html === null) {
      ids.forEach(id => waiting.add(id));
      return later(null, 3000);
    }
    const parts = new DOMParser().parseFromString(html, "text/html").body;
    for (const id of ids) if (id !== held?.dataset.id) renew(id, parts.querySelector(`#deal-${id}`));
    parts.querySelectorAll("[data-total], #board-counters").forEach(exchange);
    if ([...waiting].some(id => id !== held?.dataset.id)) later(null);
  }

  document.body.addEventListener("live", event => {
    const deal = /^deal-(\d+)$/.exec(event.detail.topic);
    if (deal) later(deal[1]);
  });

  // Something may have been missed: every column is read again, as far as it was loaded.
  document.body.addEventListener("live:refresh", async () => {
    for (const body of board.querySelectorAll(".board-cards")) {
      const loaded = body.querySelectorAll(".deal-card").length;
      const address = board.dataset.cards;
      const stage = body.dataset.stage.slice(body.dataset.stage.indexOf("/") + 1);
      const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}stage=${stage}&size=${Math.max(20, Math.min(200, loaded))}`, asked).catch(() => null);
      if (!answer?.ok || held || body.contains(document.activeElement)) continue;
      const top = body.scrollTop;
      body.innerHTML = await answer.text();
      htmx.process(body);
      body.scrollTop = top;
    }
    later(null);
  });

  // A card that was loaded with the rest of its column may have come live already.
  document.body.addEventListener("htmx:afterSettle", () => {
    const seen = new Map();
    for (const it of board.querySelectorAll(".deal-card")) {
      const first = seen.get(it.id);
      if (first && it !== held) it.remove(); else seen.set(it.id, it);
    }
  });

  // The hour passes too: what was due is late now.
  const start = performance.now();
  const began = Date.parse(board.dataset.now);
  setInterval(() => {
    const now = began + performance.now() - start;
    for (const it of board.querySelectorAll(".deal-card[data-due-at]:not([data-due=late])")) {
      if (Date.parse(it.dataset.dueAt) <= now) later(it.dataset.id);
    }
  }, 30000);

  // ---- moving

  /** Asks the server for the move; until it is answered, the card waits where it was dropped. */
  async function move(it, to) {
    const { id, stage, version } = it.dataset;
    moved = false;
    it.classList.add("is-moving");
    await htmx.ajax("POST", `/deals/${id}/move`, { source: it, target: "#dialog-body", swap: "innerHTML", values: { to, version } }).catch(() => null);
    if (!moved && dialog.open) await new Promise(closed => dialog.addEventListener("close", closed, { once: true }));
    held = null;
    it.classList.remove("is-moving");
    if (!moved && it.isConnected) put(it, bodyOf(stage)) || it.remove();
    if (moved) own = id;
    later(id, 0);
  }

  document.body.addEventListener("deal-moved", () => {
    moved = true;
    if (menu) later(menu, 0);
  });
  document.body.addEventListener("click", event => {
    const button = event.target.closest(".deal-card-move");
    if (button) own = menu = button.closest(".deal-card").dataset.id;
  });
  // The card may have been exchanged while its window was open, so that the browser cannot give the focus back.
  dialog.addEventListener("close", () => {
    card(menu)?.querySelector(".deal-card-move")?.focus({ preventScroll: true });
    menu = null;
  });

  const places = [...board.querySelectorAll(".board-column"), ...document.querySelectorAll(".board-zone")];
  let targets = new Map();

  const light = (place, target) => {
    const why = place.querySelector(".board-why");
    place.classList.remove("is-allowed", "is-missing", "is-elsewhere", "is-refused");
    why.replaceChildren();
    why.hidden = !target || target.state === "here";
    if (why.hidden) return;
    place.classList.add(`is-${target.state}`);
    const word = document.createElement("strong");
    word.textContent = words[target.state];
    why.append(word, target.why.map(({ rule, text }) => (rule ? `${rule}: ${text}` : text)).join(" "));
  };

  /** The one stage of another pipeline that a deal dropped on it is meant for. */
  const within = (ways, pipeline) => {
    const stages = ways.find(way => way.pipeline === pipeline).targets;
    const fitting = stages.map(target => target.suggested).find(to => stages.some(target => target.to === to));
    return stages.find(target => target.state === "allowed") || stages.find(target => target.to === fitting) || stages[0];
  };

  async function ask(it) {
    const { id } = it.dataset;
    targets = new Map();
    const answer = await fetch(`/board/deals/${id}/moves`, asked).catch(() => null);
    if (answer?.headers.get("X-Sign-In")) document.body.dispatchEvent(new CustomEvent("zamer:sign-in", { detail: { then: () => {} } }));
    if (!answer?.ok || held !== it) return;
    const { ways } = await answer.json();
    if (held !== it) return;
    for (const { targets: stages } of ways) for (const target of stages) targets.set(target.to, target);
    for (const place of places) {
      const target = place.dataset.pipeline ? within(ways, place.dataset.pipeline) : targets.get(place.dataset.stage);
      if (place.dataset.pipeline) place.dataset.stage = target.to;
      light(place, target);
    }
  }

  const released = () => {
    page.classList.remove("is-holding");
    places.forEach(place => light(place, null));
  };

  for (const list of document.querySelectorAll(".board-cards")) {
    new Sortable(list, {
      group: "deals",
      sort: false,
      draggable: ".deal-card[data-movable]",
      filter: "button",
      preventOnFilter: false,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      fallbackClass: "is-held",
      ghostClass: "is-ghost",
      delay: 180,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      scroll: true,
      scrollSensitivity: 90,
      scrollSpeed: 16,
      animation: 0,
      // another move is still being answered
      onChoose: ({ item }) => { if (!held) { held = item; ask(item); } },
      onStart: () => page.classList.add("is-holding"),
      onUnchoose: ({ item }) => { if (held === item && !page.classList.contains("is-holding")) { held = null; released(); later(null); } },
      onEnd: ({ item, from, to }) => {
        released();
        const target = to.dataset.stage;
        if (to === from || !target || target === item.dataset.stage) {
          put(item, bodyOf(item.dataset.stage));
          held = null;
          return later(null);
        }
        if (to.matches(".board-zone")) put(item, bodyOf(target) || from) || from.append(item);
        move(item, target);
      },
    });
  }

  // ---- filters

  document.getElementById("board-filter").addEventListener("change", event => {
    if (event.target.matches("[data-submits]") && event.target.validity.valid) event.currentTarget.requestSubmit();
  });
  // an address without the fields that were left empty
  document.getElementById("board-filter").addEventListener("submit", event => {
    for (const field of event.currentTarget.elements) field.disabled = field.name !== "" && field.value === "";
  });
  if (matchMedia("(max-width: 767.98px)").matches) document.querySelector(".board-filter").open = false;
})();
