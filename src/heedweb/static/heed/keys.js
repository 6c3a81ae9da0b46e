// Keys: "/" search, "j" and "k" move, Enter opens, "?" shows the keys. Pages work without.
(function () {
  "use strict";
  var now = -1;
  function items() { return Array.prototype.slice.call(document.querySelectorAll(".items > .item")); }
  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function move(step) {
    var all = items();
    if (!all.length) { return; }
    if (now >= 0 && all[now]) { all[now].classList.remove("now"); }
    now = Math.min(all.length - 1, Math.max(0, now + step));
    all[now].classList.add("now");
    var link = all[now].querySelector("a");
    if (link) { link.focus(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var help = document.getElementById("keys");
    if (event.key === "/") {
      var search = document.getElementById("q");
      if (search) { search.focus(); event.preventDefault(); }
    } else if (event.key === "j") { move(1); }
    else if (event.key === "k") { move(-1); }
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      var go = document.querySelector(event.key === "ArrowRight" ? "a[rel=next]" : "a[rel=prev]");
      if (go) { go.click(); }
    } else if (event.key === "?" && help && help.showModal) { help.showModal(); }
  });
  // A wide window shows the facets; a narrow one keeps them folded.
  var facets = document.querySelector("details.facets");
  if (facets && window.matchMedia("(max-width: 860px)").matches) { facets.removeAttribute("open"); }
  // Files may be dropped anywhere on the box.
  document.querySelectorAll(".drop").forEach(function (box) {
    var input = box.querySelector("input[type=file]");
    ["dragover", "dragenter"].forEach(function (name) {
      box.addEventListener(name, function (event) { event.preventDefault(); box.classList.add("over"); });
    });
    box.addEventListener("dragleave", function () { box.classList.remove("over"); });
    box.addEventListener("drop", function (event) {
      event.preventDefault();
      box.classList.remove("over");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; box.requestSubmit(); }
    });
  });
})();
