// A list of things to be done that is loaded anew while somebody works in it: the row he was in keeps the focus, and
// when it is done, the one that has taken its place is marked and gets it.
(() => {
  const list = document.querySelector("[data-list]");
  const dialog = document.getElementById("dialog");
  if (!list) return;

  const rows = () => [...list.querySelectorAll("[data-row]")];
  const primary = row => row.querySelector("[data-primary]") ?? row.querySelector("a, button");
  let place = null; // the row somebody is in: its key, its number, which of its controls

  const controls = row => [...row.querySelectorAll("a, button, input, select")];
  const remember = target => {
    const row = target.closest("[data-row]");
    if (row) place = { key: row.dataset.row, number: rows().indexOf(row), control: controls(row).indexOf(target.closest("a, button, input, select")) };
  };
  list.addEventListener("focusin", event => remember(event.target));

  const marks = list.dataset.list !== "plain";
  const mark = row => {
    if (!marks) return;
    for (const other of list.querySelectorAll("[data-row][aria-current]")) other.removeAttribute("aria-current");
    row?.setAttribute("aria-current", "step");
  };
  const lost = () => !dialog.open && (document.activeElement === document.body || document.activeElement === null);

  const restore = () => {
    const all = rows();
    if (!all.length) return;
    if (!place) return mark(all[0]);
    const same = all.find(row => row.dataset.row === place.key);
    const row = same ?? all[Math.min(place.number, all.length - 1)];
    mark(row);
    if (!lost()) return;
    const control = (same && controls(same)[place.control]) || primary(row);
    control?.focus({ preventScroll: Boolean(same) });
  };

  // as many rows as are there already
  document.body.addEventListener("htmx:configRequest", event => {
    if (event.detail.elt !== list) return;
    for (const part of new Set([...list.querySelectorAll("[data-part]")].map(section => section.dataset.part))) {
      event.detail.parameters[part] = list.querySelectorAll(`[data-part="${part}"] [data-row]`).length;
    }
  });
  document.body.addEventListener("htmx:afterSettle", event => { if (event.detail.target === list || list.contains(event.detail.target)) restore(); });
  dialog.addEventListener("close", () => setTimeout(restore));

  list.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = rows();
    const row = event.target.closest("[data-row]");
    if (!row || event.target.matches("input, select, textarea")) return;
    const next = all[all.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    primary(next)?.focus();
    mark(next);
  });
  for (const select of document.querySelectorAll("[data-submits]")) select.addEventListener("change", () => select.form.requestSubmit());
  mark(rows()[0]);
})();
