// Quick exit: the page is blank at once, however slow the line, and Back does not return to it.

const TIMES = 3;
const WITHIN_MS = 2000;

const link = document.querySelector("[data-exit]");

const leave = () => {
  document.title = " ";
  document.body.hidden = true;
  location.replace(link.href);
};

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.querySelector("[data-exit-hint]").hidden = false;

let presses = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  const now = performance.now();
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  if (presses.length === TIMES) leave();
});
