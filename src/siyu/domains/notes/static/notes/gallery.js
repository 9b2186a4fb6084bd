// Swiped pictures: the dot and the number follow what is in view; arrow keys turn the page.
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const frames = gallery.querySelector(".frames");
  const dots = [...gallery.querySelectorAll(".dots a")];
  const number = gallery.querySelector(".at b");
  const all = [...frames.children];
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) {
      if (!one.isIntersecting) continue;
      const at = all.indexOf(one.target);
      dots.forEach((dot, index) => (index === at ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current")));
      if (number) number.textContent = at + 1;
    }
  }, { root: frames, threshold: 0.6 });
  all.forEach((frame) => watch.observe(frame));
  dots.forEach((dot, index) => dot.addEventListener("click", (event) => {
    event.preventDefault();
    frames.scrollTo({ left: frames.clientWidth * index, behavior: "smooth" });
  }));
  frames.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) { event.preventDefault(); frames.scrollBy({ left: frames.clientWidth * step, behavior: "smooth" }); }
  });
}
