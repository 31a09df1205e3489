// What every map shares: the country, drawn from our own file; names of towns where there is room; and a page that can
// still be scrolled over it. `countryMap(box)` makes a map of an element (templates: data-country and the words).
{
  const UNIT = 500; // see directory/data/regions/build_basemap.py
  const BOUNDS = [[44.2, 22], [52.5, 40.3]];
  const AROUND = [[41, 16], [55.5, 46]];
  const FEW = 24; // names that are known when the whole country is in view
  const HINT_MS = 1600;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const unpacked = ([lon, lat, ...steps]) => {
    const line = [[lat / UNIT, lon / UNIT]];
    for (let at = 0; at < steps.length; at += 2) {
      lon += steps[at];
      lat += steps[at + 1];
      line.push([lat / UNIT, lon / UNIT]);
    }
    return line;
  };

  const draw = (map, { arcs, inner, country, land }) => {
    const lines = arcs.map(unpacked);
    const walked = (arc) => (arc < 0 ? lines[-1 - arc].slice().reverse() : lines[arc]);
    const drawn = (css, more) => ({ className: css, interactive: false, ...more });
    L.polygon(land.map((ring) => [ring.flatMap(walked)]), drawn("map__land", { stroke: false })).addTo(map);
    L.polyline(inner.map((arc) => lines[arc]), drawn("map__border", { fill: false })).addTo(map);
    L.polyline(country.map((arc) => lines[arc]), drawn("map__edge", { fill: false })).addTo(map);
  };

  // The most populous first, none over another: as many as the view has room for.
  const Names = L.Layer.extend({
    initialize(names) {
      this.names = names.map(([lat, lon, text]) => ({ at: L.latLng(lat / UNIT, lon / UNIT), text }));
    },
    getEvents() {
      return { moveend: this.update };
    },
    onAdd(map) {
      const pane = map.createPane("names");
      pane.setAttribute("aria-hidden", "true");
      this.update();
    },
    onRemove(map) {
      map.getPane("names").replaceChildren();
    },
    update() {
      const map = this._map;
      const view = map.getPixelBounds();
      const corner = map.getPixelOrigin();
      const known = Math.round(FEW * 2.2 ** (map.getZoom() - 5));
      const taken = [...map.getPane("markerPane").children].filter((mark) => mark._leaflet_pos).map((mark) => {
        const point = mark._leaflet_pos.add(corner);
        const up = mark.querySelector(".mk--pin") ? 20 : 0; // a pin stands on its place
        return L.bounds(point.subtract([18, 18 + up]), point.add([18, 18 - up]));
      });
      const shown = [];
      for (const { at, text } of this.names.slice(0, known)) {
        const point = map.project(at);
        if (!view.contains(point)) continue;
        const wide = 7.5 * text.length;
        // To the right of its dot, else to the left; under or above what covers the dot.
        const spot = [[8, -9], [-8 - wide, -9], [-wide / 2, 18], [-wide / 2, -36]].find(([x, y]) => {
          const box = L.bounds(point.add([x, y]), point.add([x + wide, y + 18]));
          return view.contains(box) && !taken.some((other) => other.overlaps(box)) && taken.push(box);
        });
        if (!spot) continue;
        const place = map.latLngToLayerPoint(at);
        const name = L.DomUtil.create("span", "map__name leaflet-zoom-hide");
        name.textContent = text;
        L.DomUtil.setPosition(name, place.add(spot));
        const dot = L.DomUtil.create("span", "map__dot leaflet-zoom-hide");
        L.DomUtil.setPosition(dot, place.subtract([3, 3]));
        shown.push(dot, name);
      }
      map.getPane("names").replaceChildren(...shown);
    },
  });

  // One finger and the bare wheel scroll the page; two fingers, a mouse's button and Ctrl with the wheel move the map.
  const scrollPast = (map, box) => {
    const hint = L.DomUtil.create("p", "map__hint", box);
    hint.setAttribute("aria-hidden", "true");
    let timer;
    const say = (words) => {
      hint.textContent = words;
      hint.classList.add("on");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("on"), HINT_MS);
    };
    const early = { capture: true, passive: true };
    box.addEventListener("wheel", ({ ctrlKey, metaKey }) => {
      if (ctrlKey || metaKey) map.scrollWheelZoom.enable();
      else {
        map.scrollWheelZoom.disable();
        say(box.dataset.wheel);
      }
    }, early);
    box.addEventListener("pointerdown", ({ pointerType }) => {
      if (pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    }, early);
    box.addEventListener("touchmove", ({ touches }) => touches.length === 1 && say(box.dataset.touch), early);
  };

  // A mark that says its name; `shape` are the classes of the drawing in static/css/map.css.
  const Mark = L.DivIcon.extend({
    createIcon(old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      const drawing = L.DomUtil.create("span", `mk ${this.options.shape}`);
      drawing.textContent = this.options.text ?? "";
      element.replaceChildren(drawing);
      if (this.options.label) element.setAttribute("aria-label", this.options.label);
      return element;
    },
  });

  const SIZE = 44;
  const WIDE = 64; // from here on an area has its words at its edge: its middle is no place
  window.mapMarks = {
    SIZE,
    pin: (options) => new Mark({ className: "mk-box", iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, SIZE - 3], ...options, shape: `mk--pin ${options.shape ?? ""}` }),
    dot: (options) => new Mark({ className: "mk-box", iconSize: [SIZE, SIZE], ...options }),
    // An area is as wide as it is on the ground, and never too small to be touched.
    area: (map, { lat, km, ...options }) => {
      const metres = (40075017 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
      const size = Math.max(SIZE, Math.round((2000 * km) / metres));
      const shape = `mk--area ${size > WIDE ? "mk--wide" : ""} ${options.shape ?? ""}`;
      return new Mark({ className: "mk-box", iconSize: [size, size], ...options, shape });
    },
  };

  window.countryMap = async (box) => {
    const answer = await fetch(box.dataset.country);
    if (!answer.ok) throw new Error(answer.status);
    const country = await answer.json();
    box.replaceChildren();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.dataset.label);
    const map = L.map(box, {
      attributionControl: false,
      zoomControl: false,
      renderer: L.svg({ padding: 1 }),
      minZoom: 4,
      maxZoom: 15,
      zoomSnap: 0.25,
      maxBounds: AROUND,
      scrollWheelZoom: false,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      markerZoomAnimation: !calm,
      inertia: !calm,
    }).fitBounds(BOUNDS, { animate: false });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    box.prepend(box.querySelector(".leaflet-control-container")); // reached before the many marks
    draw(map, country);
    map.names = new Names(country.names).addTo(map);
    scrollPast(map, box);
    map.calm = calm;
    map.country = BOUNDS;
    return map;
  };
}
