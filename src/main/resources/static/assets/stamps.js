// The technologist's queue: what was stamped stays where it was and can be taken back for a while, and what has come to
// lie under the hand by itself does not take the click that was meant for what lay there before.
(() => {
  const list = document.getElementById("stamps");
  const HANDS_OFF = 700;
  let changed = -HANDS_OFF;
  let row = -1;

  const rows = () => [...list.querySelectorAll(".stamp")];
  const order = () => rows().map(({ id }) => id).join();
  let before = order();
  const undo = () => list.querySelector("[data-undo]");

  list.addEventListener("click", event => {
    if (performance.now() - changed >= HANDS_OFF || !event.target.closest("button")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  list.addEventListener("focusin", ({ target }) => { row = rows().indexOf(target.closest(".stamp")); });

  list.addEventListener("htmx:beforeRequest", event => {
    // it is asked for again once nothing can be taken back any more
    if (event.target === list && undo()) event.preventDefault();
  });
  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    const { elt, target } = detail;
    if (target !== list && !list.contains(elt)) return;
    // a list that is as it was leads no hand astray
    if (elt.matches(".stamp") || order() !== before) changed = performance.now();
    before = order();
    if (elt.matches(".stamp")) {
      elt.focus({ preventScroll: true });
      const button = elt.querySelector("[data-undo]");
      if (button) setTimeout(() => settle(button), button.dataset.undo * 1000);
    } else if (row >= 0 && document.activeElement === document.body) {
      const all = rows();
      all[Math.min(row, all.length - 1)]?.focus({ preventScroll: true });
    }
  });
  const settle = button => {
    if (!button.isConnected) return;
    button.remove();
    if (!undo()) htmx.trigger(document.body, "stamps-changed");
  };
})();
