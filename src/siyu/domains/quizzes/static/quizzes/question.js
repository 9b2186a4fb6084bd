// One question: a tap on a single choice leads on by itself; the button stays for keyboards and second thoughts.
const form = document.querySelector("form[data-single]");
const chosenBefore = form?.querySelector("input:checked");

form?.addEventListener("click", (event) => {
  // Only a tap: arrow keys move between radios and must not send.
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== "radio" || event.detail === 0) return;
  if (chosenBefore === event.target) return;
  setTimeout(() => form.requestSubmit(), 180);
});
let sent = false;
form?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => (sent = false));
