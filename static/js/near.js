// «Near me»: asks the browser where it is, on a click only, and searches from there. The position is rounded
// to three decimals (about 100 m) before it leaves the page.

const DECIMALS = 3;
const WAIT = { timeout: 15000, maximumAge: 300000 };
const PLACE = ["q", "place", "lat", "lon", "page"];

const search = (form, { latitude, longitude }) => {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && !PLACE.includes(name)) asked.append(name, value);
  asked.set("lat", latitude.toFixed(DECIMALS));
  asked.set("lon", longitude.toFixed(DECIMALS));
  location.assign(`${form.getAttribute("action") || location.pathname}?${asked}`);
};

const prepare = (button) => {
  const status = button.form.querySelector("[data-near-status]");
  const say = (text) => {
    status.textContent = text;
    button.removeAttribute("aria-busy");
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-busy") === "true") return;
    say(button.dataset.busy);
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => search(button.form, coords),
      (error) => say(error.code === error.PERMISSION_DENIED ? button.dataset.denied : button.dataset.failed),
      WAIT,
    );
  });
  addEventListener("pageshow", (event) => event.persisted && say(""));
};

if ("geolocation" in navigator) document.querySelectorAll("[data-near]").forEach(prepare);
