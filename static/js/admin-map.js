// An editor sets where a center is. The two number fields stay what is sent: the map reads and writes them.
window.drawMap = async (box) => {
  const { pin, area } = window.mapMarks;
  const { dataset: said } = box;
  const field = (name) => document.getElementById(`id_${name}`);
  const [latitude, longitude, hide, settlement] = ["latitude", "longitude", "hide_position", "settlement"].map(field);
  const status = document.querySelector("[data-map-status]");
  const button = (name) => document.querySelector(`[data-map-${name}]`);
  const map = await window.countryMap(box);
  map.setMaxZoom(16);
  const keptHidden = said.hidden !== undefined; // by its community or oblast

  const number = ({ value }) => (value.trim() ? Number(value.replace(",", ".")) : NaN);
  const typed = () => {
    const [lat, lon] = [number(latitude), number(longitude)];
    return lat >= 44 && lat <= 53 && lon >= 22 && lon <= 41 ? L.latLng(lat, lon) : null;
  };
  const empty = () => !latitude.value.trim() && !longitude.value.trim();

  // --- the area of the settlement ---

  let around = null;
  const ring = L.marker([0, 0], { interactive: false, keyboard: false, zIndexOffset: -20000 });
  const drawArea = () => {
    if (!around) return ring.remove();
    return ring.setLatLng(around).setIcon(area(map, { ...around, text: "≈" })).addTo(map);
  };
  const areaOf = (written) => {
    const [lat, lon, km] = written.split(" ").map(Number);
    around = written ? { lat, lon, km } : null;
    drawArea();
  };
  map.on("zoomend", drawArea);
  settlement?.addEventListener("change", async () => {
    const title = document.querySelector("#id_settlement-chooser [data-chooser-title]")?.textContent.trim();
    areaOf("");
    if (!settlement.value || !title) return;
    const answer = await fetch(`${said.places}?${new URLSearchParams({ q: title })}`);
    const { results = [] } = answer.ok ? await answer.json() : {};
    const found = results.find(({ code }) => code === settlement.value);
    if (!found?.lat) return;
    areaOf(`${found.lat} ${found.lon} ${found.precision === "settlement" ? 2 : 8}`);
    if (empty()) look();
  });

  // --- the pin ---

  const mark = L.marker([0, 0], { icon: pin({ label: said.pin }), draggable: true });
  const show = () => {
    const place = typed();
    if (place) mark.setLatLng(place).addTo(map);
    else mark.remove();
    const hidden = keptHidden || hide?.checked;
    status.textContent = hidden ? said.isHidden : place ? said.isExact : empty() ? said.isAbout : said.isWrong;
    button("clear").disabled = empty();
  };
  const write = ({ lat, lng }) => {
    latitude.value = lat.toFixed(5);
    longitude.value = lng.toFixed(5);
    tell();
  };
  const tell = () => {
    for (const each of [latitude, longitude]) each.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const look = () => {
    const place = typed() ?? (around && L.latLng(around));
    if (place) map.fitBounds(place.toBounds(2400 * (around?.km ?? 4)), { animate: false });
    else map.fitBounds(map.country, { animate: false });
  };

  const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  mark.on("dragend", () => write(mark.getLatLng()));
  box.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.target !== mark.getElement()) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? 20 : 2;
    write(map.unproject(map.project(mark.getLatLng()).add(L.point(step).multiplyBy(far))));
    map.panInside(mark.getLatLng(), { padding: [40, 40], animate: false });
  }, true);
  map.on("click", ({ latlng }) => write(latlng));
  button("middle").addEventListener("click", () => {
    write(map.getCenter());
    mark.getElement()?.focus();
  });
  button("clear").addEventListener("click", () => {
    latitude.value = longitude.value = "";
    tell();
    look();
    latitude.focus();
  });
  for (const each of [latitude, longitude]) for (const name of ["input", "change"]) each.addEventListener(name, show);
  hide?.addEventListener("change", show);

  areaOf(said.settlementAt);
  show();
  look();
};
