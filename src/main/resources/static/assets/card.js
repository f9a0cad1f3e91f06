// The card of a deal: its tabs, the keys of a section, files that are sent one by one, the chat that keeps to its end.
(() => {
  const shown = tab => {
    for (const other of tab.parentElement.children) {
      const on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      const pane = document.getElementById(other.getAttribute("aria-controls"));
      pane.hidden = !on;
      if (on) for (const part of pane.querySelectorAll("[hx-trigger~=pane-shown]")) htmx.trigger(part, "pane-shown");
    }
    toEnd(document.querySelector(".pane:not([hidden]) .chat-log"));
  };
  const toEnd = log => { if (log) log.scrollTop = log.scrollHeight; };

  document.addEventListener("click", event => {
    const tab = event.target.closest("[role=tab]");
    if (tab) shown(tab);
  });
  document.addEventListener("keydown", event => {
    const tab = event.target.closest?.("[role=tab]");
    if (tab && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const other = event.key === "ArrowLeft" ? tab.previousElementSibling : tab.nextElementSibling;
      if (other) { shown(other); other.focus(); }
    }
    const section = event.target.closest?.(".section.editing");
    if (section && event.key === "Escape") section.querySelector("[data-leave]").click();
    if (event.target.id === "chat-text" && event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });

  // Focus goes where work goes on: into a section that is opened, back to its button when it is closed.
  let near = true;
  document.body.addEventListener("htmx:beforeSwap", event => {
    const log = document.querySelector(".chat-log");
    near = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const section = event.detail.target.closest?.(".section");
    if (section) section.left = section.contains(document.activeElement);
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    const part = event.detail.elt;
    if (part.matches?.(".section.editing")) {
      (part.querySelector("[aria-invalid=true], .theirs input:checked") ?? part.querySelector(".form-control") ?? part).focus();
    } else if (part.matches?.(".section") && event.detail.target?.left && (document.activeElement === document.body || !document.activeElement)) {
      part.querySelector("[id^=edit-]")?.focus();
    } else if (part.matches?.(".chat-write")) {
      part.querySelector("textarea").focus();
    }
    if (part.matches?.(".chat, .chat-line, .chat-end")) {
      const log = document.querySelector(".chat-log");
      if (near && log) toEnd(log);
      if (log?.querySelector(".chat-line")) log.querySelector(".chat-none")?.remove();
    }
  });
  toEnd(document.querySelector(".chat-log"));

  // What happens with the deal comes into the timeline where its moment puts it, be it below what lies ahead of the clock
  // or above what was reported late: what is shown is read anew, and only what differs is exchanged.
  const timeline = document.getElementById("timeline");
  let reading = null;
  const read = async () => {
    const kinds = document.querySelector(".timeline-kinds");
    const shown = timeline.querySelectorAll(".entry").length;
    const query = new URLSearchParams(new FormData(kinds));
    query.set("size", shown + 20);
    const answer = await fetch(`${timeline.dataset.timeline}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const html = await answer.text();
    // the kinds were changed meanwhile
    if (String(new URLSearchParams(new FormData(kinds))) !== String(query).replace(/&size=\d+$/, "")) return;
    const fresh = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html").querySelector("ol");
    const now = new Set([...fresh.querySelectorAll(".entry")].map(({ id }) => id));
    timeline.querySelector(".timeline-none")?.remove();
    let place = timeline.firstElementChild;
    for (const entry of [...fresh.querySelectorAll(".entry")]) {
      while (place?.matches(".entry") && !now.has(place.id)) place = place.nextElementSibling;
      const known = document.getElementById(entry.id);
      if (known && known.innerHTML === entry.innerHTML && known === place) { place = place.nextElementSibling; continue; }
      if (known === place) place = place?.nextElementSibling ?? null;
      known?.remove();
      timeline.insertBefore(entry, place);
    }
    const whole = !fresh.querySelector(".timeline-earlier");
    const last = [...now].at(-1);
    let past = !last;
    for (const entry of [...timeline.querySelectorAll(".entry")]) {
      if (!now.has(entry.id) && (whole || !past)) entry.remove();
      if (entry.id === last) past = true;
    }
    if (!whole && !timeline.querySelector(".timeline-earlier")) {
      const earlier = fresh.querySelector(".timeline-earlier");
      timeline.append(earlier);
      htmx.process(earlier);
    }
  };
  // one at a time, and once more for what happened meanwhile
  const readAgain = () => { reading = reading ? reading.then(read) : read().finally(() => { reading = null; }); };
  if (timeline) {
    const deal = timeline.closest("[data-deal]").dataset.deal;
    for (const event of [`live:deal-${deal}`, "deal-changed", "live:refresh"]) document.body.addEventListener(event, readAgain);
  }

  // On a narrow screen the bar of stages begins where the deal is.
  const toStage = () => {
    const stage = document.querySelector(".stages-row .stage.current");
    if (stage) stage.parentElement.scrollLeft = stage.offsetLeft - stage.parentElement.offsetLeft - 16;
  };
  toStage();
  document.body.addEventListener("htmx:afterSettle", event => { if (event.detail.elt.id === "deal-head") toStage(); });

  // Files are sent one by one, so that each has its progress and its own refusal.
  const under = (list, name) => {
    const line = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", name);
    line.append(words, bar);
    list.append(line);
    return line;
  };
  const send = (files, kind, file) => new Promise(done => {
    const list = files.querySelector(".files-under-way");
    const line = under(list, file.name);
    const failed = text => {
      line.className = "text-danger";
      line.textContent = `${file.name}: ${text}`;
      done(false);
    };
    if (file.size > 20 * 1024 * 1024) return failed(list.dataset.tooLarge);
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.open("POST", `${files.dataset.files}?kind=${encodeURIComponent(kind)}&short=true`);
    for (const [name, value] of Object.entries(JSON.parse(document.body.getAttribute("hx-headers")))) request.setRequestHeader(name, value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = event => { if (event.lengthComputable) line.querySelector("progress").value = event.loaded / event.total; };
    request.onerror = () => failed(list.dataset.lost);
    request.onload = () => {
      if (request.status === 200) { line.remove(); return done(true); }
      if (request.getResponseHeader("X-Sign-In")) {
        const then = ok => {
          line.remove();
          done(ok && send(files, kind, file));
        };
        return document.body.dispatchEvent(new CustomEvent("zamer:sign-in", { detail: { then } }));
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      failed((answer.querySelector(".text-danger, .note")?.textContent ?? list.dataset.lost).replace(file.name, "").trim());
    };
    request.send(body);
  });
  document.addEventListener("change", async event => {
    const add = event.target.closest(".files-add");
    if (!add || event.target.type !== "file") return;
    const files = add.closest(".files");
    let all = true;
    for (const file of [...event.target.files]) all = (await send(files, add.elements.kind.value, file)) && all;
    event.target.value = "";
    // what was refused stays to be read; the list is loaded anew only when nothing was
    if (all) document.body.dispatchEvent(new CustomEvent("files-done"));
  });

  // Who closes the chat is seen to be gone at once.
  addEventListener("pagehide", () => {
    const chat = document.querySelector(".chat[data-chat]");
    if (!chat) return;
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    const body = new URLSearchParams();
    body.append("_csrf", Object.values(headers)[0]);
    navigator.sendBeacon(`${chat.dataset.chat}/left`, body);
  });
})();
