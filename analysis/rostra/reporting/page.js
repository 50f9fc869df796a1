(function () {
  "use strict";
  var from = null;
  function open() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    for (var fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    if (target.classList.contains("f")) { target.focus(); }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (!link) { return; }
    if (link.classList.contains("back")) { leave(event); return; }
    var hash = link.getAttribute("href");
    if (/^#e\d+$/.test(hash)) { from = link; }
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
    location.hash = home;
    window.scrollTo(0, top);
    if (link) { link.focus({ preventScroll: true }); }
  }
  window.addEventListener("hashchange", open);
  open();
})();
