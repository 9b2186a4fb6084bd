// Behaviour that every page has; each part listens on the document, so content swapped in later behaves too.
import "./dialog.js";
import "./menu.js";
import "./toast.js";
import "./shell.js";
import "./palette.js";
import "./list.js";
import "./dropzone.js";
import { drawAll } from "./charts.js";

drawAll(document);
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
