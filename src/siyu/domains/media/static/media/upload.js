// Sends files to /media/upload/ with progress, and waits for videos to be converted. Compresses nothing.

const WATCH_EVERY = 1500; // milliseconds

function token() {
  return document.querySelector("meta[name=csrf-token]")?.content
    ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value
    ?? document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

export class Refused extends Error {
  constructor(message, code) { super(message); this.code = code; }
}

/**
 * Send one file. `onProgress(share, step)` is told 0…1 and "sending" or "converting".
 * Resolves to {id, kind, state, url, width, height}; rejects with Refused, whose message is for people.
 */
export function upload(file, { onProgress = () => {}, signal, words = {} } = {}) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("file", file, "file");
    const request = new XMLHttpRequest();
    request.open("POST", "/media/upload/");
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total, "sending");
    request.onload = () => {
      if (request.status === 200) resolve(request.response);
      else if (request.status === 401) location.assign(request.response.address);
      else reject(new Refused(request.response?.message ?? words.failed ?? `${request.status}`, request.response?.code));
    };
    request.onerror = () => reject(new Refused(words.offline ?? "offline", "offline"));
    request.onabort = () => reject(new Refused("", "aborted"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  }).then((asset) => (asset.state === "processing" ? converted(asset, onProgress, signal) : asset));
}

/** Wait until a video is converted; resolves to what is told of it, rejects with Refused. */
export async function converted(asset, onProgress = () => {}, signal) {
  for (;;) {
    if (signal?.aborted) throw new Refused("", "aborted");
    let told = asset;
    try {
      const answer = await fetch(`/media/${asset.id}/state/`, { headers: { Accept: "application/json" } });
      if (answer.ok) told = await answer.json();
      else if (answer.status === 404) throw new Refused("", "gone");
    } catch (error) {
      if (error instanceof Refused) throw error; // without a connection: ask again
    }
    if (told.state === "ready") return told;
    if (told.state === "failed") throw new Refused(told.message, told.error);
    onProgress((told.percent ?? 0) / 100, "converting");
    await new Promise((wake) => setTimeout(wake, WATCH_EVERY));
  }
}
