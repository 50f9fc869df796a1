(function () {
  "use strict";
  var FACETS = ["actor", "kind", "measure"], SHOW = "#show:";
  var from = null, held = "";  // the number that was followed, and what was filtered when it was
  function open() {
    // what is filtered stands in the address, so that a link or a step back brings it again;
    // a number opens all of its sentences, whatever was filtered
    if (form) { restore(); }
    var target = document.getElementById(shows(location.hash) ? asked(location.hash).at || "" : location.hash.slice(1));
    if (!target) { return; }
    if (shows(location.hash)) {
      target.scrollIntoView();
      target.focus();  // where it can have it: the link past the head of the page leads there
    }
    for (var fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    if (target.classList.contains("f")) { target.focus(); }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (!link) { return; }
    if (link.classList.contains("back")) { leave(event); return; }
    var hash = link.getAttribute("href");
    if (/^#e\d+$/.test(hash)) {
      from = link;
      if (!/^#e\d+$/.test(location.hash)) { held = shows(location.hash) ? location.hash : ""; }
    } else if (form && FACETS.some(chosen)) {
      event.preventDefault();
      go(address(hash.slice(1)));
      return;
    }
    // inside the frame of a notebook a link to "#..." would lead out of the page
    if (location.protocol === "about:") { event.preventDefault(); location.hash = hash; }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && /^#e\d+$/.test(location.hash)) { leave(event); }
  });
  function leave(event) {
    event.preventDefault();
    var home = document.querySelector(".f:target .back").getAttribute("href");
    var link = from && from.getAttribute("href") === location.hash ? from : document.getElementById(home.slice(1));
    var top = window.scrollY;
    location.hash = held || home;
    open();
    window.scrollTo(0, top);
    if (link) { link.focus({ preventScroll: true }); }
  }
  // the filter: without this script the page is complete and the form stays hidden
  var form = document.querySelector(".filter");
  function chosen(name) { return form.elements[name] ? form.elements[name].value : ""; }
  function shows(hash) { return hash.indexOf(SHOW) === 0; }
  function asked(hash) {
    var found = {};
    hash.slice(SHOW.length).split("&").forEach(function (part) {
      var cut = part.indexOf("=");
      try { found[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1)); } catch (fault) { /* no address of ours */ }
    });
    return found;
  }
  function address(at) {
    var parts = FACETS.filter(chosen).map(function (name) { return name + "=" + encodeURIComponent(chosen(name)); });
    return SHOW + (parts.concat(at ? ["at=" + at] : []).join("&") || "all");
  }
  function go(hash) {
    if (location.hash === hash) { open(); } else { location.hash = hash; }
  }
  function restore() {
    var wanted = shows(location.hash) ? asked(location.hash) : {}, moved = false;
    FACETS.forEach(function (name) {
      var select = form.elements[name];
      if (!select) { return; }
      var known = [].some.call(select.options, function (option) { return option.value === wanted[name]; });
      var value = known ? wanted[name] : "";
      if (select.value !== value) { select.value = value; moved = true; }
    });
    if (moved || filtered !== FACETS.map(chosen).join("\n")) { filter(); }
  }
  function names(cell, facet, wanted) {
    // a name too long for its column ends in three dots
    var text = cell.getAttribute("data-" + facet) || cell.textContent;
    return text === wanted || (text.slice(-1) === "\u2026" && wanted.indexOf(text.slice(0, -1)) === 0);
  }
  function filterTable(table, facets) {
    var across = table.getAttribute("data-across");
    var kept = [].map.call(table.tHead.rows[0].cells, function (head, i) {
      var wanted = i && across ? chosen(across) : "";
      return !wanted || names(head, "none", wanted) || head.textContent === "Words";
    });
    [].forEach.call(table.tBodies[0].rows, function (row) {
      row.hidden = facets.some(function (facet) {
        var wanted = chosen(facet);
        var cells = wanted ? [].slice.call(row.querySelectorAll("[data-" + facet + "]")) : [];
        return cells.length > 0 && !cells.some(function (cell) { return names(cell, facet, wanted); });
      });
    });
    if (across) {
      [].forEach.call(table.rows, function (row) {
        [].forEach.call(row.cells, function (cell, i) { cell.hidden = !kept[i]; });
      });
    }
  }
  function filterGroup(group) {
    var actor = chosen("actor"), kind = chosen("kind"), measure = chosen("measure"), count = 0;
    group.hidden = Boolean(actor) && group.getAttribute("data-actor") !== actor;
    if (group.hidden) { return 0; }
    var keys = [];
    [].forEach.call(group.querySelectorAll(".f"), function (anchor) {
      if (anchor.getAttribute("data-measure") === measure) { keys.push("." + anchor.classList[1]); }
    });
    [].forEach.call(group.querySelectorAll(".s"), function (entry) {
      var any = false;
      [].forEach.call(entry.querySelectorAll("p:not(.src)"), function (line) {
        line.hidden = Boolean(measure && !(keys.length && line.matches(keys.join(",")))) ||
          Boolean(kind && (line.getAttribute("data-kind") || "").split(" ").indexOf(kind) < 0);
        if (!line.hidden) { any = true; count += 1; }
      });
      entry.hidden = !any;
    });
    group.hidden = count === 0;
    return count;
  }
  var filtered = "\n\n";  // what was filtered last; at first nothing is
  function filter() {
    var count = 0;
    filtered = FACETS.map(chosen).join("\n");
    [].forEach.call(document.querySelectorAll("main table"), function (table) { filterTable(table, FACETS); });
    [].forEach.call(document.querySelectorAll(".g"), function (group) { count += filterGroup(group); });
    var number = count.toLocaleString("en") + (count === 1 ? " sentence" : " sentences");
    form.querySelector("output").textContent = number +
      (FACETS.some(chosen) ? " in the evidence match" + (count === 1 ? "es" : "") : " in the evidence");
  }
  if (form) {
    form.hidden = false;
    form.addEventListener("change", function () { filter(); go(address("")); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(function () { filter(); go(address("")); }); });
  }
  window.addEventListener("hashchange", open);
  open();
})();
