// Keeps one page for the moment when nothing answers; everything else goes to the network untouched.
const SHELF = "siyu-member-offline-1";
const PAGE = "/offline/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.add(new Request(PAGE, { cache: "reload" }))));
});
self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("siyu-member-offline") && name !== SHELF;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});
self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
});

// Pushes: shown as they came; pressing one opens its page, in the window that is open already where there is one.
self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: told.tag, icon: "/static/ui/img/seal.svg", data: { url: told.url || "/messages/notices/" } };
  event.waitUntil(self.registration.showNotification(told.title || "", shown));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data.url, self.location.origin);
  if (address.origin !== self.location.origin) return;
  const open = async () => {
    const [window] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (!window) return self.clients.openWindow(address);
    await window.focus();
    return window.navigate(address);
  };
  event.waitUntil(open());
});
