// Comforts of every page; all of it works without them.

// Filters that float over the page on wide screens close by Escape and by a click elsewhere.
const openPills = () => document.querySelectorAll(".pill[open]:not(.more, .pill--bad)");
const floats = matchMedia("(min-width: 64rem)");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const pill of openPills()) {
    const within = pill.contains(document.activeElement);
    pill.open = false;
    if (within) pill.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (!floats.matches) return;
  for (const pill of openPills()) if (!pill.contains(event.target)) pill.open = false;
});

// A form is not sent twice by a double tap. After a while it may be: on a slow line people try again.
const RETRY_AFTER_MS = 8000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), RETRY_AFTER_MS);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// Details that hold the target of a link open before the jump, so that nothing is hidden from who follows it.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
};
addEventListener("hashchange", reveal);
reveal();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const hint of document.querySelectorAll("[data-print-hint]")) hint.hidden = true;

// Without a connection a page says so, and whom to call: sw.js keeps that page, and that of «My list».
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));

// What only adds comfort to a page comes after its words: on a slow line nothing is fetched before it is painted.
requestAnimationFrame(() => {
  for (const { dataset } of document.querySelectorAll("[data-script]")) import(dataset.script);
});
