// «My list»: centers kept in this browser only. What is stored is what a card says without a connection: slug, title,
// address, telephone. Lists and centers' pages get their buttons here, so that without a script there are none.

const KEY = "my-list";
const MOST = 50;

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((center) => typeof center?.slug === "string") : [];
  } catch {
    return []; // somebody else's words under our name
  }
};

const write = (list) => {
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
    else localStorage.removeItem(KEY);
  } catch {
    // storage is full or not allowed: the buttons show that nothing was kept
  }
  show();
};

const has = (slug) => read().some((center) => center.slug === slug);
const drop = (slug) => write(read().filter((center) => center.slug !== slug));
const add = (center) => write([...read().filter(({ slug }) => slug !== center.slug), center]);

// --- Buttons and the link with the number

const links = document.querySelectorAll("[data-my-list]");
const words = links[0]?.dataset;
const buttons = new Map();

const show = () => {
  const number = read().length;
  for (const link of links) {
    link.hidden = !number;
    link.querySelector("span").textContent = number;
  }
  for (const [button, { slug }] of buttons) {
    button.textContent = has(slug) ? words.drop : words.add;
    button.setAttribute("aria-pressed", has(slug));
  }
};

const give = (place, center) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "keep no-print";
  button.setAttribute("aria-description", center.title);
  button.addEventListener("click", () => (has(center.slug) ? drop(center.slug) : add(center)));
  buttons.set(button, center);
  place.prepend(button);
};

const slugOf = (link) => new URL(link.href).pathname.split("/").at(-2);
const text = (element) => element?.textContent.trim() ?? "";

// What a card in a list says, by what it looks like.
const centerOf = (card) => {
  const link = card.querySelector("h3 a");
  return {
    slug: slugOf(link),
    title: text(link),
    address: text(card.querySelector("h3 ~ p:not([class])")),
    phone: text(card.querySelector("[href^='tel:']")),
  };
};

const here = document.querySelector("[data-my-list-page]");

if (words) {
  if (!here) {
    for (const card of document.querySelectorAll(".result")) {
      let line = card.querySelector(".call");
      if (!line) {
        line = document.createElement("p");
        line.className = "call";
        card.append(line);
      }
      give({ prepend: (button) => line.append(button) }, centerOf(card));
    }
  }
  for (const place of document.querySelectorAll("[data-keep]")) {
    const { keep: slug, title, address, phone } = place.dataset;
    place.hidden = false;
    give(place, { slug, title, address, phone });
  }
  show();
  addEventListener("storage", show); // another tab
  addEventListener("pageshow", show);
}

// --- The page of the list

const card = ({ slug, title, address, phone }) => {
  const item = document.createElement("li");
  item.className = "result";
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = location.pathname.replace(/my-list\/$/, `centers/${encodeURIComponent(slug)}/`);
  link.textContent = title || slug;
  heading.append(link);
  const where = document.createElement("p");
  where.textContent = address ?? "";
  item.append(heading, where);
  if (phone) {
    const line = document.createElement("p");
    line.className = "call";
    const call = document.createElement("a");
    call.href = `tel:${phone.replace(/[^+\d]/g, "")}`;
    call.textContent = phone;
    line.append(call);
    item.append(line);
  }
  return item;
};

const withoutConnection = (list, place) => {
  const said = document.createElement("p");
  said.className = "notice mt";
  said.textContent = here.dataset.offline;
  const cards = document.createElement("ul");
  cards.className = "results results--plain";
  cards.append(...list.map(card));
  place.replaceChildren(said, cards);
};

const layOut = async () => {
  const place = here.querySelector("[data-my-list-here]");
  const list = read();
  here.querySelector("[data-my-list-empty]").hidden = list.length > 0;
  here.querySelector("[data-my-list-clear]").hidden = !list.length;
  here.querySelector("[data-print]").hidden = !list.length;
  if (!list.length) {
    place.replaceChildren();
    return;
  }
  try {
    const asked = new URLSearchParams(list.map(({ slug }) => ["center", slug]));
    const answer = await fetch(`${location.pathname}?${asked}`);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.querySelector("[data-my-list-here]").childNodes);
  } catch {
    withoutConnection(list, place);
  }
  for (const item of place.querySelectorAll(".result")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "keep no-print";
    button.textContent = here.dataset.remove;
    button.setAttribute("aria-description", text(item.querySelector("h3")));
    button.addEventListener("click", () => {
      drop(slugOf(item.querySelector("h3 a")));
      layOut();
    });
    item.append(button);
  }
};

if (here && !location.search) {
  here.querySelector("[data-my-list-clear]").addEventListener("click", () => {
    write([]);
    layOut();
  });
  layOut();
}

// --- A list's link

for (const button of document.querySelectorAll("[data-copy]")) {
  const link = button.parentElement.querySelector("[data-share]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const usual = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = link.dataset.share;
      setTimeout(() => (button.textContent = usual), 4000);
    } catch {
      link.focus(); // the address stands there to be copied by hand
    }
  });
}
