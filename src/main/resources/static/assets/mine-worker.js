// Answers for the engineer's page when there is no network: with what the page has put by. Which styles and scripts
// those are the page itself knows (mine.js), and their addresses change with their content. Where somebody signs in or
// out, the page that was put by is of another person, and is thrown away.
const CACHE = "mine";
const PAGE = "/visits/mine";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

const page = async request => {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) {
      const cache = await caches.open(CACHE);
      await cache.put(PAGE, answer.clone());
    }
    return answer;
  } catch (lost) {
    return (await caches.match(PAGE)) ?? Promise.reject(lost);
  }
};

const asset = async request => (await caches.match(request)) ?? fetch(request);

self.addEventListener("fetch", event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && ["/logout", "/login"].includes(pathname)) {
    event.waitUntil(caches.delete(CACHE));
  } else if (request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(page(request));
  } else if (request.method === "GET" && /^\/(assets|webjars)\//.test(pathname)) {
    event.respondWith(asset(request));
  }
});
