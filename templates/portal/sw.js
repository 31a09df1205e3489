{% load static %}// Without a connection: a page that says so, and whom to call; and «My list», where it was opened before. The page of the
// list is empty: what is on it is in the browser's own storage. Nothing else is kept; nothing typed is ever seen here.
const PAGE = "{% url 'offline' %}";
const LOOK = ["{% static 'css/site.css' %}", "{% static 'img/favicon.svg' %}"];
const LISTS = ["/uk/my-list/", "/en/my-list/"];
const SCRIPTS = ["{% static 'js/site.js' %}", "{% static 'js/my-list.js' %}"];
const KEPT = ["offline", ...LOOK, ...SCRIPTS].join(" ");

const keep = async (addresses) => (await caches.open(KEPT)).addAll(addresses);

const renew = async () => {
  for (const name of await caches.keys()) {
    if (name === KEPT) continue;
    const kept = await (await caches.open(name)).keys();
    const lists = kept.map(({ url }) => new URL(url).pathname).filter((path) => LISTS.includes(path));
    if (lists.length) await keep([...lists, ...SCRIPTS]);
    await caches.delete(name);
  }
};

addEventListener("install", (event) => event.waitUntil(keep([PAGE, ...LOOK]).then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(renew()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    const answer = fetch(request);
    event.respondWith(answer.catch(async () => (await caches.match(request)) ?? caches.match(PAGE)));
    const { pathname, search } = new URL(request.url);
    if (!LISTS.includes(pathname) || search) return;
    const copied = answer.then((page) => page.ok && page.clone());
    event.waitUntil(
      copied
        .then(async (page) => {
          if (!page) return;
          await keep(SCRIPTS);
          await (await caches.open(KEPT)).put(pathname, page);
        })
        .catch(() => {}),
    );
  } else if (["style", "image", "script"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
