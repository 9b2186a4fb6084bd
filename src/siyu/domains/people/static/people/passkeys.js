// Says beside the button why a passkey did not work; allauth's script only knows the console.
const words = { NotAllowedError: "declined", SecurityError: "address", InvalidStateError: "known" };

document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-trouble]");
  if (!place) return;
  event.preventDefault();
  const able = window.isSecureContext && "credentials" in navigator;
  const name = able ? words[event.detail.exception?.name] ?? "failed" : "address";
  place.textContent = place.dataset[name];
  place.hidden = false;
});
