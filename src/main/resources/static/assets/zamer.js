// What every page does: the dialog that a part of a page is loaded into, notes of what was done, clocks that run down.
(() => {
  const dialog = document.getElementById("dialog");
  const notes = document.getElementById("notes");
  const body = document.getElementById("dialog-body");

  const note = (text, kind) => {
    const line = document.createElement("div");
    line.className = `note alert alert-${kind}`;
    line.setAttribute("role", kind === "danger" ? "alert" : "status");
    const words = document.createElement("div");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn-close";
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", notes.dataset.close);
    line.append(words, close);
    notes.append(line);
    if (kind !== "danger") setTimeout(() => line.remove(), 8000);
  };

  // An open dialog lies above everything, so the notes go into it while it is open.
  const place = () => (dialog.open ? dialog : document.body).append(notes);

  document.body.addEventListener("htmx:afterSwap", event => {
    if (event.detail.target !== body || !body.childElementCount) return;
    if (!dialog.open) dialog.showModal();
    place();
    const wrong = body.querySelector("[aria-invalid=true], [autofocus]");
    if (wrong) wrong.focus();
  });
  // A form that opens another one in its place is put by, with what was typed there, and comes back when that one ends.
  // What was done there may have changed what it asks for.
  const aside = document.getElementById("dialog-aside");
  const again = () => document.body.dispatchEvent(new CustomEvent("dialog-back"));
  let done = false;
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = body.querySelector("form[data-comes-back]");
    if (detail.target === body && detail.shouldSwap && form && detail.requestConfig.verb === "get") aside.append(form);
  });
  dialog.addEventListener("close", () => {
    const form = aside.lastElementChild;
    if (form) {
      body.replaceChildren(form);
      dialog.showModal();
      if (done) again();
    } else {
      body.replaceChildren();
    }
    done = false;
    place();
  });
  document.body.addEventListener("zamer:said", event => note(event.detail.text, "success"));
  document.body.addEventListener("zamer:done", ({ target }) => {
    const form = target.closest("form[data-comes-back]");
    // something in the form was done, not the form itself
    if (form && form !== target) return again();
    done = true;
    if (dialog.open) dialog.close();
  });
  // What every page loads by itself can wait for the network; nobody has asked for it.
  document.body.addEventListener("htmx:beforeRequest", event => {
    if (!navigator.onLine && event.target.matches(".shell-part")) event.preventDefault();
  });
  document.body.addEventListener("htmx:sendError", ({ target }) => {
    if (!target.matches(".shell-part")) note(notes.dataset.lost, "danger");
  });
  document.body.addEventListener("htmx:timeout", () => note(notes.dataset.failed, "danger"));
  document.addEventListener("click", event => {
    const closer = event.target.closest("[data-dismiss]");
    if (!closer) return;
    const line = closer.closest(".note");
    if (line) line.remove(); else dialog.close();
  });

  // The menu of a small screen closes as menus do.
  const menu = document.querySelector("details.menu-small");
  document.addEventListener("click", event => { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // <time data-until="2026-03-10T11:00:00+03:00" data-now="…">: how long until then, by the company's clock.
  const [late, left, d, h, m] = document.body.dataset.clock.split("|");
  const tick = () => {
    for (const clock of document.querySelectorAll("time[data-until]")) {
      clock.seen ??= performance.now();
      const rest = Date.parse(clock.dataset.until) - Date.parse(clock.dataset.now) - (performance.now() - clock.seen);
      const minutes = Math.floor(Math.abs(rest) / 60000);
      const [days, hours, rests] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
      const span = days ? `${days} ${d} ${hours} ${h}` : hours ? `${hours} ${h} ${rests} ${m}` : `${rests} ${m}`;
      clock.textContent = `${rest < 0 ? late : left} ${span}`;
      clock.classList.toggle("late", rest < 0);
    }
  };
  tick();
  setInterval(tick, 15000);
  document.body.addEventListener("htmx:afterSettle", tick);
})();
