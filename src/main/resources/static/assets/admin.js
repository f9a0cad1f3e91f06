// Administration: filters that apply at once, and errors of a file that lead to their place in the text.
(() => {
  for (const form of document.querySelectorAll("form[data-instant]")) {
    const button = form.querySelector("[data-unneeded]");
    if (button) button.hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  }

  // where one is, on a screen that is too narrow for the whole menu
  document.querySelector(".admin-menu .active")?.scrollIntoView({ block: "nearest", inline: "center" });

  const text = document.getElementById("text");
  document.addEventListener("click", event => {
    const flaw = event.target.closest("[data-line]");
    if (!flaw || !text) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const line = Number(flaw.dataset.line) - 1;
    const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    const at = start + Number(flaw.dataset.column) - 1;
    text.focus();
    text.setSelectionRange(at, start + (lines[line] ?? "").length);
    text.scrollTop = Math.max(0, (line - 8) * parseFloat(getComputedStyle(text).lineHeight));
    text.scrollIntoView({ block: "nearest" });
  });
  const flaws = document.getElementById("flaws");
  if (flaws) flaws.focus();
})();
