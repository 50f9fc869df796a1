// The panel in the browser. Texts of a corpus are hostile: they enter the page as text, never as HTML.

const WAIT = 300; // milliseconds after the last key before a query is asked
const ORDERS = [
  ["", "text order"],
  ["left", "words to the left"],
  ["right", "words to the right"],
  ["node", "the words found"],
];
const COLUMNS = ["left", "node", "right", "actor", "date", "source"];
let panels = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children); // strings become text
  return element;
}

const number = (value, digits = 0) =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function render({ model, el }) {
  const id = `rostra-explorer-${++panels}`;
  const cleanups = [];
  const listen = (name, does) => {
    model.on(name, does);
    cleanups.push(() => model.off(name, does));
  };
  const ask = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const afresh = (values) => ask({ ...values, limit: model.get("page_size") });

  // What is asked
  const query = make("input", {
    id: `${id}-query`, type: "search", autocomplete: "off", spellcheck: "false",
    "aria-describedby": `${id}-error`, placeholder: "threat*",
  });
  query.value = model.get("query");
  let timer;
  const typed = () => {
    clearTimeout(timer);
    if (query.value !== model.get("query")) afresh({ query: query.value });
  };
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(typed, WAIT);
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
    event.stopPropagation(); // no shortcut of the notebook
  });
  cleanups.push(() => clearTimeout(timer));

  const order = make("select", { id: `${id}-order` });
  const orders = [...ORDERS, ...model.get("choices").columns.map((name) => [name, name])];
  const first = model.get("sort"); // Python may ask for more than the panel offers
  if (!orders.some(([value]) => value === first)) orders.push([first, first]);
  for (const [value, label] of orders) order.append(make("option", { value }, label));
  order.value = first;
  order.addEventListener("change", () => afresh({ sort: order.value }));

  function filter(column, title) {
    const { values, left_out } = model.get("choices")[column];
    const boxes = values.map(({ value, label }) => {
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => {
        const chosen = boxes.filter((one) => one.box.checked).map((one) => one.value);
        afresh({ [column]: chosen });
      });
      return { value, box, label: make("label", { dir: "auto" }, box, " ", label) };
    });
    const show = () => {
      const chosen = model.get(column);
      for (const { value, box } of boxes) box.checked = chosen.includes(value);
    };
    show();
    listen(`change:${column}`, show);
    const fieldset = make("fieldset", {}, make("legend", {}, title));
    fieldset.append(make("div", { class: "choices" }, ...boxes.map((one) => one.label)));
    if (left_out) {
      fieldset.append(make("p", { class: "hint" }, `${number(left_out)} more: write ${column}:NAME in the query.`));
    }
    return values.length ? fieldset : "";
  }

  const error = make("p", { id: `${id}-error`, class: "error", role: "alert" });
  const count = make("p", { class: "count", role: "status" });

  // What is answered
  const body = make("tbody", { role: "rowgroup" });
  const heads = COLUMNS.map((name) => make("th", { scope: "col", role: "columnheader" }, name));
  const table = make(
    "table", { class: "lines", role: "table", "aria-label": "Lines" },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), body,
  );
  const more = make("button", { type: "button", class: "more" }, "Show more lines");
  more.addEventListener("click", () => ask({ limit: model.get("limit") + model.get("page_size") }));
  const chart = make("section", { class: "chart", "aria-label": "Rate of each actor" });
  const code = make("code", { tabindex: "0" });
  const copied = make("span", { role: "status", class: "hint" });
  const copy = make("button", { type: "button", class: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(model.get("code"));
      copied.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(code); // a page that may not write to the clipboard
      copied.textContent = "Selected: copy it with the keyboard.";
    }
  });
  const same = make(
    "section", { class: "code", "aria-label": "Code for these lines" },
    make("span", { class: "hint" }, "The same lines in code"), make("pre", {}, code), copy, copied,
  );

  const open = (row) => ask({ opened: model.get("opened") === row ? -1 : row });

  function showLines() {
    const { lines, total, about } = model.get("answer");
    body.replaceChildren(
      ...lines.map((line, row) => {
        const cells = COLUMNS.map((name) => make("td", { class: name, dir: "auto", role: "cell" }));
        COLUMNS.forEach((name, i) => {
          if (name !== "node") return void (cells[i].textContent = line[name]);
          const button = make("button", { type: "button", "aria-expanded": "false", title: "Read it in its text" });
          button.append(make("mark", {}, line.node));
          cells[i].append(button);
        });
        const found = make("tr", { role: "row", class: "line" }, ...cells);
        found.addEventListener("click", () => {
          if (!String(getSelection())) open(row); // who selects text does not want it opened
        });
        return found;
      }),
    );
    table.hidden = lines.length === 0;
    more.hidden = lines.length >= total;
    const asked = model.get("code") !== "";
    count.textContent = asked ? about : "Type a word, a phrase or a pattern.";
    same.hidden = !asked;
    code.textContent = model.get("code");
    copied.textContent = "";
  }

  function showChart() {
    const { bars, more: rest, rates_about } = model.get("answer");
    chart.hidden = bars.length === 0;
    // One wide interval must not flatten all the bars.
    const most = (name) => Math.max(...bars.map((bar) => bar[name] ?? 0), 1e-9);
    const reach = Math.min(Math.max(most("high"), most("value")), 2 * most("value"));
    const share = (value) => `${(100 * value) / reach}%`;
    const rows = bars.map((bar) => {
      const track = make("div", { class: "track", "aria-hidden": "true" });
      if (bar.value !== null) {
        const fill = make("div", { class: "fill" });
        fill.style.width = share(bar.value);
        track.append(fill);
      }
      if (bar.low !== null) {
        const whisker = make("div", { class: "whisker" });
        whisker.style.left = share(bar.low);
        whisker.style.width = share(Math.min(bar.high, reach) - bar.low);
        whisker.classList.toggle("beyond", bar.high > reach);
        track.append(whisker);
      }
      const rate = bar.value === null ? "NA" : number(bar.value, 2);
      const between = bar.low === null ? bar.note : `${number(bar.low, 2)} to ${number(bar.high, 2)}`;
      return make(
        "tr", {},
        make("th", { scope: "row", dir: "auto" }, bar.actor, track),
        make("td", {}, rate, make("div", { class: "hint" }, between)),
        make("td", {}, number(bar.hits)), make("td", {}, number(bar.words)),
      );
    });
    const head = ["actor", "per 1,000", "lines", "words"].map((name) => make("th", { scope: "col" }, name));
    const caption = make("caption", {}, "Lines per 1,000 words of each actor, with 95% interval");
    chart.replaceChildren(
      make("table", {}, caption, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)),
      make("p", { class: "hint" }, rest ? `${rest}. ${rates_about}` : rates_about),
    );
  }

  function showPassage() {
    for (const old of body.querySelectorAll("tr.passage")) old.remove();
    const rows = [...body.querySelectorAll("tr.line")];
    for (const row of rows) row.querySelector("button").setAttribute("aria-expanded", "false");
    const passage = model.get("passage");
    const row = rows[passage.row];
    if (!row) return;
    const button = row.querySelector("button");
    button.setAttribute("aria-expanded", "true");
    const facts = make("dl");
    for (const [name, value] of passage.facts) {
      facts.append(make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value)));
    }
    const tags = { text: "span", statement: "span", hit: "mark" };
    const text = make("p", { class: "paragraph", dir: "auto" });
    for (const [words, role] of passage.pieces) text.append(make(tags[role], { class: role }, words));
    const close = make("button", { type: "button" }, "Close");
    const shut = () => {
      ask({ opened: -1 });
      button.focus();
    };
    close.addEventListener("click", shut);
    const cell = make(
      "td", { colspan: String(COLUMNS.length), role: "cell" },
      make("strong", { dir: "auto" }, passage.title), text,
      passage.cut ? make("p", { class: "hint" }, "The paragraph is longer than what is shown.") : "", facts, close,
    );
    cell.addEventListener("keydown", (event) => {
      if (event.key === "Escape") shut();
    });
    row.after(make("tr", { role: "row", class: "passage" }, cell));
  }

  function showError() {
    const said = model.get("error");
    error.textContent = said && model.get("code") ? `${said} The lines below are those of the query before.` : said;
    query.setAttribute("aria-invalid", String(Boolean(said)));
  }

  listen("change:answer", () => { showLines(); showChart(); });
  listen("change:code", showLines);
  listen("change:passage", showPassage);
  listen("change:error", showError);
  listen("change:query", () => {
    if (document.activeElement !== query) query.value = model.get("query");
  });
  listen("change:sort", () => { order.value = model.get("sort"); });

  const panel = make(
    "section", { class: "rostra-explorer", "aria-label": "Explorer of words in their lines" },
    make(
      "div", { class: "ask" },
      make("label", { class: "query", for: query.id }, "Query"), query,
      make("span", { class: "order" }, make("label", { for: order.id }, "Order"), order),
    ),
    error,
    make("div", { class: "filters" }, filter("actor", "Actor"), filter("kind", "Kind")),
    count,
    make("div", { class: "answer" }, make("div", { class: "reading" }, table, more), chart),
    same,
  );
  el.append(panel);
  showLines();
  showChart();
  showError();
  showPassage();
  return () => cleanups.forEach((does) => does());
}

export default { render };
