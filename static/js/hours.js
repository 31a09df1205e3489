// The table of usual hours in the admin, a little nicer: empty from–to out of the way, Monday copied with one press,
// and how it is read, told by the server while one types. Without this script everything is there as plain fields.
(() => {
  const slotsOf = (day) => [...day.querySelectorAll("[data-hours-slot]")];
  const isEmpty = (slot) => [...slot.querySelectorAll("input")].every((input) => !input.value);

  function arrange(day) {
    const open = day.querySelector("select").value === "hours";
    const slots = slotsOf(day);
    slots.forEach((slot, index) => { slot.hidden = !open || (index > 0 && isEmpty(slot)); });
    day.querySelector("[data-hours-add]").hidden = !open || slots.every((slot) => !slot.hidden);
  }

  function add(day) {
    const next = slotsOf(day).find((slot) => slot.hidden);
    if (!next) return;
    next.hidden = false;
    next.querySelector("input").focus();
    day.querySelector("[data-hours-add]").hidden = slotsOf(day).every((slot) => !slot.hidden);
  }

  function copyMonday(table) {
    const [monday, ...days] = table.querySelectorAll("[data-hours-day]");
    const from = slotsOf(monday);
    for (const day of days.slice(0, 4)) {
      day.querySelector("select").value = monday.querySelector("select").value;
      const to = slotsOf(day);
      while (to.length < from.length) to.push(addSlot(day, to));
      to.forEach((slot, index) => {
        slot.querySelectorAll("input").forEach((input, place) => {
          input.value = from[index]?.querySelectorAll("input")[place].value ?? "";
        });
      });
      arrange(day);
    }
    tell(table);
  }

  function addSlot(day, slots) {
    const slot = slots[slots.length - 1].cloneNode(true);
    for (const input of slot.querySelectorAll("input")) {
      for (const name of ["name", "id"]) {
        input[name] = input[name].replace(/-\d+-(from|to)$/, `-${slots.length}-$1`);
      }
    }
    slots[slots.length - 1].after(slot);
    return slot;
  }

  const waiting = new WeakMap();
  function tell(table) {
    const address = table.dataset.hoursReading;
    if (!address) return;
    clearTimeout(waiting.get(table));
    waiting.set(table, setTimeout(async () => {
      const { hours: name } = table.dataset;
      const typed = new URLSearchParams();
      for (const field of table.querySelectorAll("[name]")) {
        if (field.type !== "checkbox") typed.append(`hours${field.name.slice(name.length)}`, field.value);
      }
      try {
        const answer = await fetch(`${address}?${typed}`);
        if (answer.ok) table.querySelector("[data-hours-said]").textContent = await answer.text();
      } catch { /* offline: it is read when it is saved */ }
    }, 300));
  }

  function start(table) {
    if (table.dataset.hoursStarted || table.id.includes("__prefix__")) return;
    table.dataset.hoursStarted = "yes";
    table.querySelectorAll("[data-hours-day]").forEach(arrange);
    table.querySelector("[data-hours-plain]").remove();
    table.querySelector("[data-hours-copy]").hidden = false;
    table.addEventListener("click", ({ target }) => {
      if (target.closest("[data-hours-add]")) add(target.closest("[data-hours-day]"));
      if (target.closest("[data-hours-copy]")) copyMonday(table);
    });
    table.addEventListener("change", ({ target }) => {
      if (target.matches("select")) arrange(target.closest("[data-hours-day]"));
      tell(table);
    });
    table.addEventListener("input", () => tell(table));
  }

  function startIn(node) {
    if (!(node instanceof Element)) return;
    if (node.matches("[data-hours]")) start(node);
    node.querySelectorAll("[data-hours]").forEach(start);
  }

  // Not while the page still comes in: a table would be there before its days.
  function watch() {
    startIn(document.documentElement);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) addedNodes.forEach(startIn);
    }).observe(document.documentElement, { childList: true, subtree: true });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
