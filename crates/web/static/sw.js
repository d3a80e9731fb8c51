// Keeps the app's files on the device, so that it opens with no network. It keeps nothing that a person wrote:
// that is in the vault. `files.js` is written by the page build: the files' paths, and a version that changes
// when any of them does.

importScripts("/files.js");

const { version, files } = self.PAGE;
const PREFIX = "troth-page-";
const KEPT = PREFIX + version;
// What only the server can answer, even when somebody opens it as a page.
const SERVERS_OWN = ["/healthz"];

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder());
});

self.addEventListener("fetch", (event) => {
  const path = pathKept(event.request);
  if (path !== null) {
    event.respondWith(fromKept(path, event.request));
  }
});

// A reminder that somebody follows leads to the page that is open, or opens it.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(showPage());
});

async function showPage() {
  const [page] = await self.clients.matchAll({ type: "window" });
  return page ? page.focus() : self.clients.openWindow("/");
}

async function keepAll() {
  const kept = await caches.open(KEPT);
  await kept.addAll(files.map((path) => new Request(path, { cache: "no-cache" })));
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== KEPT);
  await Promise.all(older.map((name) => caches.delete(name)));
}

// The kept file that answers a request: every page of the app is the one document. `null`: not ours to answer.
function pathKept(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || SERVERS_OWN.includes(url.pathname)) {
    return null;
  }
  if (request.mode === "navigate") {
    return "/";
  }
  return files.includes(url.pathname) ? url.pathname : null;
}

async function fromKept(path, request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(path)) ?? fetch(request);
}
