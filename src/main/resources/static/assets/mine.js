// The engineer's page on the phone. What he fills in is kept there first (IndexedDB) and sent from there, one after the
// other, with a key of its own, under which the server does nothing twice. What the server refuses stays, beside the
// inputs, to be corrected.
addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("mine");
  const list = document.getElementById("mine-list");
  const words = root.dataset;
  const say = text => { document.getElementById("mine-said").textContent = text; };

  // ---- what is kept
  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("mine", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const store = async (mode, action) => {
    const transaction = (await opened).transaction("kept", mode);
    const asked = action(transaction.objectStore("kept"));
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  };
  const put = entry => store("readwrite", kept => kept.put(entry));
  const drop = key => store("readwrite", kept => kept.delete(key));
  const mine = async () => (await store("readonly", kept => kept.getAll()))
    .filter(entry => entry.user === words.user)
    .sort((a, b) => a.at - b.at);

  const keep = async entry => {
    try {
      await put({ key: crypto.randomUUID(), user: words.user, at: Date.now(), state: "waits", ...entry });
      say(words.kept);
    } catch {
      say(words.full);
      return false;
    }
    await show();
    send();
    return true;
  };

  // ---- sending
  const answered = async (entry, session) => {
    const headers = { [session.header]: session.token, "Idempotency-Key": entry.key, "Accept-Language": document.documentElement.lang };
    if (entry.what === "result") {
      const body = JSON.stringify(entry.body);
      return fetch(`/api/v1/deals/${entry.deal}/visit/result`, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body });
    }
    const body = new FormData();
    body.append("file", entry.file, entry.name);
    return fetch(`/api/v1/deals/${entry.deal}/files?kind=${entry.kind}`, { method: "POST", headers, body });
  };

  // True if the next one may be tried.
  const sent = async (entry, session) => {
    await put({ ...entry, state: "sending" });
    await show();
    const answer = await answered(entry, session);
    if (answer.ok) {
      await drop(entry.key);
      say(words.sent);
      return true;
    }
    if (answer.status === 401 || answer.status === 408 || answer.status === 429 || answer.status >= 500) {
      await put({ ...entry, state: answer.status === 401 ? "signed-out" : "waits" });
      return false;
    }
    const problem = await answer.json().catch(() => ({}));
    await put({ ...entry, state: "refused", detail: problem.detail ?? String(answer.status), violations: problem.violations ?? [] });
    return true;
  };

  // What could not be sent now is tried again by itself: soon at first, then ever more seldom. The browser tells that
  // there is a network before there is a way to the server, or does not tell it at all.
  const SOON = 1000, SELDOM = 15000;
  let pause = SOON, retry, asked = false;

  const sendAll = async () => {
    const due = (await mine()).filter(entry => entry.state !== "refused");
    if (!due.length) return;
    let some = false;
    try {
      // a token that the kept page had may be an old one, and somebody else may have signed in;
      // a network that is there and carries nothing must not keep everything waiting
      const answer = await fetch("/session", { cache: "no-store", signal: AbortSignal.timeout(15000) });
      const session = answer.ok ? await answer.json() : null;
      if (session?.login !== words.user) {
        if (session) for (const entry of due) await put({ ...entry, state: "signed-out" });
        return;
      }
      for (const entry of due) {
        if (!(await sent(entry, session))) break;
        some = true;
      }
    } catch {
      for (const entry of await mine()) if (entry.state === "sending") await put({ ...entry, state: "waits" });
    } finally {
      await show();
      if (some) news();
      clearTimeout(retry);
      pause = some ? SOON : Math.min(pause * 2, SELDOM);
      if ((await mine()).some(entry => entry.state !== "refused")) retry = setTimeout(send, pause);
    }
  };
  // One window at a time. Who asks while something is being sent is heard when that has ended: what he has may be newer.
  const send = () => {
    if (asked) return;
    asked = true;
    navigator.locks.request("mine-send", () => {
      asked = false;
      return sendAll();
    });
  };

  // ---- showing
  const element = (name, text, kind) => Object.assign(document.createElement(name), { textContent: text, className: kind ?? "" });
  const button = (text, action) => Object.assign(element("button", text, "btn btn-sm"), { type: "button", onclick: action });

  const show = async () => {
    const kept = await mine();
    document.getElementById("mine-kept").hidden = !kept.length;
    document.getElementById("mine-kept-list").replaceChildren(...kept.map(entry => {
      const line = element("li", "", `kept-${entry.state}`);
      const what = entry.what === "result" ? words.result : `${words.file} ${entry.name}`;
      line.append(element("div", `${entry.client}: ${what}`), element("div", words[{ "signed-out": "signedOut" }[entry.state] ?? entry.state], "kept-state"));
      if (entry.state === "signed-out") line.append(Object.assign(element("a", words.signIn, "btn btn-sm"), { href: "/login" }));
      if (entry.state !== "refused") return line;
      line.append(element("div", entry.violations.length ? entry.violations.map(wrong => wrong.message).join(" ") : entry.detail));
      const again = button(words.again, async () => { await drop(entry.key); await keep({ ...entry, key: crypto.randomUUID(), state: "waits" }); });
      const away = button(words.drop, async () => { if (confirm(words.dropSure)) { await drop(entry.key); await show(); } });
      const both = element("div", "", "btn-list mt-1");
      both.append(again, away);
      line.append(both);
      return line;
    }));
    for (const entry of kept) if (entry.what === "result" && entry.state === "refused") refused(entry);
  };

  const sentence = ({ rule, message }) => {
    const line = element("div", `${message} `, "invalid-feedback d-block");
    if (rule !== "INPUT") line.append(Object.assign(element("a", rule, "clause"), { href: `/regulation#${rule}` }));
    return line;
  };

  // What was refused stands in its form again, with what is wrong beside the inputs.
  const refused = entry => {
    const form = list.querySelector(`[data-deal="${entry.deal}"] .mine-form`);
    if (!form || form.dataset.shown === entry.key) return;
    form.dataset.shown = entry.key;
    form.closest("details").open = true;
    for (const [name, value] of Object.entries(entry.typed)) {
      for (const input of form.querySelectorAll(`[name="${name}"]`)) {
        if (input.type === "radio") input.checked = input.value === value; else input.value = value;
      }
    }
    const places = Object.fromEntries([...form.querySelectorAll("[data-errors]")].map(place => [place.dataset.errors, place]));
    Object.values(places).forEach(place => place.replaceChildren());
    const wrong = entry.violations.length ? entry.violations : [{ rule: "INPUT", message: entry.detail }];
    for (const violation of wrong) (places[violation.field] ?? places[""]).append(sentence(violation));
    for (const input of form.querySelectorAll("[name]")) input.setAttribute("aria-invalid", wrong.some(violation => violation.field === input.name));
  };

  // ---- filling in
  const amount = text => {
    const number = text.replace(/[\s₽]/g, "").replace(",", ".");
    return number === "" ? null : /^\d+(\.\d+)?$/.test(number) ? Number(number) : text;
  };
  const body = typed => {
    const { outcome } = typed;
    if (outcome === "contract") {
      return { outcome, contract: {
        number: typed["contract.number"].trim(),
        amount: amount(typed["contract.amount"]),
        discount: amount(typed["contract.discount"]),
        clientName: typed["contract.clientName"].trim(),
      } };
    }
    return outcome === "repeat" ? { outcome, date: typed.date || null, dateKind: typed.dateKind ?? null } : { outcome };
  };

  root.addEventListener("submit", async event => {
    const form = event.target.closest(".mine-form");
    if (!form) return;
    event.preventDefault();
    const { deal, client } = form.closest("[data-deal]").dataset;
    const typed = Object.fromEntries(new FormData(form));
    form.querySelectorAll("[data-errors]").forEach(place => place.replaceChildren());
    if (!typed.outcome) {
      form.querySelector('[data-errors="outcome"]').append(sentence({ rule: "INPUT", message: words.choose }));
      form.querySelector('[name="outcome"]').focus();
      return;
    }
    // a newer answer takes the place of one that has not been sent or was refused; one that is under way stays
    for (const entry of await mine()) {
      if (entry.what === "result" && entry.deal === deal && entry.state !== "sending") await drop(entry.key);
    }
    if (await keep({ what: "result", deal, client, typed, body: body(typed) })) {
      form.closest("details").open = false;
      delete form.dataset.typed;
    }
  });
  root.addEventListener("input", event => {
    const form = event.target.closest(".mine-form");
    if (form) form.dataset.typed = "yes";
  });
  root.addEventListener("change", async event => {
    if (event.target.type !== "file") return;
    const { deal, client } = event.target.closest("[data-deal]").dataset;
    for (const file of event.target.files) await keep({ what: "file", deal, client, kind: event.target.name, name: file.name, file });
    event.target.value = "";
  });

  // ---- what has changed elsewhere, and what is put by for a time without network
  const busy = () => list.querySelector("[data-typed], details[open]:not(.mine-later)") || list.contains(document.activeElement);
  const bar = document.getElementById("mine-news");
  const reload = () => { bar.hidden = true; document.body.dispatchEvent(new CustomEvent("mine:reload")); };
  let later;
  const news = () => {
    clearTimeout(later);
    later = setTimeout(() => { if (busy()) bar.hidden = false; else reload(); }, 1000);
  };
  bar.firstElementChild.addEventListener("click", reload);
  for (const event of ["live:deals", "live:refresh"]) document.body.addEventListener(event, news);
  list.addEventListener("htmx:afterSwap", () => { show(); putBy(); });

  const putBy = async () => {
    if (!("caches" in window) || !navigator.onLine) return;
    const cache = await caches.open("mine");
    let missed = false;
    const sources = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")].map(each => each.src || each.href);
    const icons = document.querySelector("svg use")?.getAttribute("href").split("#")[0];
    const page = new URL("/visits/mine", location).href;
    const wanted = new Set([...sources, new URL(icons, location).href, page]);
    // the page last, and only with all that it needs; what the page before it needed goes after that
    for (const address of wanted) {
      if (address === page ? missed : await cache.match(address)) continue;
      const answer = await fetch(address).catch(() => null);
      // somebody who has been signed out is led to another page, which is not put by
      if (answer?.ok && !answer.redirected) await cache.put(address, answer);
      else if (!answer?.redirected) missed = true;
    }
    if (!missed) for (const old of await cache.keys()) if (!wanted.has(old.url)) await cache.delete(old);
    if (missed) setTimeout(putBy, 5000);
  };

  const online = () => {
    document.getElementById("mine-offline").hidden = navigator.onLine;
    if (!navigator.onLine) return;
    pause = SOON;
    send();
  };
  addEventListener("online", online);
  addEventListener("offline", online);
  document.addEventListener("visibilitychange", online);
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/assets/mine-worker.js", { scope: "/", updateViaCache: "none" });
  }
  show().then(online).then(putBy);
});
