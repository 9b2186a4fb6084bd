// Pull to refresh: an element with [data-pull="words|words when armed"] at the top of the page reloads it.
const ARMED_AT = 64;
const line = document.querySelector("[data-pull]");
let from = null;
let pulled = 0;

function show() {
  const [idle, armed] = line.dataset.pull.split("|");
  line.style.blockSize = `${pulled}px`; // set by script, which the policy allows; markup may not
  line.classList.toggle("armed", pulled >= ARMED_AT);
  line.textContent = pulled >= ARMED_AT ? armed : idle;
}

if (line) {
  addEventListener("touchstart", (event) => { from = scrollY <= 0 && event.touches.length === 1 ? event.touches[0].clientY : null; }, { passive: true });
  addEventListener("touchmove", (event) => {
    if (from === null) return;
    pulled = Math.max(0, Math.min(96, (event.touches[0].clientY - from) / 2.5));
    if (scrollY > 0) pulled = 0;
    show();
  }, { passive: true });
  addEventListener("touchend", () => {
    if (from !== null && pulled >= ARMED_AT) location.reload();
    from = null;
    pulled = 0;
    show();
  });
}
