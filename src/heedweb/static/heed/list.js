// Selecting rows: "x" ticks the row at hand, Shift and a click tick what lies between, the bar counts.
(function () {
  "use strict";
  var form = document.getElementById("bulk");
  if (!form) { return; }
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=row]"));
  var all = document.getElementById("bulk-all");
  var count = document.getElementById("bulk-count");
  var idle = count.textContent;
  var last = -1;
  function show() {
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    boxes.forEach(function (box) { box.closest(".item").classList.toggle("picked", box.checked || all.checked); });
    count.textContent = all.checked || !ticked ? idle : ticked === 1 ? count.dataset.one : ticked + " " + count.dataset.many;
  }
  form.addEventListener("click", function (event) {
    var at = boxes.indexOf(event.target);
    if (at < 0) { return; }
    if (event.shiftKey && last >= 0) {
      for (var i = Math.min(at, last); i <= Math.max(at, last); i += 1) { boxes[i].checked = event.target.checked; }
    }
    last = at;
  });
  form.addEventListener("change", show);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(TEXTAREA|SELECT)$/.test(event.target.tagName) || (event.target.tagName === "INPUT" && event.target.type !== "checkbox")) { return; }
    var now = document.querySelector(".item.now input[name=row]");
    if (now) { now.checked = !now.checked; last = boxes.indexOf(now); show(); }
  });
  show();
})();
