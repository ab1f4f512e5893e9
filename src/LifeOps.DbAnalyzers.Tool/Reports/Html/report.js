(() => {
  "use strict";
  const root = document.documentElement;
  const all = selector => Array.from(document.querySelectorAll(selector));

  // Theme: the reader's choice, else the system's.
  const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = (() => { try { return localStorage.getItem("lifeops-theme"); } catch { return null; } })();
  const setTheme = dark => { root.dataset.theme = dark ? "dark" : "light"; };
  setTheme(stored ? stored === "dark" : systemDark.matches);
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme !== "dark";
    setTheme(dark);
    try { localStorage.setItem("lifeops-theme", dark ? "dark" : "light"); } catch { /* a file:// page may have no storage */ }
  });

  // Filters: everything that carries a rule is shown or hidden.
  const items = all("[data-rule]");
  const chips = all(".chip[data-severity]");
  const rule = document.getElementById("rule");
  const table = document.getElementById("table");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const texts = new Map(items.map(item => [item, item.textContent.toLowerCase()]));
  const apply = () => {
    const severities = new Set(chips.filter(chip => chip.getAttribute("aria-pressed") === "true").map(chip => chip.dataset.severity));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let visible = 0;
    for (const item of items) {
      const show = severities.has(item.dataset.severity)
        && (!rule.value || item.dataset.rule === rule.value)
        && (!table.value || item.dataset.table === table.value)
        && words.every(word => texts.get(item).includes(word));
      item.hidden = !show;
      if (show) visible++;
    }
    shown.textContent = visible === items.length ? `${items.length} findings` : `${visible} of ${items.length} findings`;
    for (const group of all("[data-group]"))
      group.querySelector(".nothing").hidden = Array.from(group.querySelectorAll("[data-rule]")).some(item => !item.hidden);
  };
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    });
  }
  for (const control of [rule, table, search]) control.addEventListener("input", apply);
  document.getElementById("reset").addEventListener("click", () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "true");
    rule.value = table.value = search.value = "";
    for (const svg of all("svg.er")) focus(svg, null);
    apply();
  });
  apply();

  // Copy buttons.
  for (const button of all(".copy")) {
    button.addEventListener("click", async () => {
      const text = Array.from(button.parentElement.querySelectorAll(".l")).map(line => line.textContent).join("\n");
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        const range = document.createRange();
        range.selectNodeContents(button.parentElement.querySelector("pre"));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        button.textContent = "Press Ctrl+C";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1600);
    });
  }

  // Diagram: drag to move, wheel or buttons to zoom, click a table to see what it is connected with.
  const focus = (svg, name) => {
    svg.classList.toggle("focused", name !== null);
    const near = new Set();
    for (const relation of svg.querySelectorAll(".relation")) {
      const active = name !== null && (relation.dataset.from === name || relation.dataset.to === name);
      relation.classList.toggle("active", active);
      if (active) near.add(relation.dataset.from).add(relation.dataset.to);
    }
    for (const box of svg.querySelectorAll(".table")) {
      box.classList.toggle("active", box.dataset.table === name);
      box.classList.toggle("near", near.has(box.dataset.table));
    }
  };
  for (const frame of all(".diagram")) {
    const svg = frame.querySelector("svg.er");
    const view = svg.querySelector(".viewport");
    let state = { x: 0, y: 0, scale: 1 };
    let moved = false;
    const draw = () => view.setAttribute("transform", `translate(${state.x} ${state.y}) scale(${state.scale})`);
    const point = event => {
      const matrix = svg.getScreenCTM();
      return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : new DOMPoint(0, 0);
    };
    // As far in as names are twice their size on the screen, as far out as everything is small in the middle.
    const maxScale = () => {
      const matrix = svg.getScreenCTM();
      return matrix && matrix.a > 0 ? Math.max(4, 2 / matrix.a) : 12;
    };
    const zoom = (factor, at) => {
      const scale = Math.min(maxScale(), Math.max(.3, state.scale * factor));
      const ratio = scale / state.scale;
      state = { x: at.x - (at.x - state.x) * ratio, y: at.y - (at.y - state.y) * ratio, scale };
      draw();
    };
    const middle = () => {
      const box = svg.viewBox.baseVal;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    svg.addEventListener("wheel", event => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? .05 : .0016)), point(event));
    }, { passive: false });
    const pointers = new Map();
    svg.addEventListener("pointerdown", event => { pointers.set(event.pointerId, point(event)); moved = false; });
    svg.addEventListener("pointermove", event => {
      const last = pointers.get(event.pointerId);
      if (!last) return;
      const now = point(event);
      if (pointers.size === 2) {
        const other = Array.from(pointers).find(([id]) => id !== event.pointerId)[1];
        const before = Math.hypot(last.x - other.x, last.y - other.y);
        if (before > 0) zoom(Math.hypot(now.x - other.x, now.y - other.y) / before, other);
      } else if (Math.hypot(now.x - last.x, now.y - last.y) > 0) {
        if (!moved) { moved = true; svg.setPointerCapture(event.pointerId); svg.classList.add("dragging"); }
        state.x += now.x - last.x;
        state.y += now.y - last.y;
        draw();
      }
      pointers.set(event.pointerId, now);
    });
    const release = event => { pointers.delete(event.pointerId); svg.classList.remove("dragging"); };
    svg.addEventListener("pointerup", release);
    svg.addEventListener("pointercancel", release);
    svg.addEventListener("pointerleave", release);
    const select = box => {
      const name = box && !box.classList.contains("active") ? box.dataset.table : null;
      focus(svg, name);
      table.value = name !== null && Array.from(table.options).some(option => option.value === name) ? name : "";
      apply();
    };
    svg.addEventListener("click", event => { if (!moved) select(event.target.closest(".table")); });
    svg.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(event.target.closest(".table")); }
    });
    const parts = frame.querySelector(".parts");
    const show = part => {
      const inner = part.getBBox();
      const place = part.transform.baseVal.consolidate().matrix;
      const box = svg.viewBox.baseVal;
      const scale = Math.min(maxScale(), .94 * Math.min(box.width / inner.width, box.height / inner.height));
      const centre = { x: place.e + inner.x + inner.width / 2, y: place.f + inner.y + inner.height / 2 };
      state = { x: box.x + box.width / 2 - centre.x * scale, y: box.y + box.height / 2 - centre.y * scale, scale };
      draw();
    };
    if (parts) {
      parts.addEventListener("input", () => {
        if (parts.value === "") frame.querySelector(".fit").click();
        else show(svg.querySelectorAll(".part")[Number(parts.value)]);
      });
      // A hundred tables at once are a wallpaper: begin with the first part.
      parts.value = "0";
      show(svg.querySelector(".part"));
    }
    frame.querySelector(".in").addEventListener("click", () => zoom(1.35, middle()));
    frame.querySelector(".out").addEventListener("click", () => zoom(1 / 1.35, middle()));
    frame.querySelector(".fit").addEventListener("click", () => { state = { x: 0, y: 0, scale: 1 }; if (parts) parts.value = ""; focus(svg, null); draw(); });
  }

  // Printed pages show what is folded.
  addEventListener("beforeprint", () => { for (const details of all("details")) details.open = true; });
})();
