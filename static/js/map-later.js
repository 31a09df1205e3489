// A map that costs nothing until somebody looks at it: its parts (data-map-parts, addresses in their order) are fetched
// when its box comes into view, and `window.drawMap(box)`, which the last of them defines, draws it.
const fetched = (address) => new Promise((resolve, reject) => {
  const style = /\.css$/.test(new URL(address, location).pathname);
  const part = document.createElement(style ? "link" : "script");
  if (style) Object.assign(part, { rel: "stylesheet", href: address });
  else part.src = address;
  part.addEventListener("load", resolve);
  part.addEventListener("error", reject);
  document.head.append(part);
});

const draw = async (box) => {
  try {
    for (const part of box.dataset.mapParts.split(" ")) await fetched(part);
    await window.drawMap(box);
    box.dataset.ready = "";
  } catch {
    box.textContent = box.dataset.failed;
    box.classList.add("map--failed");
  }
};

const seen = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target);
  }
});

for (const box of document.querySelectorAll("[data-map-parts]")) {
  box.closest("[data-with-map]").hidden = false;
  seen.observe(box);
}
