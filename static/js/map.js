// The results on a map. What is on it is read from the list under it, which is whole without a script.
{
  const { SIZE, pin, dot, area } = window.mapMarks ?? {};
  const APART_FROM = 11; // from this zoom on areas are drawn beside what is clustered, as wide as they are
  const NEAR = 6; // so many of the nearest the first view holds, when there is somewhere to measure from
  const HALF_THE_COUNTRY = 9; // degrees; what spreads over it is shown in the whole of it
  const CLOSE = 11;
  const OPENS_MS = 700; // an opening cluster, until what was inside stands where it belongs
  const BAND = 44;

  const read = (item) => {
    const [lat, lon, km = 0] = item.dataset.at.split(" ").map(Number);
    const link = item.querySelector("a");
    const words = item.textContent.slice(link.textContent.length).trim();
    return { item, link, lat, lon, km, words, title: link.textContent, unknown: item.closest("section").dataset.part === "unknown" };
  };

  // Centers at one point are one mark: a door, or an area.
  const gathered = (rows) => {
    const places = new Map();
    for (const row of rows) {
      const key = row.item.dataset.at;
      if (!places.has(key)) places.set(key, { lat: row.lat, lon: row.lon, km: row.km, rows: [] });
      places.get(key).rows.push(row);
    }
    return [...places.values()];
  };

  const start = async (box) => {
    const said = box.dataset;
    const rows = [...document.querySelectorAll(".spots [data-at]")].map(read);
    const places = gathered(rows);
    const map = await window.countryMap(box);

    // --- marks ---

    const named = ({ title, words, unknown }) => [title, ...words.split(" · "), ...(unknown ? [said.unknown] : [])].join(", ");
    const label = ({ rows: here, km }) => {
      const several = here.length > 1 ? [said.place.replace("NUMBER", here.length)] : [];
      return [...several, here.map(named).join("; "), ...(km ? [said.about] : [])].join(", ");
    };
    const icon = (place) => {
      const { rows: here, km, lat } = place;
      const unknown = here.every((row) => row.unknown);
      const shape = `${unknown ? "mk--unk" : ""} ${place === open ? "on" : ""}`;
      const text = here.length > 1 ? here.length : unknown ? "?" : km ? "≈" : "";
      const options = { shape, text, label: label(place) };
      return km ? area(map, { ...options, lat, km }) : pin(options);
    };

    let open = null;
    for (const place of places) {
      place.marker = L.marker([place.lat, place.lon], { icon: icon(place), zIndexOffset: place.km ? -1000 * place.km - 20000 : 0 });
      place.marker.place = place;
      place.marker.on("click", () => choose(place));
      place.marker.on("keypress", ({ originalEvent }) => {
        if (!["Enter", " "].includes(originalEvent.key)) return;
        originalEvent.preventDefault();
        choose(place);
      });
    }
    const areas = places.filter(({ km }) => km).map(({ marker }) => marker);

    const clusters = L.markerClusterGroup({
      maxClusterRadius: SIZE + 4,
      showCoverageOnHover: false,
      spiderfyDistanceMultiplier: 3, // so that what is spread out can be touched
      animate: !map.calm,
      iconCreateFunction: (cluster) => {
        const here = cluster.getAllChildMarkers().map(({ place }) => place);
        const inside = here.flatMap((place) => place.rows);
        const about = here.every(({ km }) => km);
        const words = said.cluster.replace("NUMBER", inside.length);
        const shape = `mk--many ${about ? "mk--about" : ""} ${inside.every((row) => row.unknown) ? "mk--unk" : ""}`;
        return dot({ shape, text: inside.length, label: about ? `${words}, ${said.about}` : words });
      },
    });
    clusters.addLayers(places.map(({ marker }) => marker));

    const { origin } = said;
    if (origin) {
      const from = { icon: dot({ shape: "mk--from" }), interactive: false, keyboard: false, zIndexOffset: -10000 };
      L.marker(origin.split(" ").map(Number), from).addTo(map);
    }

    const around = ({ lat, lon, km }) => L.latLng(lat, lon).toBounds(2000 * Math.max(km, 1));
    const first = L.latLngBounds([]);
    if (origin) first.extend(origin.split(" ").map(Number));
    const far = ({ lat, lon }) => map.distance([lat, lon], origin.split(" ").map(Number));
    const nearest = origin ? rows.slice().sort((a, b) => far(a) - far(b)).slice(0, NEAR) : rows;
    for (const row of nearest) first.extend(around(row));
    const clear = { paddingTopLeft: [60, 44], paddingBottomRight: [24, 24] }; // of the buttons, of whole marks
    const wide = !first.isValid() || first.getEast() - first.getWest() > HALF_THE_COUNTRY;
    map.fitBounds(wide ? map.country : first.pad(0.04), { animate: false, maxZoom: CLOSE, ...clear });
    map.addLayer(clusters);

    let apart = false;
    const resize = () => {
      for (const { place } of areas) place.marker.setIcon(icon(place));
      if (apart === map.getZoom() >= APART_FROM) return;
      apart = !apart;
      if (apart) {
        clusters.removeLayers(areas);
        for (const marker of areas) marker.addTo(map);
      } else {
        for (const marker of areas) marker.remove();
        clusters.addLayers(areas);
      }
    };
    resize();
    map.on("zoomend", resize);

    // --- the keyboard: marks follow each other as one reads, line by line ---

    const marks = () => [...map.getPane("markerPane").querySelectorAll(".mk-box[tabindex]")];
    const at = (mark) => mark._leaflet_pos ?? L.point(0, 0);
    const order = () => {
      map.names.update();
      const before = marks();
      const line = (mark) => Math.round(at(mark).y / BAND);
      const after = before.slice().sort((a, b) => line(a) - line(b) || at(a).x - at(b).x);
      if (after.every((mark, place) => mark === before[place])) return;
      const focused = document.activeElement;
      map.getPane("markerPane").append(...after);
      if (after.includes(focused)) focused.focus({ preventScroll: true });
    };
    map.on("moveend", order);
    clusters.on("animationend spiderfied unspiderfied", order);
    order();

    // A cluster that opens goes away, and the focus with it: it goes on to the nearest of what was inside.
    clusters.on("clusterkeypress", ({ layer, originalEvent }) => {
      const { key } = originalEvent;
      if (key === " ") {
        originalEvent.preventDefault();
        layer.zoomToBounds();
      } else if (key !== "Enter") return;
      const from = layer.getLatLng();
      const goOn = () => {
        order();
        const here = map.latLngToLayerPoint(from);
        const [nearest] = marks().filter((mark) => mark !== layer.getElement()).sort((a, b) => at(a).distanceTo(here) - at(b).distanceTo(here));
        const lost = [box, document.body].includes(document.activeElement);
        if (nearest && lost) nearest.focus({ preventScroll: true });
      };
      setTimeout(goOn, map.calm ? 0 : OPENS_MS);
    });

    // --- what is chosen, in words ---

    const card = L.DomUtil.create("section", "map__card", box);
    card.hidden = true;
    card.tabIndex = -1;
    L.DomEvent.disableClickPropagation(card).disableScrollPropagation(card);

    const button = (text, css, act) => {
      const made = L.DomUtil.create("button", css);
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    };

    const told = (row) => {
      const part = L.DomUtil.create("div", "map__told");
      const link = row.link.cloneNode(true);
      const words = L.DomUtil.create("p");
      words.append(...[...row.item.childNodes].filter((node) => node !== row.link && !(node instanceof HTMLButtonElement)).map((node) => node.cloneNode(true)));
      part.append(link, words);
      if (row.unknown) L.DomUtil.create("p", "map__unk", part).textContent = said.unknown;
      part.append(button(said.list, "map__more", () => point(row)));
      return part;
    };

    const choose = (place) => {
      const before = open;
      open = place;
      for (const each of [before, place]) each?.marker.setIcon(icon(each));
      card.setAttribute("aria-label", place.rows.length > 1 ? said.place.replace("NUMBER", place.rows.length) : place.rows[0].title);
      const close = button("×", "map__close", shut);
      close.setAttribute("aria-label", said.close);
      card.replaceChildren(close, ...place.rows.map(told));
      card.hidden = false;
      card.scrollTop = 0;
      card.focus({ preventScroll: true });
      const low = Math.min(card.offsetHeight, box.clientHeight / 2) + 16;
      map.panInside([place.lat, place.lon], { paddingTopLeft: [60, 60], paddingBottomRight: [40, low + 30], animate: !map.calm });
    };

    const shut = () => {
      if (!open) return;
      const { marker } = open;
      open = null;
      card.hidden = true;
      marker.setIcon(icon(marker.place));
      const shown = clusters.getVisibleParent(marker) ?? marker;
      (shown.getElement?.() ?? box).focus({ preventScroll: true });
    };

    const point = ({ item, link }) => {
      document.querySelector(".spots .on")?.classList.remove("on");
      item.classList.add("on");
      link.focus({ preventScroll: true });
      item.scrollIntoView({ block: "center", behavior: map.calm ? "auto" : "smooth" });
    };

    map.on("click", () => open && shut());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      shut();
    });

    for (const place of places) {
      for (const { item, title } of place.rows) {
        const show = button(said.here, "spots__show", () => {
          map.setView([place.lat, place.lon], Math.max(map.getZoom(), place.km > 4 ? 9 : CLOSE), { animate: false });
          choose(place);
          box.scrollIntoView({ block: "nearest", behavior: map.calm ? "auto" : "smooth" });
        });
        show.setAttribute("aria-label", `${said.here}: ${title}`);
        item.append(" ", show);
      }
    }
    box.dataset.ready = "";
  };

  for (const box of document.querySelectorAll("[data-map]")) {
    const failed = () => {
      box.textContent = box.dataset.failed;
      box.classList.add("map--failed");
    };
    if (window.countryMap && L.markerClusterGroup) start(box).catch(failed);
    else failed();
  }
}
