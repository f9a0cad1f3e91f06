// Copies what stands in a field; where a browser does not let it, the text is marked for the person to do so.
(() => {
  const show = root => { for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false; };
  addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:load", event => show(event.target));
  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    const said = button.querySelector("span");
    said.dataset.before ??= said.textContent;
    said.textContent = button.dataset.copied;
    setTimeout(() => { said.textContent = said.dataset.before; }, 2000);
  });
})();
