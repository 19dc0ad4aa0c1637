// Answers for the server when that is gone: the page of the screen and its files, as they last came.
// The newest board is kept by the page itself, which asks for it every few seconds.

const STORE = "hall";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));
self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { pathname } = new URL(request.url);
    if (request.method === "GET" && (request.mode === "navigate" || pathname.startsWith("/static/"))) {
        event.respondWith(fetchOrKept(request, pathname));
    }
});

// Keep a page with the files that it was made of: all of them, or as it was before. The page comes from the server
// itself: a copy that some cache still holds may show what was recalled since.
async function keep({ page, files }) {
    const store = await caches.open(STORE);
    await store.addAll([new Request(page, { cache: "reload" }), ...files]);
}

async function fetchOrKept(request, pathname) {
    try {
        const response = await fetch(request);
        if (response.status < 500) {
            return response;
        }
        return (await kept(pathname)) || response;
    } catch (error) {
        const found = await kept(pathname);
        if (found) {
            return found;
        }
        throw error;
    }
}

async function kept(pathname) {
    const store = await caches.open(STORE);
    return store.match(pathname, { ignoreSearch: true });
}
