// Behaviour of the member side; each part listens on the document, so content swapped in later behaves too.
import "./js/back.js";
import "./js/badges.js";
import "./js/share.js";
import "./js/pull.js";
import "./js/keep_place.js";
import "./js/waterfall.js";
import "./js/countdown.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/offline.js", { scope: "/" }).catch(() => {});
