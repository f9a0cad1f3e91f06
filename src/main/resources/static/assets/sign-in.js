// A page that was left open while its session ended, or while somebody signed in anew, loses nothing of what is typed
// there: the sign-in is asked for over the page, and what was refused is sent once more with the token of the moment.
// Where somebody else has signed in, nothing is sent.
(() => {
  const { person } = document.body.dataset;
  const words = document.getElementById("notes").dataset;

  const tell = (text, kind, button) => window.zamer.note(text, kind, button, true);

  const session = () => fetch("/session", { cache: "no-store" }).then(answer => (answer.ok ? answer.json() : null)).catch(() => null);

  // Whatever the page sends from here on goes with the token of the present sign-in.
  const renew = now => {
    document.body.setAttribute("hx-headers", JSON.stringify({ [now.header]: now.token }));
    for (const input of document.querySelectorAll(`input[name="${now.parameter}"]`)) input.value = now.token;
  };

  // Shows the sign-in over everything; who is signed in afterwards, null if it was put off.
  const ask = () => new Promise(done => {
    const dialog = document.createElement("dialog");
    dialog.className = "card";
    dialog.id = "sign-in";
    dialog.setAttribute("aria-labelledby", "sign-in-title");
    let now = null;
    const show = html => {
      dialog.innerHTML = html;
      const login = dialog.querySelector("#here-login");
      if (!login) return dialog.close();
      login.value ||= person;
      dialog.querySelector("#here-password").focus();
    };
    dialog.addEventListener("click", event => { if (event.target.closest("[data-later]")) dialog.close(); });
    dialog.addEventListener("submit", async event => {
      event.preventDefault();
      event.stopPropagation();
      const form = event.target;
      const button = form.querySelector(".btn-primary");
      if (button.disabled) return;
      button.disabled = true;
      const fresh = await session();
      if (fresh) form.querySelector(`input[name="${fresh.parameter}"]`).value = fresh.token;
      const answer = await fetch("/login", { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
      if (answer?.status === 204) {
        now = await session();
        return dialog.close();
      }
      const html = answer?.headers.get("Content-Type")?.startsWith("text/html") ? await answer.text() : "";
      if (html.includes("data-here")) return show(html);
      button.disabled = false;
      tell(words.lost, "danger");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(now);
    });
    document.body.append(dialog);
    fetch("/login/here").then(answer => answer.text()).then(html => {
      show(html);
      dialog.showModal();
      dialog.querySelector("#here-password")?.focus();
    }).catch(() => {
      dialog.remove();
      tell(words.lost, "danger");
      done(null);
    });
  });

  // True once the page's own person is signed in, and the page has his token.
  let asking = null;
  const signedIn = () => (asking ??= (async () => {
    let now = await session();
    if (!now) {
      tell(words.lost, "danger");
      return false;
    }
    if (now.login === null) now = await ask();
    if (!now || now.login === null) return false;
    if (now.login !== person) {
      tell(words.other.replace("{0}", now.name), "danger");
      return false;
    }
    renew(now);
    ended?.remove();
    return true;
  })().finally(() => { asking = null; }));

  // What the page loads by itself interrupts nobody who is typing.
  let ended = null;
  const mention = () => {
    if (ended?.isConnected || asking) return;
    const enter = document.createElement("button");
    enter.type = "button";
    enter.className = "btn btn-sm";
    enter.textContent = words.enter;
    enter.addEventListener("click", () => signedIn().then(ok => ok && document.body.dispatchEvent(new CustomEvent("live:refresh"))));
    ended = tell(words.ended, "warning", enter);
  };

  let repeated = null;
  document.body.addEventListener("htmx:beforeOnLoad", event => {
    const { xhr, requestConfig: asked, target, etc, elt } = event.detail;
    if (!xhr.getResponseHeader("X-Sign-In")) return;
    event.preventDefault();
    if (asked.verb === "get" && !asked.triggeringEvent?.isTrusted) return mention();
    signedIn().then(ok => {
      if (!ok) return;
      const values = asked.formData;
      for (const input of document.querySelectorAll("input[name=_csrf]")) if (values.has("_csrf")) values.set("_csrf", input.value);
      const source = elt.isConnected ? elt : document.body;
      repeated = source;
      htmx.ajax(asked.verb, asked.path, { source, target, values, swap: etc.swapOverride, select: etc.select, headers: etc.headers });
      repeated = null;
    });
  });
  // it was confirmed when it was asked for first
  document.body.addEventListener("htmx:confirm", event => {
    if (event.detail.elt !== repeated) return;
    event.preventDefault();
    event.detail.issueRequest(true);
  });

  // What other scripts have asked for: they are told whether to ask once more.
  document.body.addEventListener("zamer:sign-in", event => signedIn().then(event.detail.then));

  // A form that leads to another page is sent only when it will be taken, and not once more by a second click; after a
  // while it may be sent again, as what it brings may be a file.
  const checked = new WeakSet();
  const under = new WeakSet();
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (checked.delete(form)) return;
    event.preventDefault();
    if (under.has(form)) return;
    under.add(form);
    const { submitter } = event;
    const send = () => {
      checked.add(form);
      form.requestSubmit(submitter);
      setTimeout(() => under.delete(form), 5000);
    };
    if (form.getAttribute("action") === "/logout") {
      session().then(now => {
        if (now && now.login === null) return location.assign("/login");
        if (now) renew(now);
        send();
      });
    } else {
      signedIn().then(ok => ok ? send() : under.delete(form));
    }
  });
})();
