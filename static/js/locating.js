// An editor finds where a center is by its address. The two number fields stay what is sent.
for (const panel of document.querySelectorAll("[data-locating]")) {
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const value = (name) => document.getElementById(`id_${name}`)?.value.trim() ?? "";
  const [button, found, failed] = ["locate", "located", "locate-failed"].map(part);
  part("with-script").hidden = false;

  button.addEventListener("click", async () => {
    button.disabled = true;
    failed.hidden = true;
    try {
      const answer = await fetch(panel.dataset.locating, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        body: new URLSearchParams({ street: value("street"), settlement: value("settlement") }),
      });
      if (!answer.ok) throw new Error(answer.status);
      found.innerHTML = await answer.text();
    } catch {
      found.replaceChildren();
      failed.hidden = false;
    }
    button.disabled = false;
  });

  found.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-lat]");
    if (!chosen) return;
    const fields = ["latitude", "longitude"].map((name) => document.getElementById(`id_${name}`));
    [fields[0].value, fields[1].value] = [chosen.dataset.lat, chosen.dataset.lon];
    for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
    for (const each of found.querySelectorAll("[data-lat]")) each.toggleAttribute("aria-pressed", false);
    chosen.setAttribute("aria-pressed", "true");
  });
}
