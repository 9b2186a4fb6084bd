// Fetches the chart of a segment's size once the page stands: thirteen counts take a moment.
// Not by htmx, which drops every script element, and with it the chart's data.
import { drawAll } from "../ui/js/charts.js";

const place = document.querySelector("[data-trend]");
if (place instanceof HTMLElement) {
  const answer = await fetch(place.dataset.trend || "").catch(() => null);
  if (answer?.ok) {
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    place.replaceChildren(holder.content);
    drawAll(place);
  } else {
    place.textContent = place.dataset.failed || "";
  }
}
