// A POST with our token and a JSON answer; refusals become toasts, strangers are led to the log-in.
import { csrf } from "../ui/js/csrf.js";
import { toast } from "../ui/js/toast.js";
import { say } from "../ui/js/words.js";

export async function ask(address, fields = {}) {
  const body = new URLSearchParams(fields);
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
  } catch {
    toast(say("offline"), { bad: true });
    return null;
  }
  if (answer.redirected) { location.assign(answer.url); return null; }
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 401) { location.assign(told.address); return null; }
  if (!answer.ok) { toast(told.message || say("failed"), { bad: true }); return null; }
  return told;
}
