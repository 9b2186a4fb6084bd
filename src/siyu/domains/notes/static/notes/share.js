// Tells the server that the note was sent on (once a member).
import { ask } from "./ask.js";

document.addEventListener("shared", (event) => {
  const address = event.target.dataset.shares;
  if (address && document.cookie !== null) ask(address, { on: "1" });
});
