// [data-share] hands the page to the phone's share sheet; where there is none, the address is copied.
import { toast } from "../../ui/js/toast.js";
import { say } from "../../ui/js/words.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share || location.href, location.href).href;
  const title = button.dataset.title || document.title;
  if (navigator.share) {
    await navigator.share({ title, url }).catch(() => {});
  } else {
    await navigator.clipboard.writeText(url);
    toast(say("copied"));
  }
  button.dispatchEvent(new CustomEvent("shared", { bubbles: true }));
});
