// The telephone that rings, on every page. The server says what rings; here it is shown without taking the focus away
// from what a person is doing, and is reached by a key when he wants it.
(() => {
  const ring = document.getElementById("ring");
  if (!ring) return;
  const home = ring.parentNode;
  const title = document.title;
  let shown = "";
  let before = null;

  // the same again is not announced again
  document.body.addEventListener("htmx:beforeSwap", event => {
    if (event.detail.target !== ring || event.detail.xhr.status !== 200) return;
    const said = event.detail.xhr.responseText.trim();
    if (said === shown) event.detail.shouldSwap = false;
    shown = said;
  });

  document.body.addEventListener("htmx:afterSettle", event => {
    if (event.detail.target !== ring) return;
    // windows that lie behind tell of it too
    document.title = ring.querySelector(".ring:not(.ring-on)") ? `☎ ${title}` : title;
    if (!ring.querySelector(".ring")) back();
  });

  // An open dialog lies above everything and lets nothing else be touched, so the call goes into it while it is open.
  const dialog = document.getElementById("dialog");
  new MutationObserver(() => {
    const place = dialog.open ? dialog : home;
    if (ring.parentNode !== place) place.append(ring);
  }).observe(dialog, { attributes: true, attributeFilter: ["open"] });

  const back = () => {
    if (before && before.isConnected && (document.activeElement === document.body || ring.contains(document.activeElement))) before.focus();
    before = null;
  };

  document.addEventListener("keydown", event => {
    if (event.key === "F8" && ring.querySelector(".ring")) {
      event.preventDefault();
      if (ring.contains(document.activeElement)) return back();
      before = document.activeElement;
      (ring.querySelector(".ring-do .btn") ?? ring.querySelector(".ring-close")).focus();
    } else if (event.key === "Escape" && ring.contains(document.activeElement)) {
      // the call, and not the dialog it may lie in
      event.preventDefault();
      event.stopPropagation();
      document.activeElement.closest(".ring").querySelector(".ring-close").click();
    }
  }, true);
})();
