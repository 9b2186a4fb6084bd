// Lets this browser take pushes, or stop: the subscription of the service worker goes to the server.
import { csrf } from "../ui/js/csrf.js";
import { toast } from "../ui/js/toast.js";
import { say } from "../ui/js/words.js";

const box = document.querySelector("[data-push]");
const zone = document.querySelector("[data-zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

async function tell(subscription, off = false) {
  const { endpoint, keys } = subscription.toJSON();
  const name = navigator.userAgentData?.platform || navigator.platform || "";
  const answer = await fetch(box.dataset.push, {
    method: "POST",
    headers: { "X-CSRFToken": csrf(), "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ endpoint, keys, name, off }),
  }).catch(() => null);
  if (answer?.ok) return true;
  const told = await answer?.json().catch(() => null);
  toast(told?.message || say(answer ? "failed" : "offline"), { bad: true });
  return false;
}

async function turnOn(worker) {
  if ((await Notification.requestPermission()) !== "granted") {
    toast(box.dataset.denied, { bad: true });
    return false;
  }
  try {
    const wanted = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) };
    const subscription = await worker.pushManager.subscribe(wanted);
    if (await tell(subscription)) return true;
    await subscription.unsubscribe();
  } catch {
    toast(box.dataset.failed, { bad: true });
  }
  return false;
}

async function turnOff(worker) {
  const subscription = await worker.pushManager.getSubscription();
  if (!subscription) return true;
  return (await tell(subscription, true)) && subscription.unsubscribe();
}

async function begin() {
  const worker = await navigator.serviceWorker.ready;
  const control = box.querySelector("input");
  control.checked = Boolean(await worker.pushManager.getSubscription());
  control.disabled = false;
  box.querySelector("[data-push-state]").hidden = true;
  control.addEventListener("change", async () => {
    control.disabled = true;
    const done = control.checked ? await turnOn(worker) : await turnOff(worker);
    if (!done) control.checked = !control.checked;
    control.disabled = false;
  });
}

if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) begin();
