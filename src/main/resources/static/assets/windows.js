// The window that parts of a page are loaded into, whatever page it is opened from: it leaves that page where it is, gives
// the focus back to what it was opened by, also when that was drawn anew meanwhile, and asks before what was typed is lost.
(() => {
  const dialog = document.getElementById("dialog");
  const body = document.getElementById("dialog-body");
  const aside = document.getElementById("dialog-aside");
  const question = document.getElementById("dialog-leave").content.firstElementChild;
  const notes = document.getElementById("notes");
  const shown = it => it.getClientRects().length > 0;

  // An open window lies above everything, so the notes go into it while it is open.
  const place = () => (dialog.open ? dialog : document.body).append(notes);

  // ---- what it was opened by

  let opener = null;
  const remember = element => {
    const holder = element.closest("[id], [hx-get], [hx-post], [href]");
    const name = ["id", "hx-get", "hx-post", "href"].find(each => holder?.hasAttribute(each));
    const near = [];
    for (let it = element.parentElement; it; it = it.parentElement) near.push(it);
    opener = { element, again: name && `[${name}="${CSS.escape(holder.getAttribute(name))}"]`, near, list: element.closest("[data-list]") };
  };
  const again = () => {
    if (opener.element.isConnected && shown(opener.element) && !opener.element.disabled) return opener.element;
    const holder = opener.again && [...document.querySelectorAll(opener.again)].find(it => !dialog.contains(it) && shown(it));
    return holder && (holder.matches("a, button, summary, input") ? holder : holder.querySelector("button, a[href]"));
  };
  /** The part of the page in which it stood, when it is not there any more. */
  const nearest = () => {
    const part = opener.near.find(it => it.isConnected) ?? document.getElementById("content");
    const whole = part === document.body || part === document.documentElement ? document.getElementById("content") : part;
    if (whole.tabIndex < 0) whole.tabIndex = -1;
    return whole;
  };
  const lost = () => !dialog.open && (!document.activeElement || document.activeElement === document.body);
  const back = () => setTimeout(() => {
    // lists know of their own which of their rows comes next
    if (opener && lost()) (again() ?? (opener.list ? null : nearest()))?.focus({ preventScroll: true });
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!opener || dialog.open || dialog.contains(target)) return;
    if (target !== opener.element && target !== again() && !opener.near.includes(target)) opener = null;
  });
  document.body.addEventListener("htmx:afterSettle", back);

  // ---- opening

  let typed = false;
  let leave = null; // the question whether to close, while it is asked
  body.addEventListener("input", ({ target }) => {
    typed = true;
    // what was said of an empty field is said no more once it is filled
    const asked = target.closest(".asked");
    if (!asked) return;
    asked.classList.add("is-filled");
    for (const field of asked.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  });

  /** What is wrong; what the window says to begin with; the first thing to type, unless that is a choice; its title. */
  const first = () => {
    const said = body.querySelector("[aria-invalid=true], [autofocus]");
    if (said) return said;
    const field = [...body.querySelectorAll("input:not([type=hidden]), select, textarea")].find(shown);
    if (field && matchMedia("(pointer: fine)").matches && !field.matches("[type=radio], [type=checkbox], [type=file], [readonly]")) return field;
    const title = document.getElementById("dialog-title");
    if (title) title.tabIndex = -1;
    return title;
  };

  document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target !== body || !body.childElementCount) return;
    const { elt, verb, triggeringEvent } = detail.requestConfig;
    if (!dialog.open) {
      remember(triggeringEvent?.submitter ?? elt);
      dialog.showModal();
    }
    // what was refused, or is only asked for anew, still stands there as it was typed
    if (detail.xhr.status < 400 && !(verb === "post" ? body.querySelector("form[data-comes-back]") : body.contains(elt))) typed = false;
    place();
    body.scrollTop = 0;
    if (!typed) leave?.remove();
    (leave?.isConnected ? leave.querySelector("button") : first())?.focus();
  });

  // A form that opens another one in its place is put by, with what was typed there, and comes back when that one ends.
  // What was done there may have changed what it asks for.
  const reconsider = () => document.body.dispatchEvent(new CustomEvent("dialog-back"));
  let done = false;
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = body.querySelector("form[data-comes-back]");
    if (detail.target !== body || !detail.shouldSwap || !form || detail.requestConfig.verb !== "get") return;
    form.typed = typed;
    typed = false;
    aside.append(form);
  });

  // ---- leaving

  const ask = () => {
    if (!typed) return dialog.close();
    leave?.remove();
    leave = question.cloneNode(true);
    body.after(leave);
    leave.querySelector("button").focus();
  };
  dialog.addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    if (leave?.isConnected) stay(); else ask();
  });
  // a gesture that closes things, where there is no such key
  dialog.addEventListener("cancel", event => {
    if (event.target !== dialog) return;
    event.preventDefault();
    ask();
  });
  const stay = () => {
    leave.remove();
    first()?.focus();
  };
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-leave]");
    if (button && leave?.contains(button)) return button.dataset.leave === "stay" ? stay() : dialog.close();
    const closer = target.closest("[data-dismiss]");
    if (!closer || closer.closest(".note")) return;
    if (closer.matches(".btn-close")) ask(); else dialog.close();
  });
  dialog.addEventListener("close", () => {
    leave?.remove();
    const form = aside.lastElementChild;
    typed = Boolean(form?.typed);
    if (form) {
      body.replaceChildren(form);
      dialog.showModal();
      if (done) reconsider();
    } else {
      body.replaceChildren();
      back();
    }
    done = false;
    place();
  });
  document.body.addEventListener("zamer:done", ({ target }) => {
    const form = target.closest("form[data-comes-back]");
    // something in the form was done, not the form itself
    if (form && form !== target) return reconsider();
    done = true;
    if (dialog.open) dialog.close();
  });

  // ---- what stands in windows

  // Typing a part of the address says that there is one; saying that there is none empties it.
  document.addEventListener("input", ({ target }) => {
    const asked = target.closest(".asked");
    const absent = asked?.querySelector(".asked-absent input");
    if (!absent) return;
    if (target === absent) { if (absent.checked) asked.querySelector(".form-control").value = ""; }
    else if (target.value) absent.checked = false;
  });

  // Copies what stands in a field; where a browser does not let it, the text is marked for the person to do so.
  document.addEventListener("htmx:load", ({ target }) => {
    for (const button of target.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
  });
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
