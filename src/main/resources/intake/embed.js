// For the company's site: <script src="…/intake/embed.js" data-form="key" async></script> puts the form in its place.
(() => {
  const script = document.currentScript;
  if (!script || !script.dataset.form) return;
  const home = new URL(script.src);
  const frame = document.createElement("iframe");
  const address = new URL("/intake/form/" + encodeURIComponent(script.dataset.form), home);
  address.searchParams.set("lang", script.dataset.lang || (document.documentElement.lang.startsWith("en") ? "en" : "ru"));
  if (script.dataset.theme) address.searchParams.set("theme", script.dataset.theme);
  frame.src = address.href;
  frame.title = script.dataset.title || (address.searchParams.get("lang") === "en" ? "Request form" : "Форма заявки");
  frame.style.width = "100%";
  frame.style.height = "720px";
  frame.style.border = "0";
  frame.referrerPolicy = "no-referrer";
  script.after(frame);
  addEventListener("message", event => {
    if (event.source !== frame.contentWindow || event.origin !== home.origin) return;
    if (event.data.zamer === "height" && event.data.height > 0) frame.style.height = Math.min(event.data.height, 5000) + "px";
    if (event.data.zamer === "said") frame.scrollIntoView({ block: "nearest" });
  });
})();
