// Small pieces of the builder: elements, fields bound to an object, buttons.

export function element(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

// A field that writes `holder[name]` as one types; `empty` stands for an empty number.
export function field(holder, name, { tag = "input", empty = "", onchange, className = "input", ...properties }) {
  const made = element(tag, { className, ...properties });
  if (properties.placeholder) made.setAttribute("aria-label", properties.placeholder);
  made.value = holder[name] ?? "";
  made.addEventListener("input", () => {
    if (made.type !== "number") holder[name] = made.value;
    else holder[name] = made.value === "" ? empty : Number(made.value);
    onchange();
  });
  return made;
}

export function select(holder, name, options, onchange) {
  const made = element("select", { className: "input auto" });
  made.append(...options.map(([value, textContent]) => element("option", { value, textContent })));
  made.value = holder[name];
  made.addEventListener("change", () => {
    holder[name] = made.value;
    onchange();
  });
  return made;
}

export function button(text, onclick, title = "") {
  const made = element("button", { type: "button", className: "button quiet small", textContent: text, title });
  if (title) made.setAttribute("aria-label", title);
  made.addEventListener("click", onclick);
  return made;
}
