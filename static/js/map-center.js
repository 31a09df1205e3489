// Where one center is: a pin at its address, or the circle that the public may know.
window.drawMap = async (box) => {
  const { pin, area } = window.mapMarks;
  const [lat, lon, km = 0] = box.dataset.at.split(" ").map(Number);
  const map = await window.countryMap(box);
  const icon = () => (km ? area(map, { lat, km, text: "≈" }) : pin({}));
  map.fitBounds(L.latLng(lat, lon).toBounds(2400 * (km || 6)), { animate: false });
  const mark = L.marker([lat, lon], { icon: icon(), interactive: false, keyboard: false }).addTo(map);
  map.names.update();
  if (km) map.on("zoomend", () => mark.setIcon(icon()));
};
