// What every page does: notes of what was done, the menu of a small screen, clocks that run down.
(() => {
  const notes = document.getElementById("notes");

  // A line that stands until it is closed, or for a while if it only says that something was done.
  const note = (text, kind, button, stays = kind === "danger") => {
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
    line.append(words, ...(button ? [button] : []), close);
    notes.append(line);
    if (!stays) setTimeout(() => line.remove(), 8000);
    return line;
  };
  window.zamer = { note };

  document.body.addEventListener("zamer:said", event => note(event.detail.text, "success"));
  // What every page loads by itself can wait for the network; nobody has asked for it.
  document.body.addEventListener("htmx:beforeRequest", event => {
    if (!navigator.onLine && event.target.matches(".shell-part")) event.preventDefault();
  });
  document.body.addEventListener("htmx:sendError", ({ target }) => {
    if (!target.matches(".shell-part")) note(notes.dataset.lost, "danger");
  });
  document.body.addEventListener("htmx:timeout", () => note(notes.dataset.failed, "danger"));
  document.addEventListener("click", event => {
    event.target.closest(".note [data-dismiss]")?.closest(".note").remove();
  });

  // A form that is under way is not sent once more by a second click; of those that lead to another page sign-in.js sees to it.
  const under = new WeakSet();
  document.addEventListener("submit", event => {
    if (!under.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.body.addEventListener("htmx:beforeRequest", ({ target, detail, defaultPrevented }) => {
    if (target.matches("form") && detail.requestConfig.triggeringEvent?.type === "submit" && !defaultPrevented) under.add(target);
  });
  document.body.addEventListener("htmx:afterRequest", ({ target }) => {
    // a click that came too late for the first answer is still the same double click
    setTimeout(() => under.delete(target), 300);
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
