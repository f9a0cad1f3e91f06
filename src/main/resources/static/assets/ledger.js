// What the ledger's pages do besides loading their parts.
(() => {
  // Days at one press, and back to «any» by pressing them again.
  document.addEventListener("click", event => {
    const days = event.target.closest(".ledger-quick [data-from]");
    if (days) {
      const form = days.closest("form");
      const [from, to] = [form.elements.from, form.elements.to];
      const on = from.value === days.dataset.from && to.value === days.dataset.to;
      from.value = on ? "" : days.dataset.from;
      to.value = on ? "" : days.dataset.to;
      to.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.target.closest("[data-print]")) print();
  });

  // Who names days of his own means no ready-made period.
  document.addEventListener("change", event => {
    if (!event.target.matches("[data-custom]")) return;
    const custom = event.target.form.querySelector("[name=period][value=custom]");
    if (custom) custom.checked = true;
  }, true);

  // Where the focus goes when what had it is replaced: on to the first of the new lines, or to what is left to be done.
  let before = null;
  document.body.addEventListener("htmx:beforeSwap", event => {
    const more = event.detail.target.closest?.(".ledger-more");
    before = more ? more.previousElementSibling : null;
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (before && lost) before.nextElementSibling?.querySelector("a, button")?.focus({ preventScroll: true });
    before = null;
    if (event.detail.target?.id === "requests" && lost) {
      (document.querySelector("#requests .btn-primary") ?? document.getElementById("requests-open"))?.focus();
    }
  });
})();
