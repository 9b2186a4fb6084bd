// The builder: draws the quiz's content as fields, reads it back, keeps it. The content itself is the only state.
import { csrf } from "../ui/js/csrf.js";
import { upload } from "../media/upload.js";
import { button, element, field, select } from "./parts.js";

const setup = JSON.parse(document.getElementById("quiz-setup").textContent);
const { words, pictures } = setup;
const form = document.querySelector("[data-builder]");
const fault = form.querySelector("[data-fault]");
const status = form.querySelector("[data-status]");
const say = (text, n) => text.replace("%(n)s", n);

const content = { questions: [], results: [], decided_by: "votes", ...setup.content };
for (const question of content.questions) {
  fill(question, { text: "", picture: "", kind: "single", most: 0, optional: false, choices: [] });
  for (const choice of question.choices) fill(choice, { picture: "", tags: [], points: 0, result: "", goto: "" });
}
for (const result of content.results) fill(result, { text: "", picture: "", from_points: null, tags: [], group: "" });
if (!content.questions.length) content.questions.push(freshQuestion());
if (!content.results.length) content.results.push(freshResult());
const quiz = { title: setup.title, intro: setup.intro, cover: setup.cover, repeatable: setup.repeatable };

// What a content leaves out stands at its usual value.
function fill(part, usual) {
  for (const [name, value] of Object.entries(usual)) part[name] ??= value;
}
function freshId(taken) {
  for (let n = taken.length + 1; ; n += 1) if (!taken.some((one) => one.id === `x${n}`)) return `x${n}`;
}
function freshChoice(taken) {
  return { id: freshId(taken), text: "", picture: "", tags: [], points: 0, result: "", goto: "" };
}
function freshQuestion() {
  const choices = [];
  choices.push(freshChoice(choices), { ...freshChoice(choices), id: "x2" });
  return { id: freshId(content?.questions ?? []), text: "", picture: "", kind: "single", most: 0, optional: false, choices };
}
function freshResult() {
  return { id: freshId(content?.results ?? []), title: "", text: "", picture: "", from_points: null, tags: [], group: "" };
}

function changed() {
  status.textContent = words.unsaved;
  dirty = true;
}
let dirty = false;
addEventListener("beforeunload", (event) => dirty && event.preventDefault());

function picture(holder, name) {
  const input = element("input", { type: "file", accept: "image/*", ariaLabel: words.picture });
  const label = element("label", { className: "quiz-picture", title: words.picture });
  const show = () => {
    const url = pictures[holder[name]];
    label.replaceChildren(url ? element("img", { src: url, alt: "" }) : element("span", { textContent: words.picture }), input);
  };
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      const asset = await upload(file);
      holder[name] = asset.id;
      pictures[asset.id] = asset.url;
      changed();
    } catch (trouble) {
      complain(trouble.message);
    }
    show();
  });
  show();
  const box = element("span", { className: "row" }, label);
  if (holder[name]) {
    box.append(button("×", () => {
      holder[name] = "";
      changed();
      draw();
    }, words.take_away));
  }
  return box;
}

function tags(holder) {
  const box = element("div", { className: "line" });
  holder.tags.forEach((tag, index) => {
    const name = field(tag, "name", { placeholder: words.tag, maxLength: 40, onchange: changed });
    name.setAttribute("list", "quiz-tags");
    const days = field(tag, "days", { type: "number", min: 1, max: 3650, placeholder: words.days, empty: null, onchange: changed });
    const away = button("×", () => act(() => holder.tags.splice(index, 1)), words.take_away);
    const unit = element("span", { className: "soft tiny", textContent: words.unit });
    box.append(element("span", { className: "quiz-tag" }, name, days, unit, away));
  });
  box.append(button(`+ ${words.add_tag}`, () => act(() => holder.tags.push({ name: "", days: null }))));
  return box;
}

function act(change) {
  change();
  changed();
  draw();
}

function head(title, list, index) {
  const one = list[index];
  const move = (to) => act(() => list.splice(to, 0, ...list.splice(list.indexOf(one), 1)));
  const buttons = [];
  if (index) buttons.push(button("↑", () => move(index - 1), words.up));
  if (index < list.length - 1) buttons.push(button("↓", () => move(index + 1), words.down));
  if (list.length > 1) buttons.push(button("×", () => act(() => list.splice(index, 1)), words.take_away));
  return element("header", {}, element("h3", { textContent: title }), ...buttons);
}

function drawChoice(question, choice, place, index) {
  const line = element("div", { className: "line" }, picture(choice, "picture"));
  line.append(field(choice, "text", { className: "input grow", placeholder: words.choice_text, maxLength: 60, onchange: changed }));
  if (content.decided_by === "points") {
    const points = field(choice, "points", { type: "number", empty: 0, className: "input number", onchange: changed });
    line.append(element("label", { className: "small" }, words.points, points));
  } else {
    const options = [["", words.no_result], ...content.results.map((one, n) => [one.id, one.title || say(words.result, n + 1)])];
    line.append(element("label", { className: "small" }, words.speaks_for, select(choice, "result", options, changed)));
  }
  const later = content.questions.slice(place + 1);
  if (later.length > 1) {
    const options = [["", words.next], ...later.map((one, n) => [one.id, `${place + n + 2}. ${one.text.slice(0, 16)}`])];
    line.append(element("label", { className: "small" }, words.goes_to, select(choice, "goto", options, changed)));
  }
  if (question.choices.length > 2) {
    line.append(button("×", () => act(() => question.choices.splice(index, 1)), words.take_away));
  }
  return element("div", { className: "quiz-option", id: `at-questions.${place}.choices.${index}` }, line, tags(choice));
}

