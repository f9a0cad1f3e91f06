// The site's one worker. It shows the notices that the program pushes, which notices.js switches on, and it answers for
// the engineer's page when there is no network: with what the page has put by. Which styles and scripts
// those are the page itself knows (mine.js), and their addresses change with their content; so the page puts itself by,
// after them, and never stands there without them. Where somebody signs in or out, the page that was put by is of another
// person, and is thrown away.
const CACHE = "mine";
const PAGE = "/visits/mine";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

const page = async request => {
  try {
    return await fetch(request);
  } catch (lost) {
    return (await caches.match(PAGE)) ?? Promise.reject(lost);
  }
};

const asset = async request => (await caches.match(request)) ?? fetch(request);

// Who has signed out is told nothing more in this browser.
const forget = async () => (await self.registration.pushManager?.getSubscription())?.unsubscribe();

self.addEventListener("fetch", event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && ["/logout", "/login"].includes(pathname)) {
    event.waitUntil(caches.delete(CACHE));
    if (pathname === "/logout") event.waitUntil(forget());
  } else if (request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(page(request));
  } else if (request.method === "GET" && /^\/(assets|webjars)\//.test(pathname)) {
    event.respondWith(asset(request));
  }
});

// What the program pushes. The same notice replaces itself, however often it comes.
self.addEventListener("push", event => {
  const { title, body, tag, path } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { path }, icon: "/assets/favicon.svg" }));
});
self.addEventListener("notificationclick", event => {
  event.notification.close();
  const { path } = event.notification.data;
  event.waitUntil((async () => {
    for (const window of await self.clients.matchAll({ type: "window" })) {
      if ("navigate" in window) {
        await window.focus();
        return window.navigate(path);
      }
    }
    return self.clients.openWindow(path);
  })());
});
