// Pages for people without an account. Everything works without this: it follows the system's colours, says to the page
// around how high it is, and keeps a form from being sent twice.
(() => {
  const root = document.documentElement;
  if (!root.dataset.theme) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => { root.dataset.bsTheme = system.matches ? "dark" : "light"; };
    apply();
    system.addEventListener("change", apply);
  }
  addEventListener("DOMContentLoaded", () => {
    const framed = parent !== window;
    const said = document.querySelector("[data-say]");
    if (framed) {
      root.classList.add("intake-framed");
      const tell = () => parent.postMessage({ zamer: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
      new ResizeObserver(tell).observe(document.body);
      tell();
      if (said) parent.postMessage({ zamer: "said" }, "*");
    }
    if (said && (!framed || document.hasFocus())) said.focus({ preventScroll: framed });
    for (const form of document.querySelectorAll("form[data-once]")) {
      form.addEventListener("submit", event => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        form.dataset.sent = "true";
        form.setAttribute("aria-busy", "true");
        for (const button of form.querySelectorAll("button")) button.classList.add("btn-loading");
      });
    }
    // the way back to a form that was sent
    addEventListener("pageshow", () => {
      for (const form of document.querySelectorAll("form[data-sent]")) {
        delete form.dataset.sent;
        form.removeAttribute("aria-busy");
        for (const button of form.querySelectorAll("button")) button.classList.remove("btn-loading");
      }
    });
  });
})();
