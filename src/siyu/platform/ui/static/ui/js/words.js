// Words for what the browser itself says; the page brings them translated.
const words = JSON.parse(document.body.dataset.words || "{}");
export const say = (name) => words[name] || name;