function drawQuestion(question, place) {
  const part = element("section", { className: "card stack quiz-part", id: `at-questions.${place}` });
  part.append(head(say(words.question, place + 1), content.questions, place));
  const kind = select(question, "kind", [["single", words.single], ["multi", words.multi]], () => act(() => {}));
  kind.setAttribute("aria-label", words.one_or_several);
  const row = element("div", { className: "row" }, picture(question, "picture"), kind);
  if (question.kind === "multi") {
    const most = field(question, "most", { type: "number", min: 0, empty: 0, className: "input number", onchange: changed });
    row.append(element("label", { className: "small" }, words.most, most));
  }
  const optional = element("input", { type: "checkbox", checked: question.optional });
  optional.addEventListener("change", () => {
    question.optional = optional.checked;
    changed();
  });
  row.append(element("label", { className: "small" }, optional, words.optional));
  part.append(field(question, "text", { placeholder: words.question_text, maxLength: 100, onchange: changed }), row);
  question.choices.forEach((choice, index) => part.append(drawChoice(question, choice, place, index)));
  if (question.choices.length < 12) {
    const add = () => act(() => question.choices.push(freshChoice(question.choices)));
    part.append(element("div", {}, button(`+ ${words.add_choice}`, add)));
  }
  return part;
}

function drawResult(result, place) {
  const part = element("section", { className: "card stack quiz-part", id: `at-results.${place}` });
  part.append(head(say(words.result, place + 1), content.results, place));
  const line = element("div", { className: "row" }, picture(result, "picture"));
  line.append(field(result, "title", { className: "input grow", placeholder: words.result_title, maxLength: 40, onchange: changed }));
  if (content.decided_by === "points") {
    line.append(field(result, "from_points", { type: "number", empty: null, placeholder: words.from_points, onchange: changed }));
  }
  const groups = [["", words.no_group], ...setup.groups.map((one) => [one.id, one.name])];
  line.append(element("label", { className: "small" }, words.group, select(result, "group", groups, changed)));
  const text = field(result, "text", { tag: "textarea", rows: 3, placeholder: words.result_text, maxLength: 300, onchange: changed });
  part.append(line, text, tags(result));
  return part;
}

function draw() {
  tidy();
  const focused = document.activeElement?.id;
  form.querySelector("[data-questions]").replaceChildren(...content.questions.map(drawQuestion));
  form.querySelector("[data-results]").replaceChildren(...content.results.map(drawResult));
  form.querySelector("[data-cover]").replaceChildren(picture(quiz, "cover"));
  if (focused) document.getElementById(focused)?.focus();
}

// Jumps and votes that lead nowhere any more are taken back.
function tidy() {
  const results = new Set(content.results.map((one) => one.id));
  content.questions.forEach((question, place) => {
    const later = new Set(content.questions.slice(place + 1).map((one) => one.id));
    for (const choice of question.choices) {
      if (!results.has(choice.result)) choice.result = "";
      if (!later.has(choice.goto)) choice.goto = "";
    }
  });
}

function complain(message, path = "") {
  fault.textContent = message;
  fault.hidden = !message;
  for (const old of form.querySelectorAll(".at-fault")) old.classList.remove("at-fault");
  if (!message) return;
  const parts = path.split(".");
  const at = document.getElementById(`at-${parts.slice(0, 4).join(".")}`) ?? document.getElementById(`at-${parts.slice(0, 2).join(".")}`);
  at?.classList.add("at-fault");
  (at ?? fault).scrollIntoView({ block: "center", behavior: "smooth" });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("");
  tidy();
  const body = JSON.stringify({ ...quiz, content, publish: event.submitter?.value === "publish" });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf(), Accept: "application/json" };
  const answer = await fetch(location.pathname, { method: "POST", headers, body }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (told?.address) {
    dirty = false;
    if (location.pathname !== told.address) history.replaceState(null, "", told.address);
    status.textContent = words.saved;
  }
  if (told?.published) location.assign(told.published);
  else if (!answer?.ok) complain(told?.message || words.failed, told?.path ?? "");
});

for (const name of ["title", "intro"]) {
  const input = form.elements[name];
  input.value = quiz[name];
  input.addEventListener("input", () => {
    quiz[name] = input.value;
    changed();
  });
}
form.elements.repeatable.checked = quiz.repeatable;
form.elements.repeatable.addEventListener("change", (event) => {
  quiz.repeatable = event.target.checked;
  changed();
});
form.elements.decided_by.value = content.decided_by;
form.elements.decided_by.addEventListener("change", (event) => act(() => (content.decided_by = event.target.value)));
form.querySelector("[data-add-question]").addEventListener("click", () => act(() => content.questions.push(freshQuestion())));
form.querySelector("[data-add-result]").addEventListener("click", () => act(() => content.results.push(freshResult())));
document.getElementById("quiz-tags").append(...setup.tags.map((name) => element("option", { value: name })));
draw();
