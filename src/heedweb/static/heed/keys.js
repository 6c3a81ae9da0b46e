// Keys: "/" search, "j" and "k" move, Enter opens, "?" shows the keys. Pages work without.
(function () {
  "use strict";
  var now = -1;
  function items() { return Array.prototype.slice.call(document.querySelectorAll(".items > .item")); }
  function typing(target) {
    if (target.tagName === "INPUT" && /^(checkbox|radio)$/.test(target.type)) { return false; }
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
  // What a page can do says its key itself: <button data-key="a">.
  function keyed(key) { return /^([a-z1-9]|Enter)$/.test(key) && document.querySelector('[data-key="' + key + '"]'); }
  function act(key) {
    var target = keyed(key);
    if (!target) { return false; }
    // Enter on a link, a button or a summary means that one.
    if (key === "Enter" && /^(A|BUTTON|SUMMARY)$/.test(document.activeElement.tagName)) { return false; }
    if (target.tagName === "INPUT" && target.type === "text") { target.focus(); target.select(); return true; }
    target.click();
    if (target.tagName === "SUMMARY" && target.parentElement.open) {
      var field = target.parentElement.querySelector("textarea") ||
        target.parentElement.querySelector("input:not([type=hidden]), a, button");
      if (field) { field.focus(); }
    }
    return true;
  }
  function leave(field) {
    var panel = field.closest("details.act");
    field.blur();
    if (panel) { panel.removeAttribute("open"); panel.querySelector("summary").focus(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && typing(event.target)) { leave(event.target); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var help = document.getElementById("keys");
    if (event.key === "/") {
      var search = document.getElementById("q");
      if (search) { search.focus(); event.preventDefault(); }
    } else if (event.key === "j" && !keyed("j")) { move(1); }
    else if (event.key === "k" && !keyed("k")) { move(-1); }
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      var go = document.querySelector(event.key === "ArrowRight" ? "a[rel=next]" : "a[rel=prev]");
      if (go) { go.click(); }
    } else if (act(event.key)) { event.preventDefault(); }
    else if (event.key === "?" && help && help.showModal) { help.showModal(); }
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
