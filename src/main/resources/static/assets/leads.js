// The board of leads: cards are dragged to say what came of a lead, and ticked to do one thing with many of them.
(() => {
  const board = document.getElementById("leads");
  const bulk = document.getElementById("leads-bulk");
  const notes = document.getElementById("notes");

  // ---- dragging: nothing moves by itself, a card goes where what its window asks for puts it

  const window_ = (card, drop) => {
    const may = card.dataset.may.split(" ");
    if (drop === "close" && may.includes("lead.close")) return "close";
    if (drop && drop !== "close" && may.includes("lead.reopen")) return "reopen";
    if (drop === "unanswered" && may.includes("lead.edit")) return "unanswered";
    return null;
  };
  const draggable = () => {
    for (const list of board.querySelectorAll(".leads-cards")) {
      if (list.sortable) continue;
      list.sortable = new Sortable(list, {
        group: "leads",
        sort: false,
        draggable: ".leads-card",
        filter: "button, input, label",
        preventOnFilter: false,
        forceFallback: true,
        fallbackOnBody: true,
        fallbackTolerance: 4,
        fallbackClass: "is-held",
        ghostClass: "is-ghost",
        delay: 180,
        delayOnTouchOnly: true,
        touchStartThreshold: 6,
        animation: 0,
        onStart: ({ item }) => {
          for (const other of board.querySelectorAll(".leads-cards")) other.classList.toggle("is-open", window_(item, other.dataset.drop) !== null);
        },
        onEnd: ({ item, from, to, oldDraggableIndex }) => {
          for (const other of board.querySelectorAll(".leads-cards")) other.classList.remove("is-open");
          if (to === from) return;
          from.insertBefore(item, from.querySelectorAll(":scope > .leads-card")[oldDraggableIndex] ?? from.querySelector(":scope > .leads-rest"));
          const part = window_(item, to.dataset.drop);
          if (part) htmx.ajax("GET", `/leads/${item.dataset.id}/${part}`, { target: "#dialog-body", swap: "innerHTML" });
        },
      });
    }
  };
  draggable();

  // ---- ticking: what is ticked stays so while the board is loaded anew

  const chosen = new Set();
  const show = () => {
    if (!bulk) return;
    const all = bulk.elements.all.checked;
    bulk.hidden = !chosen.size && !all;
    document.body.classList.toggle("has-leads-bulk", !bulk.hidden);
    bulk.elements.ids.value = [...chosen].join(",");
    const count = bulk.querySelector(".leads-bulk-count");
    count.textContent = all ? count.dataset.all : count.dataset.text.replace("#", chosen.size);
    for (const box of board.querySelectorAll("[data-choose]")) {
      box.checked = all || chosen.has(box.value);
      box.closest(".leads-card").classList.toggle("is-chosen", box.checked);
    }
  };
  board.addEventListener("change", event => {
    if (!event.target.matches("[data-choose]")) return;
    if (bulk.elements.all.checked) {
      // the others of those that are shown stay ticked
      bulk.elements.all.checked = false;
      for (const box of board.querySelectorAll("[data-choose]")) if (box !== event.target) chosen.add(box.value);
    }
    if (event.target.checked) chosen.add(event.target.value); else chosen.delete(event.target.value);
    show();
  });
  bulk?.elements.all.addEventListener("change", show);
  const none = () => {
    chosen.clear();
    if (bulk) bulk.elements.all.checked = false;
    show();
  };
  bulk?.querySelector("[data-unchoose]").addEventListener("click", () => {
    none();
    board.querySelector("[data-choose]")?.focus();
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    if (event.detail.target !== board && !board.contains(event.detail.target)) return;
    draggable();
    if (event.detail.target === board && bulk && !bulk.elements.all.checked) {
      const there = new Set([...board.querySelectorAll("[data-choose]")].map(box => box.value));
      for (const id of chosen) if (!there.has(id)) chosen.delete(id);
    }
    show();
  });

  // ---- what was done with many, and the way back

  document.body.addEventListener("lead-bulk", event => {
    none();
    const { text, undo, path } = event.detail;
    const line = document.createElement("div");
    line.className = "note alert alert-success";
    line.setAttribute("role", "status");
    const words = document.createElement("div");
    words.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = undo;
    button.setAttribute("hx-post", path);
    button.setAttribute("hx-swap", "none");
    button.addEventListener("htmx:afterRequest", () => line.remove());
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn-close";
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", notes.dataset.close);
    line.append(words, button, close);
    notes.append(line);
    htmx.process(line);
    button.focus();
    setTimeout(() => { if (!line.contains(document.activeElement)) line.remove(); }, 60000);
  });
})();
