{% load static %}// Without a connection: a page that says so, and whom to call. Nothing else is kept; nothing typed is ever seen here.
const KEPT = "offline-{% static 'css/site.css' %}";
const PAGE = "{% url 'offline' %}";

addEventListener("install", (event) => {
  const parts = [PAGE, "{% static 'css/site.css' %}", "{% static 'img/favicon.svg' %}"];
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(parts)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name !== KEPT;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (request.method === "GET" && ["style", "image"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
