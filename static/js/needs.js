// «My needs»: profiles and items kept in this browser only. They become links and ticked boxes; nothing is sent with
// them until the person follows a link or sends a form. Without a script they are plain filters.

const KEY = "my-needs";
const NAMES = ["profile", "access"];
const CODE = /^[a-z_]{1,40}$/;

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return (Array.isArray(kept) ? kept : []).filter(
      (pair) => Array.isArray(pair) && NAMES.includes(pair[0]) && CODE.test(pair[1]),
    );
  } catch {
    return []; // somebody else's words under our name, or storage is not allowed
  }
};

const write = (needs) => {
  try {
    if (needs.length) localStorage.setItem(KEY, JSON.stringify(needs));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
};

const boxes = (within) =>
  [...within.querySelectorAll("input[type=checkbox]")].filter(({ name }) => NAMES.includes(name));

// On the centres' page the link keeps what is searched for already.
const applied = (link, needs) => {
  const url = new URL(link.href);
  const asked = new URLSearchParams(url.pathname === location.pathname ? location.search : url.search);
  asked.delete("page");
  for (const [name, value] of needs) if (!asked.getAll(name).includes(value)) asked.append(name, value);
  url.search = asked;
  return url.href;
};

const lines = document.querySelectorAll("[data-needs]");
const form = document.querySelector("[data-needs-form]");
const prefilled = document.querySelector("[data-needs-boxes]"); // a form that asks for profiles too

const show = () => {
  const needs = read();
  for (const line of lines) {
    line.hidden = !needs.length;
    const link = line.querySelector("[data-needs-apply]");
    if (link) link.href = applied(link, needs);
  }
};

const tick = (within, on) => {
  const needs = read();
  for (const box of boxes(within)) {
    if (!needs.some(([name, value]) => name === box.name && value === box.value)) continue;
    box.checked = on;
    const fold = box.closest("details");
    if (on && fold) fold.open = true;
  }
};

for (const within of [form, prefilled]) {
  if (within && !boxes(within).some(({ checked }) => checked)) tick(within, true);
}

for (const line of lines) {
  line.querySelector("[data-needs-forget]").addEventListener("click", () => {
    for (const within of [form, prefilled]) if (within) tick(within, false);
    write([]);
    show();
  });
}

const keep = form?.querySelector("[data-needs-keep]");
if (keep) {
  keep.hidden = false;
  form.querySelector("[data-needs-keep-hint]").hidden = false;
  const usual = keep.textContent;
  keep.addEventListener("click", () => {
    const chosen = boxes(form).filter(({ checked }) => checked);
    if (!write(chosen.map(({ name, value }) => [name, value]))) return;
    show();
    keep.textContent = keep.dataset.kept;
    setTimeout(() => (keep.textContent = usual), 4000);
  });
}

show();
addEventListener("storage", show); // another tab
